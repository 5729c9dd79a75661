"""Listings whose time is over never come up, whenever the index was built."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.session import next_occurrence
from search_service.demo import DEMO
from tests.conftest import NOW, app_with
from tests.search_service.matching_rules import CODES, facts_of, is_current, listings_of

LATER = datetime.fromisoformat("2028-01-01T00:00:00+02:00")
LISTINGS = listings_of(DEMO)
FACETS = "kind,theme,municipality"


@pytest.fixture(scope="module")
def later(engine: EngineAddress, demo: Report) -> Iterator[TestClient]:
    """The demo built in November 2026, asked on New Year's Day of 2028."""
    with TestClient(app_with(engine, now=LATER)) as client:
        yield client


def found(api: TestClient, query: str = "", pages: int = 3) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = []
    for page in range(1, pages + 1):
        hits += api.get(f"/v1/search?per_page=100&page={page}&{query}").json()["hits"]
    return hits


def test_a_year_later_only_what_goes_on_comes_up(later: TestClient) -> None:
    over = {one.id for one in LISTINGS if not is_current(one, LATER)}
    assert len(over) > 200
    seen = {hit["id"] for hit in found(later)}
    assert seen == {one.id for one in LISTINGS} - over


@pytest.mark.parametrize("query", ["near=60.17,24.94&radius_m=200000", "q=ryhmä", "sort=soonest"])
def test_nothing_that_is_over_comes_up_in_any_kind_of_search(later: TestClient, query: str) -> None:
    current = {one.id for one in LISTINGS if is_current(one, LATER)}
    assert {hit["id"] for hit in found(later, query)} <= current


def test_a_year_later_the_facets_count_what_is_left(later: TestClient) -> None:
    answer = later.get(f"/v1/search?facets={FACETS}").json()
    facts = facts_of(LISTINGS, LATER)
    assert answer["total"] == len(facts)
    for name in FACETS.split(","):
        counted = {one["value"]: one["count"] for one in answer["facets"][name]}
        values = [value for one in facts for value in one.codes[name]]
        assert counted == {value: values.count(value) for value in values}, name
    assert set(FACETS.split(",")) <= set(CODES)


def test_a_year_later_municipalities_count_what_is_left(later: TestClient) -> None:
    rows = later.get("/v1/municipalities").json()
    told = {row["code"]: row["listings"] for row in rows if row["listings"]}
    answer = later.get("/v1/search?facets=municipality").json()
    assert told == {one["value"]: one["count"] for one in answer["facets"]["municipality"]}


def test_a_listing_that_is_over_is_gone_and_one_that_goes_on_is_there(later: TestClient) -> None:
    over = [one.id for one in LISTINGS if is_current(one, NOW) and not is_current(one, LATER)]
    on = [one.id for one in LISTINGS if is_current(one, LATER)]
    assert {later.get(f"/v1/listings/{one}").status_code for one in over[:5]} == {410}
    assert {later.get(f"/v1/listings/{one}").status_code for one in on[:5]} == {200}
    gone = later.get(f"/v1/listings/{over[0]}")
    assert gone.headers["content-type"] == "application/problem+json"
    assert gone.json()["status"] == 410


@pytest.mark.parametrize("days", [0, 25, 190])
def test_the_next_session_is_reckoned_from_the_moment_of_asking(
    engine: EngineAddress, demo: Report, days: int
) -> None:
    moment = NOW + timedelta(days=days)
    sessions = {one.id: one.sessions for one in LISTINGS}
    with TestClient(app_with(engine, now=moment)) as client:
        hits = found(client)
    for hit in hits:
        expected = next_occurrence(sessions[hit["id"]], moment)
        told = hit["next_session"] and datetime.fromisoformat(hit["next_session"])
        assert told == expected, hit["id"]


@pytest.mark.parametrize("days", [25, 160, 190])
def test_between_builds_exactly_what_is_current_comes_up(
    engine: EngineAddress, demo: Report, days: int
) -> None:
    moment = NOW + timedelta(days=days, hours=3)
    with TestClient(app_with(engine, now=moment)) as client:
        seen = {hit["id"] for hit in found(client)}
    assert seen == {one.id for one in LISTINGS if is_current(one, moment)}


@pytest.mark.parametrize("days", [0, 1])
def test_soonest_is_reckoned_from_the_moment_of_asking(
    engine: EngineAddress, demo: Report, days: int
) -> None:
    """An index is built now and then; what was this morning must not stand before tonight."""
    with TestClient(app_with(engine, now=NOW + timedelta(days=days))) as client:
        times = [hit["next_session"] for hit in found(client, "sort=soonest", pages=1)]
    told = [datetime.fromisoformat(time) for time in times if time]
    assert told == sorted(told)


def test_a_session_that_is_going_on_is_told_by_a_time_that_helps(api: TestClient) -> None:
    """A line that is open all year since August has no next session in August."""
    for hit in found(api, "sort=soonest"):
        if hit["next_session"]:
            start = datetime.fromisoformat(hit["next_session"])
            assert start > NOW - timedelta(days=1), hit["id"]
