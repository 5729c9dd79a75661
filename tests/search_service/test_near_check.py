"""A few of the random questions of near_check.py, which asks a thousand of each kind."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from search_service.demo import DEMO
from tests.conftest import NOW
from tests.search_service.located import Corpus, corpus_of
from tests.search_service.near_check import COUNTINGS, KINDS, NearCheck

CASES = 12


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(DEMO, NOW)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("counting", COUNTINGS)
def test_what_is_answered_is_what_counting_gives(
    api: TestClient, corpus: Corpus, counting: str, kind: str
) -> None:
    check = NearCheck(api, corpus, COUNTINGS[counting](corpus.places))
    assert [*check.differences(kind, CASES, seed=7)] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "paging"])
def test_a_place_that_stood_elsewhere_would_be_noticed(
    api: TestClient, corpus: Corpus, kind: str
) -> None:
    moved = [place._replace(lat=place.lat + 0.01) for place in corpus.places]
    counting = COUNTINGS["arrays"](moved)
    check = NearCheck(api, replace(corpus, places=moved), counting)
    assert next(check.differences(kind, 100, seed=7), "")


def test_both_ways_of_counting_measure_the_same_ellipsoid(corpus: Corpus) -> None:
    loops, arrays = (make(corpus.places) for make in COUNTINGS.values())
    for spot in ((60.17, 24.94), (69.9, 27.0), (corpus.places[0].lat, corpus.places[0].lon)):
        assert arrays.metres(spot) == pytest.approx(loops.metres(spot), abs=0.01)
