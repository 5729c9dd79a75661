"""What a map may ask: what is refused with its reason, and what is answered with a warning."""

import pytest
from fastapi.testclient import TestClient

from geo.cells import ZOOMS, box_of, cell_of, cells_across, centre_of
from geo.distance import Box
from geo.point import Point
from indexers.index.settings import MAX_FACET_VALUES
from search_service.maps.clusters import Cluster, ViewCounts, clusters_of
from search_service.maps.plan import cells_for
from tests.search_service.map_asking import FINLAND, properties, view
from tests.test_error_shape import assert_problem

HALL = Point(60.4518, 22.2666)


@pytest.mark.parametrize("missing", ["bbox", "zoom"])
def test_a_view_needs_a_box_and_a_zoom(api: TestClient, missing: str) -> None:
    asked = {"bbox": FINLAND, "zoom": "5"}
    del asked[missing]
    body = assert_problem(api.get("/v1/map", params=asked), 422)
    assert [error["field"] for error in body["errors"]] == [missing]


def test_every_wrong_field_is_named_at_once(api: TestClient) -> None:
    asked = {"bbox": "x", "zoom": "near", "kind": "none", "max_points": "all"}
    body = assert_problem(api.get("/v1/map", params=asked), 422)
    assert {error["field"] for error in body["errors"]} == set(asked)


@pytest.mark.parametrize(
    ("bbox", "told"),
    [
        ("25.2,60.1,24.8,60.3", "swapped"),
        ("24.8,60.3,25.2,60.1", "swapped"),
        ("24.8,60.1,24.8,60.3", "empty"),
        ("170,60,-170,70", "180th meridian"),
        ("170,60,190,70", "180th meridian"),
        ("24.8,60.1,25.2", "west,south,east,north"),
        ("nan,60.1,25.2,60.3", "west,south,east,north"),
        ("24.8,60.1,inf,60.3", "west,south,east,north"),
        ("24.8,-95,25.2,60.3", "west,south,east,north"),
        ("", "west,south,east,north"),
    ],
)
def test_what_is_no_viewport_is_refused_with_the_reason(
    api: TestClient, bbox: str, told: str
) -> None:
    body = assert_problem(api.get("/v1/map", params={"bbox": bbox, "zoom": 5}), 422)
    (error,) = body["errors"]
    assert error["field"] == "bbox"
    assert told in error["message"]


@pytest.mark.parametrize(
    ("bbox", "told"), [("-5,40,5,50", "nothing is there"), ("60,24,61,25", "swapped")]
)
def test_a_view_without_finland_is_empty_and_says_so(api: TestClient, bbox: str, told: str) -> None:
    answer = view(api, bbox, 8, q="jooga")
    assert answer["features"] == []
    assert (answer["total"], answer["listings"]) == (0, 0)
    assert [one["field"] for one in answer["warnings"]] == ["bbox"]
    assert told in answer["warnings"][0]["message"]


@pytest.mark.parametrize(
    ("asked", "used", "told"), [("2", 4, 1), ("-3", 4, 1), ("25", 18, 1), ("10.9", 10, 0)]
)
def test_a_zoom_out_of_range_is_changed_and_a_part_of_one_is_cut(
    api: TestClient, asked: str, used: int, told: int
) -> None:
    answer = view(api, "24.93,60.17,24.931,60.171", asked)
    assert answer["zoom"] == used
    assert [one["field"] for one in answer["warnings"]] == ["zoom"] * told


def test_the_lists_own_parameters_are_no_matter(api: TestClient) -> None:
    answer = view(api, sort="name", page=99, per_page=1, facets="kind")
    assert answer["warnings"] == []
    assert answer["total"] == view(api)["total"]
    assert [one["field"] for one in view(api, colour="red")["warnings"]] == ["colour"]


def test_a_view_too_large_for_its_zoom_has_larger_cells_and_says_so(api: TestClient) -> None:
    answer = view(api, zoom=16, max_points=0)
    assert answer["level"] < 18
    assert [one["field"] for one in answer["warnings"]] == ["bbox"]
    assert sum(one["count"] for one in properties(answer)) == answer["total"]


@pytest.mark.parametrize("zoom", range(ZOOMS[0], ZOOMS[1] + 1))
def test_no_view_has_more_cells_than_the_engine_counts(zoom: int) -> None:
    for box in (Box(19, 59, 32, 71), Box(-180, -90, 180, 90), Box(24, 60, 24.3, 60.1)):
        assert cells_across(box, cells_for(box, zoom).level) <= MAX_FACET_VALUES


def test_finer_cells_that_the_engine_has_cut_are_not_used() -> None:
    cell = cell_of(HALL, 10)
    finer = cell_of(HALL, 12)
    result = {"facetDistribution": {"cell_10": {cell.name: 5}, "cell_12": {finer.name: 4}}}
    world, chosen = Box(-180, -85, 180, 85), cells_for(Box(22, 60, 22.5, 60.5), 8)
    (cut,) = clusters_of(ViewCounts.of_engine(result, chosen), 8, world)
    assert cut == Cluster(centre_of(cell), f"10/{cell.x}/{cell.y}", 5, box_of(cell), 12)
