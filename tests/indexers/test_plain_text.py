import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.plain_text import INVISIBLE, SLICE_TAGS, plain_line, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p dir='ltr'>Hei</p><p>taas</p>", "Hei\ntaas"),
        ("<p>yksi<br>kaksi<br/>kolme</p>", "yksi\nkaksi\nkolme"),
        ("<b>Lu</b>kupiiri <i>to</i>", "Lukupiiri to"),
        ("Kahvi&nbsp;&amp; pulla &lt;3 &#228;iti &#x1F600;", "Kahvi & pulla <3 äiti 😀"),
        ("<ul><li>yksi</li><li>kaksi</li></ul>", "– yksi\n– kaksi"),
        ("<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "– a\n– b\n– c\n– d"),
        ("<ol><li><p>a</p></li><li></li><li><div><p>b</p></div></li></ol>", "– a\n– b"),
        ("<table><tr><th>ma</th><td>18</td></tr><tr><td>ti</td></tr></table>", "ma 18\nti"),
        ("<p>  paljon \n\t tyhjää  </p>", "paljon tyhjää"),
        ("<p></p><div> </div>", ""),
        ("", ""),
    ],
)
def test_html_becomes_lines_that_read_well(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    ["script", "style", "template", "noscript", "iframe", "object", "svg", "title"],
)
def test_what_a_browser_would_not_show_is_dropped(hidden: str) -> None:
    assert (
        plain_text(f"<p>ennen</p><{hidden}>alert(1)</{hidden}><p>jälkeen</p>") == "ennen\njälkeen"
    )


def test_comments_are_dropped() -> None:
    assert plain_text("<p>näkyy<!-- ei näy --></p>") == "näkyy"


@pytest.mark.parametrize(
    "text",
    [
        "ikä <18 ja > 7 & Co",
        "a<b mutta c",
        "R&B, Q&A ja AT&T",
        "I <3 jooga",
        "5 < 6",
        "mies & nainen; lapsi",
        "ensimmäinen R&B\ntoinen",
    ],
)
def test_text_without_markup_keeps_its_angle_brackets_ampersands_and_lines(text: str) -> None:
    assert plain_text(text) == text


def test_plain_text_keeps_its_lines_and_loses_needless_space() -> None:
    assert plain_text("yksi \r\n\r\n kaksi\x0bkolme\x0cneljä\u2028viisi") == (
        "yksi\nkaksi\nkolme\nneljä\nviisi"
    )


def test_escaped_markup_is_text_and_not_read_as_markup_again() -> None:
    assert plain_text("<p>&lt;script&gt;x&lt;/script&gt;</p>") == "<script>x</script>"


@pytest.mark.parametrize(
    "letter",
    [
        *("\u00ad", "\u061c", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060"),
        *("\u2066", "\u2069", "\ufeff", "\U000e0041"),
    ],
)
@pytest.mark.parametrize("wrapped", ["{}", "<p>{}</p>"])
def test_characters_that_hide_or_reorder_text_are_removed(letter: str, wrapped: str) -> None:
    assert plain_text(wrapped.format(f"joo{letter}ga")) == "jooga"


@pytest.mark.parametrize("letter", ["\u200c", "\u200d"])
def test_joiners_that_persian_needs_stay(letter: str) -> None:
    assert plain_text(f"می{letter}خواهم") == f"می{letter}خواهم"


def test_control_characters_are_removed() -> None:
    assert plain_text("jo\x00o\x1fga\x7f\x9f") == "jooga"


def test_decomposed_letters_are_composed() -> None:
    assert plain_text(unicodedata.normalize("NFD", "äöå")) == "äöå"


def test_a_line_is_one_line() -> None:
    assert plain_line("<p>Avoin</p><p>kuoro\nilta</p>") == "Avoin kuoro ilta"


@pytest.mark.parametrize("tag", ["div", "b", "ul", "span", "blockquote", "table"])
def test_deep_nesting_neither_crashes_nor_loses_the_text(tag: str) -> None:
    deep = 30_000
    html = f"<{tag}>" * deep + "syvällä" + f"</{tag}>" * deep
    assert plain_text(html) == "syvällä"


def test_ten_times_the_nesting_takes_about_ten_times_as_long() -> None:
    def seconds(deep: int) -> float:
        html = "<div>" * deep + "x" + "</div>" * deep
        began = time.process_time()
        plain_text(html)
        return time.process_time() - began

    seconds(1000)
    assert seconds(30_000) < 40 * seconds(3_000)  # a square would be a hundred times


def test_markup_of_many_tags_loses_nothing_at_the_seams_of_its_slices() -> None:
    words = [f"sana{number}" for number in range(3 * SLICE_TAGS)]
    html = "".join(f"<p>{word}</p>" for word in words)
    assert plain_text(html).split("\n") == words


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("<>/&;#pbli!- \n\tä\u200b\u202eaxscript='\""), max_size=60))
def test_any_soup_of_markup_becomes_tidy_text(soup: str) -> None:
    text = plain_text(soup)
    assert not INVISIBLE.search(text)
    assert all(line == " ".join(line.split()) and line for line in text.split("\n") if text)


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_characters="<&", exclude_categories=["C", "Z"]), max_size=40))
def test_words_survive_whether_or_not_they_stand_in_markup(words: str) -> None:
    plain = plain_text(words)
    assert plain_text(f"<p>{words}</p>") == plain
    assert plain == unicodedata.normalize("NFC", INVISIBLE.sub("", words))
