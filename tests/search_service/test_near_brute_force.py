"""Totals and facets round a point, with random filters, against a count over the listings."""

from collections import Counter
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from geo.distance import distance_m
from geo.nearest_centre import NearestCentre
from geo.point import Point
from search_service.demo import DEMO
from tests.conftest import NOW
from tests.search_service.matching_rules import (
    Facts,
    Filters,
    facts_of,
    listings_of,
    matching,
    values,
)
from tests.search_service.random_filters import RandomFilters, query_of

FACTS = facts_of(listings_of(DEMO), NOW)
FACETS = ("kind", "theme", "municipality", "channel", "audience", "weekday")
POINTS = (Point(60.17, 24.94), Point(61.498, 23.761), Point(66.503, 25.729), Point(60.45, 22.27))
RADII_M = (4_000, 30_000, 170_000)
OTHER_RULES = {"bbox", "channel", "time_from", "time_to"}  # have tests of their own


def is_near(one: Facts, centre: Point, radius: float) -> bool:
    """Within the radius, or open from anywhere to the people of the place."""
    if any(distance_m(centre, point) <= radius for point in one.points):
        return True
    home = NearestCentre().at(centre)
    assert home is not None
    serves = {"serves": [[home.municipality]]}
    return bool(one.codes["channel"] & {"online", "phone"} and matching([one], serves))


def expected_counts(near: list[Facts], filters: Filters, facet: str) -> dict[str, int]:
    others = {name: groups for name, groups in filters.items() if name != facet}
    found = matching(near, others)
    return dict(Counter(value for one in found for value in values(facet, one, filters)))


def clear_radius(centre: Point, about: int) -> int:
    """A radius that no place is near to: the engine measures on a sphere, we on the ellipsoid."""
    metres = sorted(distance_m(centre, point) for one in FACTS for point in one.points)
    around = [about * 0.9, *(one for one in metres if 0.9 < one / about < 1.1), about * 1.1]
    low, high = max(pairwise(around), key=lambda gap: gap[1] - gap[0])
    return round((low + high) / 2)


@pytest.mark.parametrize("about", RADII_M)
@pytest.mark.parametrize("centre", POINTS)
def test_what_is_near_is_counted_once_whatever_its_places(
    api: TestClient, centre: Point, about: int
) -> None:
    radius = clear_radius(centre, about)
    near = [one for one in FACTS if is_near(one, centre, radius)]
    drawing = RandomFilters(near or FACTS, seed=about)
    for step in range(12):
        drawn = {} if step == 0 else drawing.draw()
        filters = {name: groups for name, groups in drawn.items() if name not in OTHER_RULES}
        answer = ask(api, filters, centre, radius)
        assert answer["total"] == len(matching(near, filters)), query_of(filters)
        for facet in FACETS:
            seen = {one["value"]: one["count"] for one in answer["facets"][facet]}
            assert seen == expected_counts(near, filters, facet), (query_of(filters), facet)


def ask(api: TestClient, filters: Filters, centre: Point, radius: int) -> dict[str, Any]:
    near = [("near", f"{centre.lat},{centre.lon}"), ("radius_m", str(radius))]
    asked = [*query_of(filters), *near, ("facets", ",".join(FACETS)), ("per_page", "1")]
    answer = api.get(f"/v1/search?{urlencode(asked)}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body
