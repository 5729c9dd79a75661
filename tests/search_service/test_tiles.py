"""Vector tiles, decoded and compared with the map and with a count over the listings."""

from collections.abc import Iterator, Sequence
from typing import Any

import mapbox_vector_tile
import orjson
import pytest
from fastapi.testclient import TestClient

from geo.cells import ZOOMS, Cell, cell_of, mercator
from geo.point import Point
from search_service.demo import DEMO
from tests.conftest import NOW
from tests.search_service.map_counting import Place, count_in_view, tile_of
from tests.search_service.matching_rules import Facts, Filters, facts_of, listings_of
from tests.search_service.random_filters import RandomFilters, query_of
from tests.search_service.small_corpus import activity, api_of, channel, named
from tests.test_error_shape import assert_problem

Layers = dict[str, list[dict[str, Any]]]
FINLAND = (19.0, 59.0, 32.0, 71.0)
EXTENT = 4096
ON_THE_EDGE = (60.9, 22.5)  # the meridian 22.5 parts tiles of every zoom from 4 on


@pytest.fixture(scope="module")
def facts() -> Sequence[Facts]:
    return facts_of(listings_of(DEMO), NOW)


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One listing on the edge of tiles, and three at one address."""
    stacked = [activity(str(n), channels=[channel(61.5, 23.8)]) for n in range(10, 13)]
    alone = activity("1", channels=[channel(*ON_THE_EDGE)], translations=named("Reunalla"))
    with api_of(tmp_path_factory.mktemp("edge"), [alone, *stacked]) as client:
        yield client


def layers_of(api: TestClient, tile: str, asked: Any = ()) -> Layers:
    """Layers of a tile; none of an empty one."""
    answer = api.get(f"/v1/tiles/{tile}.mvt", params=asked)
    if answer.status_code == 204:
        assert answer.content == b""
        return {}
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    decoded = mapbox_vector_tile.decode(answer.content, default_options={"y_coord_down": True})
    assert all(layer["extent"] == EXTENT for layer in decoded.values())
    return {name: layer["features"] for name, layer in decoded.items()}


def counts(layers: Layers) -> int:
    return sum(one["properties"]["count"] for layer in layers.values() for one in layer)


def tiles_of(places: Sequence[Place], zoom: int) -> list[str]:
    return sorted({tile_of(lat, lon, zoom) for _, lat, lon in places})


@pytest.mark.parametrize("zoom", [4, 5, 6, 9, 12])
@pytest.mark.parametrize("max_points", [0, 200])
def test_the_tiles_of_a_zoom_hold_every_location_once(
    api: TestClient, facts: Sequence[Facts], zoom: int, max_points: int
) -> None:
    everything = count_in_view(facts, {}, FINLAND)
    expected = everything.cells(zoom)
    for tile in tiles_of([*everything.places], zoom):
        layers = layers_of(api, tile, {"max_points": max_points})
        assert counts(layers) == expected[tile], tile
        assert set(layers) == {"clusters"} if max_points == 0 else len(layers) == 1


@pytest.mark.parametrize("seed", range(12))
def test_filters_are_those_of_the_search(
    api: TestClient, facts: Sequence[Facts], seed: int
) -> None:
    drawn = RandomFilters(facts, seed).draw()
    filters: Filters = {name: groups for name, groups in drawn.items() if name != "bbox"}
    expected = count_in_view(facts, filters, FINLAND).cells(5)
    for tile in tiles_of([*count_in_view(facts, {}, FINLAND).places], 5):
        assert counts(layers_of(api, tile, query_of(filters))) == expected[tile], (filters, tile)


def test_clusters_are_the_cells_of_a_map_one_zoom_closer(
    api: TestClient, facts: Sequence[Facts]
) -> None:
    for tile in tiles_of([*count_in_view(facts, {}, FINLAND).places], 5):
        box = ",".join(map(repr, edges_of(tile)))
        view = api.get("/v1/map", params={"bbox": box, "zoom": 6, "max_points": 0}).json()
        expected = {
            one["properties"]["cell"]: (
                one["properties"]["count"],
                one["properties"]["expansion_zoom"] - 1,
            )
            for one in view["features"]
        }
        layers = layers_of(api, tile, {"max_points": 0})
        seen = {
            one["properties"]["cell"]: (
                one["properties"]["count"],
                one["properties"]["expansion_zoom"],
            )
            for one in layers["clusters"]
        }
        assert seen == expected, tile


def edges_of(tile: str) -> tuple[float, float, float, float]:
    """Longitudes exact; latitudes by halving until the tile changes."""
    zoom, x, y = map(int, tile.split("/"))
    west, east = x / 2**zoom * 360 - 180, (x + 1) / 2**zoom * 360 - 180
    return west, edge_below(y + 1, zoom), east, edge_below(y, zoom)


def edge_below(y: int, zoom: int) -> float:
    """The latitude where row y of tiles begins."""
    low, high = -85.0, 85.0
    for _ in range(60):
        middle = (low + high) / 2
        if int(mercator(Point(middle, 0))[1] * 2**zoom) >= y:
            low = middle
        else:
            high = middle
    return low


def test_points_stand_where_their_listings_are(api: TestClient) -> None:
    tile = "6/36/18"
    layers = layers_of(api, tile, {"kind": "volunteering"})
    seen = 0
    for one in layers["listings"]:
        told = one["properties"]
        places = api.get(f"/v1/listings/{told['id']}").json()["locations"]
        across, down = one["geometry"]["coordinates"]
        assert any(
            (across, down) == pytest.approx(steps(place["point"], 6, 36, 18), abs=1.5)
            for place in places
            if place["point"]
        ), told
        assert {"title", "kind", "price", "address", "precision", "lang"} <= told.keys()
        seen += 1
    assert seen > 3


def steps(point: dict[str, float], z: int, x: int, y: int) -> tuple[float, float]:
    across, down = mercator(Point(point["lat"], point["lon"]))
    return (across * 2**z - x) * EXTENT, (down * 2**z - y) * EXTENT


@pytest.mark.parametrize("zoom", range(ZOOMS[0], ZOOMS[1] + 1))
def test_a_location_on_the_edge_is_in_one_tile_only(edge: TestClient, zoom: int) -> None:
    cell = cell_of(Point(*ON_THE_EDGE), zoom)
    for x, expected in ((cell.x, 1), (cell.x - 1, 0)):
        layers = layers_of(edge, f"{zoom}/{x}/{cell.y}", {"q": "reunalla"})
        assert counts(layers) == expected


def test_the_list_of_a_stack_is_json(edge: TestClient) -> None:
    cell = cell_of(Point(61.5, 23.8), 12)
    (stack,) = layers_of(edge, f"12/{cell.x}/{cell.y}")["listings"]
    told = stack["properties"]
    assert (told["stack"], told["count"], told["precision"]) == (True, 3, "point")
    items = orjson.loads(told["items"])
    assert {item["id"] for item in items} == {"lahella:10", "lahella:11", "lahella:12"}


def test_a_tile_without_anything_is_204(api: TestClient) -> None:
    answer = api.get("/v1/tiles/6/0/0.mvt")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["etag"]


@pytest.mark.parametrize("tile", ["3/4/2", "19/0/0", "6/64/18", "6/36/64", "6/-1/3", "-1/0/0"])
def test_a_tile_that_does_not_exist_is_404(api: TestClient, tile: str) -> None:
    assert_problem(api.get(f"/v1/tiles/{tile}.mvt"), 404)


def test_a_wrong_filter_is_422(api: TestClient) -> None:
    body = assert_problem(api.get("/v1/tiles/6/36/18.mvt?kind=none&max_points=x"), 422)
    assert {error["field"] for error in body["errors"]} == {"kind", "max_points"}


def test_a_tile_is_kept_and_asked_again_by_its_tag(api: TestClient) -> None:
    first = api.get("/v1/tiles/6/36/18.mvt")
    assert first.headers["cache-control"].startswith("public")
    again = api.get("/v1/tiles/6/36/18.mvt", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api.head("/v1/tiles/6/36/18.mvt").headers["etag"] == first.headers["etag"]


def test_the_corner_tiles_of_the_world_are_answered(api: TestClient) -> None:
    for zoom in ZOOMS:
        last = 2**zoom - 1
        for cell in (Cell(zoom, 0, 0), Cell(zoom, last, last)):
            tile = f"{zoom}/{cell.x}/{cell.y}"
            assert api.get(f"/v1/tiles/{tile}.mvt").status_code == 204
