"""Concepts: what a text names, in any language, inflected, compounded or written apart."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synonyms.concepts import ConceptMatch, Concepts, ConceptTableError
from synonyms.words import analyze

TABLE = """\
# A small table of this test's own.
id\tbroader\trelated\tfi\tsv\ten\tother
exercise\t\t\tliikunta\tmotion\texercise\t
yoga\texercise\t\tjooga | joogaaminen\tyoga\tyoga\tru: йога | uk: йога | ar: يوغا | so: yoogo
chair_yoga\tyoga\tsenior\ttuolijooga\tstolyoga\tchair yoga\t
senior\t\t\tseniori | ikääntynyt\tsenior | pensionär\tsenior | older person\t
crisis\t\t\tkriisi\tkris\tcrisis\t
crisis_line\tcrisis\t\tkriisipuhelin\tkristelefon\tcrisis line\t
mother_child\t\t\täiti lapsi ryhmä\tmamma barn grupp\tmother and child group\t
mental_health\t\t\tmielenterveys | mielen hyvinvointi\tmental hälsa\tmental health\t
health\t\t\tterveys\thälsa\thealth\t
running\texercise\t\tjuokseminen\tlöpning\trunning\t
choir\t\t\tkuoro | lauluilta\tkör\tchoir\t
fathers\t\t\tisä\tpappa\tfather\t
information_technology\t\t\tit\tit\tit\t
mould\t\t\t\t\thome\t
"""


@pytest.fixture(scope="module")
def concepts(tmp_path_factory: pytest.TempPathFactory) -> Concepts:
    folder = tmp_path_factory.mktemp("concepts")
    (folder / "test.tsv").write_text(TABLE, encoding="utf-8")
    return Concepts.load(folder)


def found(concepts: Concepts, text: str, lang: str = "fi") -> list[tuple[str, str, str]]:
    return [
        (match.concept, text[match.start : match.end], match.via)
        for match in concepts.match(analyze(text, lang), lang)
    ]


@pytest.mark.parametrize(
    ("text", "lang", "concept", "span"),
    [
        ("Joogaa Tampereella", "fi", "yoga", "Joogaa"),
        ("ryhmä ikääntyneille", "fi", "senior", "ikääntyneille"),
        ("lähdetään juoksemaan", "fi", "running", "juoksemaan"),
        ("soita kriisi puhelimeen", "fi", "crisis_line", "kriisi puhelimeen"),
        ("kriisipuhelimesta apua", "fi", "crisis_line", "kriisipuhelimesta"),
        ("äiti-lapsiryhmään", "fi", "mother_child", "äiti-lapsiryhmään"),
        ("äitilapsiryhmässä", "fi", "mother_child", "äitilapsiryhmässä"),
        ("äiti lapsi ryhmiä", "fi", "mother_child", "äiti lapsi ryhmiä"),
        ("mielenhyvinvointi", "fi", "mental_health", "mielenhyvinvointi"),
        ("kören sjunger", "sv", "choir", "kören"),
        ("för pensionärer", "sv", "senior", "pensionärer"),
        ("older persons", "en", "senior", "older persons"),
    ],
)
def test_a_label_is_found_inflected_together_and_apart(
    concepts: Concepts, text: str, lang: str, concept: str, span: str
) -> None:
    assert (concept, span, "lemma") in found(concepts, text, lang)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("choirs", "choir"),
        ("mental health", "mental_health"),
        ("kören", "choir"),
        ("йогу", "yoga"),
        ("يوغا", "yoga"),
        ("yoogo", "yoga"),
    ],
)
def test_a_reader_of_the_finnish_page_may_type_another_language(
    concepts: Concepts, text: str, concept: str
) -> None:
    assert [match.concept for match in concepts.match(analyze(text, "fi"), "fi")] == [concept]


def test_a_finnish_word_is_not_read_as_an_english_one(concepts: Concepts) -> None:
    # "home" is mould in Finnish.
    assert found(concepts, "home", "fi") == []
    assert found(concepts, "home", "en") == [("mould", "home", "lemma")]


def test_parts_of_a_compound_match_where_the_whole_is_no_label(concepts: Concepts) -> None:
    assert found(concepts, "seniorijoogaan") == [
        ("senior", "seniorijoogaan", "part"),
        ("yoga", "seniorijoogaan", "part"),
    ]
    assert found(concepts, "yogagruppen", "sv") == [("yoga", "yogagruppen", "part")]


def test_parts_do_not_match_where_the_whole_is_a_label(concepts: Concepts) -> None:
    assert found(concepts, "tuolijoogaa") == [("chair_yoga", "tuolijoogaa", "lemma")]


def test_a_longer_piece_hides_the_parts_it_covers(concepts: Concepts) -> None:
    # mielenterveyskuntoutuja is about mental health, not about health at large.
    assert [concept for concept, _, _ in found(concepts, "mielenterveyskuntoutujille")] == [
        "mental_health"
    ]


def test_the_longest_label_wins(concepts: Concepts) -> None:
    assert [concept for concept, _, _ in found(concepts, "chair yoga class", "en")] == [
        "chair_yoga"
    ]


def test_a_very_short_label_matches_only_as_written(concepts: Concepts) -> None:
    assert found(concepts, "IT") == [("information_technology", "IT", "lemma")]
    assert found(concepts, "it-tuki") == []


def test_a_three_letter_part_counts_between_hyphens_only(concepts: Concepts) -> None:
    assert found(concepts, "isä-lapsi-kerho") == [("fathers", "isä-lapsi-kerho", "part")]
    assert found(concepts, "isänpäivä") == []


def test_another_reading_of_a_label_is_no_label(concepts: Concepts) -> None:
    # lauluilta, a song evening, is also a form of laulu, a song.
    assert found(concepts, "laulu") == []
    assert found(concepts, "lauluilta") == [("choir", "lauluilta", "lemma")]


def test_a_match_tells_where_and_by_which_label(concepts: Concepts) -> None:
    text = "Ilmainen kriisi puhelin"
    assert concepts.match(analyze(text, "fi"), "fi") == (
        ConceptMatch("crisis_line", 9, 23, (1, 3), "kriisipuhelin", "fi", "lemma"),
    )


def test_broader_and_narrower_come_with_their_depth(concepts: Concepts) -> None:
    assert concepts.broader("chair_yoga") == (("yoga", 1), ("exercise", 2))
    assert concepts.narrower("exercise") == (("yoga", 1), ("running", 1), ("chair_yoga", 2))
    assert concepts.broader("nothing") == ()


def test_a_label_is_given_in_the_language_or_the_next_best(concepts: Concepts) -> None:
    assert concepts.label("yoga", "sv-FI") == "yoga"
    assert concepts.label("yoga", "ar") == "يوغا"
    assert concepts.label("choir", "ar") == "kuoro"
    assert concepts.label("nothing", "fi") == "nothing"


def test_tables_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(TABLE, encoding="utf-8")
    assert Concepts.load(tmp_path) is Concepts.load(tmp_path)


def test_the_own_tables_can_be_read() -> None:
    assert isinstance(Concepts.load(), Concepts)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("yoga\t\t\tjooga\t\t\t", "line 17: yoga is there already"),
        ("\t\t\tjooga\t\t\t", "line 17: no id"),
        ("a\t\t\tb\tc\td\te: f\tg", "line 17"),
        ("a\t\t\tb\tc\td\tjooga", "line 17: 'jooga' names no language"),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "broken.tsv").write_text(f"{TABLE}{row}\n", encoding="utf-8")
    with pytest.raises(ConceptTableError, match=f"broken.tsv, {message}"):
        Concepts.load(tmp_path)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.tsv").write_text("id\tfi\nyoga\tjooga\n", encoding="utf-8")
    with pytest.raises(ConceptTableError, match="first row"):
        Concepts.load(tmp_path)


def test_eight_threads_match_alike(concepts: Concepts) -> None:
    text = "seniorijoogaa choirs йогу kriisi puhelin يوغا " * 10
    with ThreadPoolExecutor(max_workers=8) as pool:
        results = set(pool.map(lambda _: concepts.match(analyze(text, "fi"), "fi"), range(32)))
    assert len(results) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["fi", "sv", "en", "ru", "", "zz"]))
def test_any_text_is_matched_without_an_error(concepts: Concepts, text: str, lang: str) -> None:
    for match in concepts.match(analyze(text, lang), lang):
        assert 0 <= match.start < match.end <= len(text)
        assert match.concept in concepts
