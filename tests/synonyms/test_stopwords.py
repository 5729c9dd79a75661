"""Stop words: grammar and ways of asking, kept apart from what is looked for."""

import pytest

from synonyms.stopwords import is_filler, is_function, stopwords
from synonyms.words import analyze


def test_a_question_leaves_what_it_is_about() -> None:
    words = analyze("Haluaisin löytää kuoron, jossa minä voisin laulaa", "fi")
    kept = [
        word.surface for word in words if not (is_function(word, "fi") or is_filler(word, "fi"))
    ]
    assert kept == ["kuoron", "laulaa"]


@pytest.mark.parametrize(
    ("text", "lang", "kept"),
    [
        ("olen yksinäinen", "fi", ["yksinäinen"]),
        ("etsin seuraa ja juttukaveria", "fi", ["seuraa", "juttukaveria"]),
        ("jag söker en kör för mina barn", "sv", ["kör", "barn"]),
        ("I am looking for a choir", "en", ["choir"]),
        ("stöd för män", "sv", ["stöd", "män"]),
        ("terve talo", "fi", ["terve", "talo"]),
        ("ilman rahaa", "fi", ["ilman", "rahaa"]),
    ],
)
def test_meaning_stays(text: str, lang: str, kept: list[str]) -> None:
    words = analyze(text, lang)
    assert kept == [
        word.surface for word in words if not (is_function(word, lang) or is_filler(word, lang))
    ]


def test_filler_is_not_grammar() -> None:
    assert is_filler("etsiä", "fi")
    assert not is_function("etsiä", "fi")


def test_an_unknown_language_has_no_stop_words() -> None:
    assert not is_function("the", "so")


def test_the_lists_hold_single_lower_case_words() -> None:
    for words in stopwords().values():
        assert all(word == word.lower() and " " not in word and word for word in words)
