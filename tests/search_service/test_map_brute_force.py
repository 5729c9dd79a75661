"""Clusters, points and totals of many random views, against a count over the listings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from indexers.engine.managed import ManagedEngine
from search_service.demo import DEMO
from tests.conftest import NOW, app_with, build_index
from tests.search_service.map_counting import Counted, Edges, count_in_view, draw_viewport, written
from tests.search_service.matching_rules import Facts, Filters, facts_of, listings_of
from tests.search_service.random_filters import RandomFilters, query_of
from tests.search_service.varied_demo import write_varied_demo

VIEWS = 300
MOST_POINTS = (0, 0, 3, 200)


class Corpus(NamedTuple):
    facts: Sequence[Facts]
    api: TestClient


class View(NamedTuple):
    edges: Edges
    zoom: int
    max_points: int
    filters: Filters


@pytest.fixture(scope="module")
def demo_corpus(api: TestClient) -> Corpus:
    return Corpus(facts_of(listings_of(DEMO), NOW), api)


@pytest.fixture(scope="module")
def varied_corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder: Path = tmp_path_factory.mktemp("varied")
    path = write_varied_demo(folder / "activities.json", NOW)
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, path)
        with TestClient(app_with(engine.address)) as client:
            yield Corpus(facts_of(listings_of(str(path)), NOW), client)


@pytest.fixture(params=["demo_corpus", "varied_corpus"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    found: Corpus = request.getfixturevalue(request.param)
    return found


def views(facts: Sequence[Facts], seed: int) -> Iterator[View]:
    """Random views; the viewport is the box, so filters draw none of their own."""
    random, drawing = Random(seed), RandomFilters(facts, seed)
    for number in range(VIEWS):
        drawn = {} if number % 3 == 0 else drawing.draw()
        filters = {name: groups for name, groups in drawn.items() if name != "bbox"}
        edges, zoom = draw_viewport(facts, random)
        yield View(edges, zoom, random.choice(MOST_POINTS), filters)


def ask(corpus: Corpus, view: View) -> dict[str, Any]:
    own: dict[str, str | int | float | bool | None] = {
        "bbox": written(view.edges),
        "zoom": view.zoom,
        "max_points": view.max_points,
    }
    answer = corpus.api.get("/v1/map", params=[*query_of(view.filters), *own.items()])
    assert answer.status_code == 200, (view, answer.text)
    body: dict[str, Any] = answer.json()
    assert body["warnings"] == [], view
    return body


def test_every_view_shows_exactly_what_counting_gives(corpus: Corpus) -> None:
    shown: Counter[str] = Counter()
    for view in views(corpus.facts, seed=11):
        answer, counted = ask(corpus, view), count_in_view(corpus.facts, view.filters, view.edges)
        told = (answer["total"], answer["listings"], answer["without_point"])
        assert told == (counted.total, counted.listings, counted.without_point), view
        shown[answer["shows"]] += counted.total > 0
        if answer["shows"] == "clusters":
            assert_clusters(answer, counted, view)
        else:
            assert_points(answer, counted, view)
    assert min(shown["clusters"], shown["points"]) > VIEWS / 10, shown


def assert_clusters(answer: dict[str, Any], counted: Counted, view: View) -> None:
    told = [feature["properties"] for feature in answer["features"]]
    assert {one["cell"]: one["count"] for one in told} == counted.cells(answer["level"]), view
    assert sum(one["count"] for one in told) == answer["total"]
    west, south, east, north = view.edges
    for feature in answer["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        box = feature["properties"]["bbox"]
        assert box[0] - 1e-9 <= lon <= box[2] + 1e-9, view
        assert box[1] - 1e-9 <= lat <= box[3] + 1e-9, view
        assert west <= box[0] < box[2] <= east, view
        assert south <= box[1] < box[3] <= north, view


def assert_points(answer: dict[str, Any], counted: Counted, view: View) -> None:
    seen: Counter[tuple[str, float, float]] = Counter()
    for feature in answer["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        told = feature["properties"]
        items = told["items"] if told["stack"] else [told]
        assert told["count"] == len(items)
        seen.update((one["id"], round(lat, 5), round(lon, 5)) for one in items)
    expected: Counter[tuple[str, float, float]] = Counter()
    for (listing, lat, lon), count in counted.places.items():
        expected[listing, round(lat, 5), round(lon, 5)] += count
    assert seen == expected, view


def test_listings_in_view_are_the_total_of_the_search_with_the_same_box(corpus: Corpus) -> None:
    for number, view in enumerate(views(corpus.facts, seed=12)):
        if number % 5:
            continue
        box = [("bbox", written(view.edges))]
        found = corpus.api.get("/v1/search", params=[*query_of(view.filters), *box])
        assert ask(corpus, view)["listings"] == found.json()["total"], view


def test_with_words_too_the_map_and_the_list_agree(corpus: Corpus) -> None:
    """Also where so little is found that the search is loosened."""
    random, loosened = Random(13), 0
    words = (
        "jooga",
        "kuoro lapsille",
        "vertaistuki omaisille",
        "shakki keskiviikkona",
        "kahvakuula ikääntyneille iltaisin",
    )
    for _ in range(60):
        edges, zoom = draw_viewport(corpus.facts, random)
        asked = {"q": random.choice(words), "bbox": written(edges)}
        found = corpus.api.get("/v1/search", params=asked).json()
        view = corpus.api.get("/v1/map", params={**asked, "zoom": zoom}).json()
        assert view["listings"] == found["total"], (asked, zoom)
        assert view["rescue"] == found["rescue"], (asked, zoom)
        loosened += bool(found["rescue"])
    assert loosened, "or the ladder was not compared"
