import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.municipalities import municipalities

gazetteer = Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tampere", "837"),
        ("tampereella", "837"),
        ("tampre", "837"),
        ("Helsinky", "091"),
        ("esbo", "049"),
        ("jyvaskyl", "179"),
        ("rovan", "698"),
        ("pirkanm", "06"),
        ("hki", "091"),
        ("00530", "00530"),
        ("korso", "092:Korso"),
    ],
)
def test_the_best_match_is_the_place_meant(text: str, code: str) -> None:
    assert gazetteer.lookup(text)[0].place.code == code


def test_an_exact_name_scores_one_and_a_typo_less() -> None:
    for name in ("Kuopio", "Uusimaa", "Korso"):
        assert gazetteer.lookup(name)[0].score == 1
    assert 0.5 < gazetteer.lookup("Kuopoi")[0].score < 1


def test_every_municipality_is_first_for_its_own_names() -> None:
    for one in municipalities().values():
        for name in (one.name_fi, one.name_sv):
            assert gazetteer.lookup(name, limit=3)[0].place.code == one.code, name


def test_matches_are_named_in_the_asked_language() -> None:
    assert gazetteer.lookup("Vaasa", lang="sv")[0].name == "Vasa"
    assert gazetteer.lookup("Vasa", lang="fi")[0].name == "Vaasa"


def test_a_city_stands_before_a_village_that_begins_alike() -> None:
    kinds = [match.place.kind for match in gazetteer.lookup("kau", limit=20)]
    assert kinds == sorted(kinds, key=lambda kind: kind == "town")
    assert "town" in kinds


def test_half_a_postal_code_offers_its_codes() -> None:
    found = gazetteer.lookup("0053", limit=20)
    assert {match.place.kind for match in found} == {"postcode"}
    assert all(match.place.code.startswith("0053") for match in found)


@pytest.mark.parametrize("text", ["", "   ", "xyzzyxyzzy", "?!"])
def test_what_is_like_no_place_finds_nothing(text: str) -> None:
    assert gazetteer.lookup(text) == []


@given(st.text(max_size=20), st.integers(-1, 5))
def test_matches_are_few_scored_and_in_order(text: str, limit: int) -> None:
    scores = [match.score for match in gazetteer.lookup(text, "sv", limit)]
    assert len(scores) <= max(limit, 0)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
