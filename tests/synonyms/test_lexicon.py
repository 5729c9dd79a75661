"""Lexicon: frequencies, completions and corrections inside the index's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synonyms.lexicon import Lexicon

COUNTS = {
    "uimahalli": 40,
    "uinti": 25,
    "uimakoulu": 5,
    "äiti": 30,
    "aita": 2,
    "ikäihminen": 50,
    "yksinäisyys": 12,
    "jooga": 60,
    "joogakurssi": 8,
    "sokea": 3,
    "sokeri": 4,
    "tuki": 20,
    "kuoro": 33,
    "kuuro": 6,
    "65-vuotias": 9,
    "koti": 11,
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(500, COUNTS).prepare()


def test_a_term_has_its_number_of_listings(lexicon: Lexicon) -> None:
    assert lexicon.df("jooga") == 60
    assert lexicon.df("nyrkkeily") == 0
    assert "jooga" in lexicon
    assert len(lexicon) == len(COUNTS)


def test_a_rare_term_weighs_more_than_a_common_one(lexicon: Lexicon) -> None:
    assert lexicon.idf("sokea") > lexicon.idf("jooga") > 0
    assert 0 < lexicon.weight("jooga") < lexicon.weight("sokea") < lexicon.weight("nyrkkeily") == 1


def test_a_term_in_every_listing_still_weighs_something() -> None:
    assert 0 < Lexicon(10, {"ryhmä": 10}).weight("ryhmä") < 0.1
    assert Lexicon(0, {"ryhmä": 3}).weight("ryhmä") > 0


def test_a_beginning_is_completed_most_frequent_first(lexicon: Lexicon) -> None:
    assert lexicon.starting_with("ui", 2) == ["uimahalli", "uinti"]
    assert lexicon.starting_with("joog", 5) == ["jooga", "joogakurssi"]
    assert lexicon.starting_with("", 5) == []
    assert lexicon.starting_with("jooga", 0) == []


def test_a_beginning_without_accents_comes_after_what_was_written(lexicon: Lexicon) -> None:
    assert lexicon.starting_with("ait", 5) == ["aita", "äiti"]
    assert lexicon.starting_with("äit", 5) == ["äiti", "aita"]


def test_a_word_without_accents_finds_its_term(lexicon: Lexicon) -> None:
    assert lexicon.folded("aiti") == ["äiti"]
    assert lexicon.folded("ikaihminen") == ["ikäihminen"]
    assert lexicon.folded("ait") == []


@pytest.mark.parametrize(
    ("typo", "meant", "distance"),
    [
        ("uimahali", "uimahalli", 1),
        ("jooag", "jooga", 1),
        ("hooga", "jooga", 1),
        ("ooga", "jooga", 1),
        ("ajooga", "jooga", 1),
        ("ojoga", "jooga", 1),
        ("yksinaisyss", "yksinäisyys", 2),
        ("ikaihminne", "ikäihminen", 2),
    ],
)
def test_a_typo_finds_the_term_meant(
    lexicon: Lexicon, typo: str, meant: str, distance: int
) -> None:
    assert (meant, distance) in lexicon.near(typo, 5)


@pytest.mark.parametrize("word", ["joo", "jogaa1", "65-vuotiaa", "joogakissa", "", "a" * 300])
def test_a_word_too_short_too_far_or_numbered_is_not_corrected(lexicon: Lexicon, word: str) -> None:
    assert lexicon.near(word, 5) == []


def test_two_typos_do_not_change_the_first_letter(lexicon: Lexicon) -> None:
    assert lexicon.near("aimahali", 5) == []


def test_a_correction_never_leads_to_an_opposite(lexicon: Lexicon) -> None:
    assert lexicon.near("kuoro", 5) == []
    assert Lexicon(10, {"sokea": 1, "sokeri": 5}).near("sokea", 5) == []
    assert Lexicon(10, {"maksu": 5, "maksua": 1}).near("maksu", 5) == [("maksua", 1)]


def test_nearer_terms_come_first_then_more_frequent_ones() -> None:
    lexicon = Lexicon(100, {"kerhossa": 1, "kerhosta": 9, "kerhoista": 50})
    assert lexicon.near("kerhosxa", 5) == [("kerhosta", 1), ("kerhossa", 1), ("kerhoista", 2)]


def test_a_lexicon_survives_json(lexicon: Lexicon) -> None:
    again = Lexicon.from_json(lexicon.to_json())
    assert again.documents == lexicon.documents
    assert {term: again.df(term) for term in COUNTS} == COUNTS


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="lexicon"):
        Lexicon.from_json(b'{"format": 99}')
    with pytest.raises(ValueError, match="lexicon"):
        Lexicon.from_json(b"[]")


@given(st.dictionaries(st.text(max_size=12), st.integers(-1, 1000), max_size=30), st.text())
def test_any_terms_survive_json_and_any_word_is_looked_up(
    counts: dict[str, int], word: str
) -> None:
    try:
        lexicon = Lexicon.from_json(Lexicon(10, counts).to_json())
    except UnicodeEncodeError:
        return
    assert {term: lexicon.df(term) for term in counts if term and counts[term] > 0} == {
        term: count for term, count in counts.items() if term and count > 0
    }
    lexicon.near(word, 5)
    lexicon.starting_with(word, 5)
    lexicon.folded(word)
