"""Totals and facets of many random filters, against a count over the listings themselves."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from indexers.engine.managed import ManagedEngine
from search_service.demo import DEMO
from tests.conftest import NOW, app_with, build_index
from tests.search_service.matching_rules import (
    CODES,
    Facts,
    Filters,
    counts,
    facts_of,
    listings_of,
    matching,
)
from tests.search_service.random_filters import RandomFilters, query_of
from tests.search_service.varied_demo import write_varied_demo

FACETS = (*CODES, "weekday")
MOST_VALUES = 100  # of one facet in an answer
CLOCK = {"time_from", "time_to"}


class Corpus(NamedTuple):
    draws: int
    facts: Sequence[Facts]
    api: TestClient


@pytest.fixture(scope="module")
def demo_corpus(api: TestClient) -> Corpus:
    return Corpus(200, facts_of(listings_of(DEMO), NOW), api)


@pytest.fixture(scope="module")
def varied_corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder: Path = tmp_path_factory.mktemp("varied")
    path = write_varied_demo(folder / "activities.json", NOW)
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, path)
        with TestClient(app_with(engine.address)) as client:
            yield Corpus(80, facts_of(listings_of(str(path)), NOW), client)


@pytest.fixture(params=["demo_corpus", "varied_corpus"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    found: Corpus = request.getfixturevalue(request.param)
    return found


def ask(corpus: Corpus, filters: Filters, **more: str) -> dict[str, Any]:
    answer = corpus.api.get("/v1/search", params=[*query_of(filters), *more.items()])
    assert answer.status_code == 200, (filters, answer.text)
    body: dict[str, Any] = answer.json()
    assert body["warnings"] == [], filters
    return body


def shown(facet: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(value["value"], value["count"]) for value in facet]


def most_common(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]


def test_totals_and_facets_are_what_counting_gives(corpus: Corpus) -> None:
    drawing, wrong, found = RandomFilters(corpus.facts, seed=5), [], 0
    for _ in range(corpus.draws):
        filters = drawing.draw()
        # The weekday facet under times of day has tests of its own: test_weekdays_and_times.py
        names = [name for name in FACETS if name != "weekday" or not CLOCK & set(filters)]
        answer = ask(corpus, filters, facets=",".join(names), per_page="1")
        expected = len(matching(corpus.facts, filters))
        found += bool(expected)
        if answer["total"] != expected:
            wrong.append((query_of(filters), "total", answer["total"], expected))
        for name in names:
            seen = shown(answer["facets"][name])
            wanted = most_common(counts(corpus.facts, filters, name))
            if seen != wanted:
                wrong.append((query_of(filters), name, *apart(seen, wanted)))
    assert not wrong, (len(wrong), wrong[:5])
    assert found > corpus.draws / 2, (
        "most of the filters must match something, or this proves nothing"
    )


def apart(seen: list[tuple[str, int]], wanted: list[tuple[str, int]]) -> tuple[Any, Any]:
    return sorted(set(seen) - set(wanted)), sorted(set(wanted) - set(seen))


def test_the_hits_are_the_matching_listings_themselves(corpus: Corpus) -> None:
    drawing = RandomFilters(corpus.facts, seed=6)
    for _ in range(40):
        filters = drawing.draw()
        answer = ask(corpus, filters, per_page="100")
        expected = {one.id for one in matching(corpus.facts, filters)}
        seen = [hit["id"] for hit in answer["hits"]]
        assert len(seen) == len(set(seen)) == min(len(expected), 100), query_of(filters)
        assert set(seen) <= expected, query_of(filters)


def test_without_filters_every_current_listing_is_counted_once(corpus: Corpus) -> None:
    answer = ask(corpus, {}, facets=",".join(FACETS))
    assert answer["total"] == len(corpus.facts)
    for name in FACETS:
        assert shown(answer["facets"][name]) == most_common(counts(corpus.facts, {}, name)), name


def test_a_facets_count_is_what_choosing_the_value_gives(corpus: Corpus) -> None:
    for facet, chosen in (("kind", "hobby"), ("theme", "ht_urheilu"), ("municipality", "091")):
        filters = {facet: [[chosen]], "audience": [["age_65"]]}
        counted = ask(corpus, filters, facets=facet)["facets"][facet]
        assert len(counted) > 1, "a facet leaves its own filter out"
        for value in counted[:10]:
            answer = ask(corpus, {**filters, facet: [[value["value"]]]})
            assert answer["total"] == value["count"], (facet, value)
