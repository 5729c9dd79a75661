"""The part of CQL2 text that is taken means what it says; everything else is refused."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

import meilisearch
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.engine.managed import ManagedEngine
from indexers.index.document import document_key
from indexers.index.staging import LISTINGS
from search_service.demo import DEMO
from search_service.ogc.cql2_text import MAX_TEXT, filter_of
from search_service.ogc.queryables import QUERYABLES
from tests.conftest import NOW, app_with, build_index
from tests.search_service.matching_rules import listings_of
from tests.search_service.ogc_points import ITEMS, PointFacts, ids, ordered, points_of, walk
from tests.search_service.random_cql2 import NAMES, RandomCql2

POINTS = points_of(listings_of(DEMO), NOW)
COLLECTION = "/ogc/collections/listings"
NOT_TAKEN = [
    "",
    "kind",
    "kind =",
    "kind = 'hobby' and",
    "kind eq 'hobby'",
    "kind = 'hobby'; drop",
    "true",
    "'hobby'",
    "'a' = 'a'",
    "kind = price",
    "kind = 1",
    "kind = TRUE",
    "kind = NULL",
    "kind LIKE 'h%'",
    "kind < 'hobby'",
    "kind BETWEEN 'a' AND 'z'",
    "kind IN ('hobby', price)",
    "kind IN ()",
    "CASEI(kind) = CASEI('HOBBY')",
    "colour = 'red'",
    "terms = 'x'",
    "first = true",
    "KIND = 'hobby'",
    "modified = '2026-01-01'",
    "modified > DATE('2026-01-01')",
    "modified > TIMESTAMP('soon')",
    "modified > TIMESTAMP('2026-13-01T00:00:00Z')",
    "modified > 1e999",
    "modified + 1 > 2",
    "S_INTERSECTS(geometry, POINT(25 60))",
    "T_AFTER(modified, TIMESTAMP('2026-01-01T00:00:00Z'))",
    "A_CONTAINS(theme, ('ht_urheilu'))",
    "theme IN (" + ", ".join(f"'t{n}'" for n in range(60)) + ")",
    "NOT " * 60 + "kind = 'hobby'",
    "kind = '" + "x" * MAX_TEXT + "'",
]
QUOTED = [
    '"',
    "\\",
    '"] OR first = true OR kind IN ["hobby',
    'x" OR kind EXISTS OR kind = "',
    "it''s",
    "_geoRadius(60, 24, 1000000)",
    "🏊‍♀️",
    "\u202eybboh",
    "HOBBY",
]


class Corpus(NamedTuple):
    api: TestClient
    points: list[PointFacts]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The demo, of which every other listing tells when it was changed; its source never does."""
    listings = [
        one.model_copy(update={"modified": NOW - timedelta(hours=10 * at)}) if at % 2 else one
        for at, one in enumerate(listings_of(DEMO))
    ]
    changes = [
        {"id": f"{document_key(one.id)}__{index}", "modified": one.modified.timestamp()}
        for one in listings
        for index in range(len(one.locations) or 1)
        if one.modified
    ]
    with ManagedEngine(tmp_path_factory.mktemp("changed")) as engine:
        build_index(engine.address, DEMO)
        client = meilisearch.Client(engine.address.url, engine.address.key)
        task = client.index(LISTINGS).update_documents(changes)
        assert client.wait_for_task(task.task_uid, 60_000).status == "succeeded"
        with TestClient(app_with(engine.address)) as app:
            yield Corpus(app, points_of(listings, NOW))


def test_random_filters_find_exactly_what_they_mean(changed: Corpus) -> None:
    drawing, sizes = RandomCql2(changed.points, seed=21), set()
    for _ in range(200):
        expression = drawing.draw()
        expected = ordered(one for one in changed.points if expression.holds(one) is True)
        asked = {"filter": expression.text, "filter-lang": "cql2-text", "limit": 1000}
        assert ids(walk(changed.api, asked)) == expected, expression.text
        sizes.add(len(expected))
    assert len(sizes) > 40, "the filters must differ, or this proves nothing"


def test_a_filter_holds_together_with_the_other_parameters(api: TestClient) -> None:
    asked = {"filter": "kind = 'hobby' OR kind = 'event'", "bbox": "24,60,25.5,61", "price": "free"}
    expected = [
        one
        for one in POINTS
        if one.listing.kind in ("hobby", "event")
        and one.listing.price == "free"
        and 24 <= one.point.lon <= 25.5
        and 60 <= one.point.lat <= 61
    ]
    assert ids(walk(api, asked)) == ordered(expected)
    assert expected


@pytest.mark.parametrize("text", NOT_TAKEN)
def test_what_is_not_taken_is_refused_by_name(api: TestClient, text: str) -> None:
    answer = api.get(ITEMS, params={"filter": text})
    assert answer.status_code == 400, answer.text[:200]
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["field"] for one in answer.json()["errors"]] == ["filter"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", QUOTED)
def test_a_hostile_value_finds_nothing(api: TestClient, name: str, text: str) -> None:
    answer = api.get(ITEMS, params={"filter": f"{name} = '{text}'"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["numberMatched"] == 0


@pytest.mark.parametrize(
    "text",
    ["and()", "or()", "not()", "isNull()", "between()", "in()", "kind = 'hobby' and or()"],
)
def test_an_operator_without_arguments_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|is not taken with 0 arguments"):
        filter_of(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="kind='\"\\() ANDORT<>,1", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert filter_of(text)


@pytest.mark.parametrize("lang", ["cql2-json", "cql-text", "", "sql"])
def test_another_filter_language_is_refused(api: TestClient, lang: str) -> None:
    answer = api.get(ITEMS, params={"filter": "kind = 'hobby'", "filter-lang": lang})
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == ["filter-lang"]


def test_the_queryables_are_a_schema_that_the_collection_links_to(api: TestClient) -> None:
    links = api.get(COLLECTION).json()["links"]
    rel = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
    (link,) = [one for one in links if one["rel"] == rel]
    answer = api.get(link["href"])
    assert answer.headers["content-type"] == link["type"] == "application/schema+json"
    schema = answer.json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == link["href"]
    assert (schema["type"], schema["additionalProperties"]) == ("object", False)
    assert set(schema["properties"]) == {*NAMES, "modified"} == set(QUERYABLES)
    assert all(one["type"] == "string" for one in schema["properties"].values())
    assert schema["properties"]["modified"]["format"] == "date-time"


@pytest.mark.parametrize("name", sorted(QUERYABLES))
def test_every_queryable_can_be_asked(api: TestClient, name: str) -> None:
    answer = api.get(ITEMS, params={"filter": f"{name} IS NOT NULL", "limit": 1})
    assert answer.status_code == 200, answer.text
    known = answer.json()["numberMatched"]
    unknown = api.get(ITEMS, params={"filter": f"{name} IS NULL", "limit": 1}).json()
    assert known + unknown["numberMatched"] == len(POINTS)
