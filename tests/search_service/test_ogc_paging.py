"""All pages of the OGC collection together give exactly the points that counting finds, once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from search_service.demo import DEMO
from search_service.settings import ZONE
from tests.conftest import NOW, app_with, build_index
from tests.search_service.matching_rules import listings_of, matching
from tests.search_service.ogc_points import (
    ITEMS,
    PointFacts,
    ids,
    is_on,
    ordered,
    points_of,
    walk,
)
from tests.search_service.varied_demo import write_varied_demo

CODED = ("kind", "municipality", "region", "theme", "price", "channel", "audience")


class Corpus(NamedTuple):
    api: TestClient
    points: list[PointFacts]


@pytest.fixture(scope="module")
def demo_corpus(api: TestClient) -> Corpus:
    return Corpus(api, points_of(listings_of(DEMO), NOW))


@pytest.fixture(scope="module")
def varied_corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder: Path = tmp_path_factory.mktemp("varied")
    path = write_varied_demo(folder / "activities.json", NOW, seed=3)
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, path)
        with TestClient(app_with(engine.address)) as client:
            yield Corpus(client, points_of(listings_of(str(path)), NOW))


@pytest.fixture(params=["demo_corpus", "varied_corpus"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    found: Corpus = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("limit", [1, 7, 100, 1000])
def test_all_pages_together_give_each_point_once_in_order(corpus: Corpus, limit: int) -> None:
    seen = ids(walk(corpus.api, {"limit": limit}))
    assert seen == ordered(corpus.points)
    assert len(seen) > 100


def test_every_page_begins_where_the_one_before_ended(corpus: Corpus) -> None:
    everything = ordered(corpus.points)
    for offset in (0, 1, 99, 100, len(everything) - 1, len(everything), 10_000):
        answer = corpus.api.get(ITEMS, params={"offset": offset, "limit": 40}).json()
        assert ids(answer["features"]) == everything[offset : offset + 40]
        assert answer["numberMatched"] == len(everything)


def test_the_way_back_gives_each_point_once(demo_corpus: Corpus) -> None:
    seen: list[str] = []
    address = f"{ITEMS}?offset=250&limit=30"
    while address:
        page = demo_corpus.api.get(address).json()
        seen = ids(page["features"]) + seen
        address = next((one["href"] for one in page["links"] if one["rel"] == "prev"), "")
    assert seen == ordered(demo_corpus.points)[:280]


def test_the_points_and_properties_are_those_of_the_listings(corpus: Corpus) -> None:
    expected = {one.id: one for one in corpus.points}
    for feature in walk(corpus.api, {"limit": 1000}):
        one, told = expected[feature["id"]], feature["properties"]
        place = one.listing.locations[int(one.id.rsplit("__", 1)[1])]
        assert feature["geometry"]["coordinates"] == [one.point.lon, one.point.lat]
        assert told["municipality_code"] == place.municipality
        assert told["precision"] == place.precision
        assert (told["listing_id"], told["kind"]) == (one.listing.id, one.listing.kind)
        assert told["themes"].split(",") == list(one.listing.themes or ("",))


def test_boxes_hold_exactly_the_points_within(corpus: Corpus) -> None:
    random, found = Random(11), 0
    for step in range(60):
        point = random.choice(corpus.points).point
        wide, high = random.uniform(0, 4), random.uniform(0, 2)
        west, south, east, north = (
            *(point.lon - wide, point.lat - high),
            *(point.lon + random.choice([0, wide]), point.lat + high),
        )
        corners = [west, south, east, north]
        if step % 3 == 0:
            corners = [west, south, -10, east, north, 8848]
        within = [
            one
            for one in corpus.points
            if west <= one.point.lon <= east and south <= one.point.lat <= north
        ]
        asked = {"bbox": ",".join(map(repr, corners)), "limit": 1000}
        assert ids(walk(corpus.api, asked)) == ordered(within), asked
        found += bool(within)
    assert found > 50


def test_a_box_over_the_antimeridian_has_two_halves(corpus: Corpus) -> None:
    """170 E to 25 E the long way round: all of Finland west of 25 E."""
    western = [one for one in corpus.points if one.point.lon <= 25]
    asked = {"bbox": "170,59,25,71", "limit": 1000}
    assert ids(walk(corpus.api, asked)) == ordered(western)
    assert 0 < len(western) < len(corpus.points)


Times = tuple[datetime | None, datetime | None]


def draw_interval(random: Random) -> tuple[str, Times]:
    """A text of the parameter and what it means."""
    moments = sorted(
        (NOW + timedelta(minutes=random.randint(-40_000, 240_000))).astimezone(
            random.choice([UTC, ZONE])
        )
        for _ in range(2)
    )
    low, high = moments
    form = random.choice(["instant", "closed", "from", "until", "day", "days"])
    if form in ("day", "days"):
        first, last = (one.astimezone(ZONE).date() for one in moments)
        last = first if form == "day" else last
        text = f"{first}" if form == "day" else f"{first}/{last}"
        return text, (midnight(first), midnight(last + timedelta(days=1)) - timedelta(seconds=1))
    return {
        "instant": (low.isoformat(), (low, low)),
        "closed": (f"{low.isoformat()}/{high.isoformat()}", (low, high)),
        "from": (f"{low.isoformat()}/{random.choice(['', '..'])}", (low, None)),
        "until": (f"{random.choice(['', '..'])}/{high.isoformat()}", (None, high)),
    }[form]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)


def test_times_find_exactly_what_is_on(corpus: Corpus) -> None:
    random, sizes = Random(12), set()
    for _ in range(60):
        text, (start, end) = draw_interval(random)
        on = [one for one in corpus.points if is_on(one, start, end)]
        assert ids(walk(corpus.api, {"datetime": text, "limit": 1000})) == ordered(on), text
        sizes.add(len(on))
    assert len(sizes) > 15, "the intervals must differ, or this proves nothing"


def test_filters_and_boxes_and_times_hold_together(corpus: Corpus) -> None:
    random, found = Random(13), 0
    for _ in range(80):
        one = random.choice(corpus.points)
        filters = draw_filters(random, one)
        passed = {facts.id for facts in matching([p.facts for p in corpus.points], filters)}
        expected = [p for p in corpus.points if p.listing.id in passed]
        asked: dict[str, Any] = {
            name: [",".join(group) for group in filters[name]] for name in filters
        }
        if random.random() < 0.5:
            text, (start, end) = draw_interval(random)
            expected = [p for p in expected if is_on(p, start, end)]
            asked["datetime"] = text
        if random.random() < 0.5:
            west = one.point.lon - random.uniform(0, 1)
            expected = [p for p in expected if west <= p.point.lon]
            asked["bbox"] = f"{west!r},-90,180,90"
        assert ids(walk(corpus.api, {**asked, "limit": 9})) == ordered(expected), asked
        found += bool(expected)
    assert found > 40


def draw_filters(random: Random, one: PointFacts) -> dict[str, list[list[str]]]:
    names = [name for name in CODED if one.facts.codes[name]]
    return {
        name: [random.sample(sorted(one.facts.codes[name]), 1) for _ in range(random.randint(1, 2))]
        for name in random.sample(names, random.randint(1, 2))
    }


@pytest.mark.parametrize("days", [25, 400])
def test_listings_whose_time_is_over_are_not_in_the_collection(
    engine: EngineAddress, demo: Report, days: int
) -> None:
    moment = NOW + timedelta(days=days)
    expected = ordered(points_of(listings_of(DEMO), moment))
    before = ordered(points_of(listings_of(DEMO), NOW))
    with TestClient(app_with(engine, now=moment)) as client:
        assert ids(walk(client, {"limit": 50})) == expected
        over = next(one for one in before if one not in expected)
        assert client.get(f"{ITEMS}/{over}").status_code == 404
        assert client.get(f"{ITEMS}/{expected[0]}").status_code == 200
