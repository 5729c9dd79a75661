"""Pages are slices of one order: all together give each listing once, whatever the order."""

from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from search_service.demo import DEMO
from tests.conftest import NOW
from tests.search_service.matching_rules import facts_of, listings_of, matching
from tests.search_service.random_filters import RandomFilters, query_of
from tests.search_service.walking import walk

SORTS = ("best", "distance", "soonest", "newest", "name")
Pairs = list[tuple[str, str]]


FAR: Pairs = [("near", "61.498,23.761"), ("radius_m", "200000")]
# More listings than our own ranking looks at (60 or 120), and sizes that do not divide it.
WALKS: list[tuple[Pairs, int]] = [
    *(([("sort", sort)], 50) for sort in SORTS),
    *(([*FAR, ("sort", sort)], 17) for sort in SORTS),
    (FAR, 100),
    ([("q", "ryhmä")], 9),
    ([("q", "liikunta"), *FAR], 7),
    ([("bbox", "19,59,32,71")], 70),
]


@pytest.mark.parametrize(("asked", "per_page"), WALKS)
def test_all_pages_together_give_each_listing_once(
    api: TestClient, asked: Pairs, per_page: int
) -> None:
    ids = [hit["id"] for hit in walk(api, asked, per_page)[0]]
    assert len(ids) > per_page
    assert len(ids) == len(set(ids))


def test_all_pages_of_a_filter_give_exactly_what_matches(api: TestClient) -> None:
    facts = facts_of(listings_of(DEMO), NOW)
    drawing = RandomFilters(facts, seed=7)
    for step in range(20):
        filters = drawing.draw()
        asked = [*query_of(filters), ("sort", SORTS[step % len(SORTS)])]
        ids = [hit["id"] for hit in walk(api, asked, 15 + step)[0]]
        assert sorted(ids) == sorted(one.id for one in matching(facts, filters)), asked


def test_a_page_beyond_the_last_is_empty_and_keeps_the_total(api: TestClient) -> None:
    answer = api.get("/v1/search", params={"kind": "hobby", "page": 400}).json()
    assert answer["hits"] == []
    assert answer["total"] > 0


def test_soonest_is_in_the_order_of_the_next_sessions(api: TestClient) -> None:
    times = [hit["next_session"] for hit in walk(api, [("sort", "soonest")], 50)[0]]
    told = [time for time in times if time is not None]
    assert told == times[: len(told)], "those without a session come last"
    assert told == sorted(told)
    assert len(set(told)) > 10


def test_by_name_is_in_alphabetical_order(api: TestClient) -> None:
    titles = [hit["title"] for hit in walk(api, [("sort", "name"), ("lang", "fi")], 100)[0]]
    letters = [title[0].upper() for title in titles if title[0].isascii() and title[0].isalpha()]
    assert letters == sorted(letters)


def test_by_distance_is_in_the_order_of_the_distances(api: TestClient) -> None:
    asked = [("near", "61.498,23.761"), ("radius_m", "200000"), ("sort", "distance")]
    metres = [hit["distance_m"] for hit in walk(api, asked, 20)[0]]
    told = [metre for metre in metres if metre is not None]
    assert len(told) > 20
    assert all(before <= after + 1 + before * 0.005 for before, after in pairwise(told))
