"""Nearness with words, and where many places are known to their municipality only."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from fastapi.testclient import TestClient

from search_service.demo import DEMO
from tests.conftest import NOW
from tests.search_service.counting_by_loops import GEOD, Loops
from tests.search_service.located import Corpus, corpus_of
from tests.search_service.near_cases import NearCases
from tests.search_service.near_check import NearCheck
from tests.search_service.small_corpus import activity, api_of, channel, named
from tests.search_service.walking import walk

WORDS = ("ryhmä", "liikunta", "lapsille", "kuoro", "vertaistuki", "kahvila")
PLACES = ("channel", "place")
FEW = 3  # with less the search is loosened
TAMPERE = (61.49795, 23.75941)  # the centre that coarse places of Tampere are put in
COARSE = 150  # more than are ranked


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(DEMO, NOW)


@pytest.mark.parametrize("word", WORDS)
def test_words_and_a_circle_find_what_both_find(api: TestClient, corpus: Corpus, word: str) -> None:
    anywhere, _ = walk(api, [("q", word), PLACES], 100)
    matching, compared = {hit["id"] for hit in anywhere}, 0
    draws, check = NearCases(corpus.places, seed=3), NearCheck(api, corpus, Loops(corpus.places))
    for _ in range(25):
        (lat, lon), radius = draws.spot(), draws.radius()
        metres = check.counting.metres((lat, lon))
        inside = {number for number, far in enumerate(metres) if far <= radius}
        near = {corpus.places[number].listing for number in inside} & matching
        if len(near) < FEW:
            continue
        asked = [("q", word), PLACES, ("near", f"{lat},{lon}"), ("radius_m", str(radius))]
        hits, _ = walk(api, asked, 100)
        assert {hit["id"] for hit in hits} == near, asked
        wrong = [hit["id"] for hit in hits if not check.is_nearest(hit, metres, inside)]
        assert wrong == [], asked
        compared += 1
    assert compared


@pytest.fixture(scope="module")
def vague(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Many listings known to be in Tampere, three known to their street two kilometres away."""
    random = Random(1)
    titles = ["".join(random.choices("aeiklmnoprstuv", k=24)) for _ in range(COARSE + 3)]
    places = [channel(city="Tampere")] * COARSE
    for _ in range(3):
        lat, lon = TAMPERE[0] + 0.02, TAMPERE[1] + random.uniform(-0.01, 0.01)
        places.append(channel(lat, lon, city="Tampere"))
    listings = [
        activity(str(number), channels=[place], translations=named(title), region=[])
        for number, (place, title) in enumerate(zip(places, titles, strict=True))
    ]
    with api_of(tmp_path_factory.mktemp("vague"), listings) as client:
        yield client


def test_places_that_are_known_are_not_buried_by_those_that_are_not(vague: TestClient) -> None:
    near = f"{TAMPERE[0]},{TAMPERE[1]}"
    answer = vague.get("/v1/search", params={"near": near, "radius_m": 10_000}).json()
    assert answer["total"] == COARSE + 3
    first = [hit["distance_m"] for hit in answer["hits"][:4]]
    assert all(2_000 < metres < 3_000 for metres in first[:3])
    assert first[3] is None
    assert "Tampere" in " ".join(answer["hits"][3]["why"])


def test_of_two_places_almost_as_far_the_ellipsoid_tells_the_nearer(tmp_path: Path) -> None:
    """On the engine's sphere the one to the east is nearer by twenty metres."""
    lat, lon = TAMPERE
    ends = [(GEOD.fwd(lon, lat, 0, 50_000), "north"), (GEOD.fwd(lon, lat, 90, 50_050), "east")]
    places = [channel(round(end[1], 7), round(end[0], 7)) for end, _ in ends]
    with api_of(tmp_path, [activity("1", channels=places[::-1]), activity("2")]) as api:
        for words in ({}, {"q": "kuoro"}):
            asked = {"near": f"{lat},{lon}", "radius_m": "60000", **words}
            hits = api.get("/v1/search", params=asked).json()["hits"]
            (hit,) = [one for one in hits if one["id"] == "lahella:1"]
            assert hit["nearest"]["distance_m"] == 50_000
            assert hit["nearest"]["lat"] > lat + 0.4


@pytest.mark.parametrize(
    ("typed", "others", "sure"),
    [
        ("Lappi", {"684:Lappi"}, True),
        ("Tikkala", {"848:Tikkala"}, True),
        ("Koski", {"619:Koskioinen"}, False),
        ("Tampere", set(), True),
    ],
)
def test_a_typed_place_is_told_with_what_else_it_may_mean(
    api: TestClient, typed: str, others: set[str], sure: bool
) -> None:
    place = api.get("/v1/search", params={"place": typed}).json()["place"]
    assert (place["confidence"] == 1.0) is sure
    told = place["alternatives"]
    assert others <= {one["code"] for one in told}
    assert bool(told) is bool(others)
    assert all(one["lat"] and one["lon"] for one in told)
