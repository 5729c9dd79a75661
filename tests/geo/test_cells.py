import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cells import (
    LEVELS,
    ZOOMS,
    Cell,
    box_of,
    cell_of,
    cells_across,
    centre_of,
    children,
    level_for_zoom,
    mercator,
    unmercator,
    unmercator_all,
)
from geo.distance import Box
from geo.point import Point
from search_service.maps.clusters import CellCounts

POINTS = st.builds(Point, st.floats(-85, 85), st.floats(-180, 180))
IN_FINLAND = st.builds(Point, st.floats(59, 71), st.floats(19, 32))
LEVEL = st.sampled_from(LEVELS)


def ancestor(cell: Cell, level: int) -> Cell:
    """The cell of a level, not finer than the cell's own, that the cell is part of."""
    shift = cell.level - level
    return Cell(level, cell.x >> shift, cell.y >> shift)


def slippy(point: Point, level: int) -> tuple[int, int]:
    """The tile of a point by the formula with logarithm and secant."""
    lat, side = math.radians(point.lat), 2**level
    y = (1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * side
    return math.floor((point.lon + 180) / 360 * side), math.floor(y)


def test_known_tiles_are_found() -> None:
    """The tile of Helsinki's centre on any slippy map."""
    helsinki = Point(60.1699, 24.9384)
    assert cell_of(helsinki, 10) == Cell(10, 582, 296)
    assert cell_of(helsinki, 6).name == "36_18"


@given(IN_FINLAND, LEVEL)
def test_a_cell_is_the_slippy_tile_of_the_point(point: Point, level: int) -> None:
    cell = cell_of(point, level)
    x, y = slippy(point, level)
    assert abs(cell.x - x) + abs(cell.y - y) <= 1
    if (cell.x, cell.y) != (x, y):  # only on an edge, by rounding
        box = box_of(cell)
        edges = (point.lat - box.south, box.north - point.lat, point.lon - box.west)
        assert min(map(abs, edges)) < 1e-9 or abs(box.east - point.lon) < 1e-9


@given(POINTS, LEVEL)
def test_a_point_lies_in_the_box_of_its_cell(point: Point, level: int) -> None:
    box = box_of(cell_of(point, level))
    assert box.west - 1e-9 <= point.lon <= box.east + 1e-9
    assert box.south - 1e-9 <= point.lat <= box.north + 1e-9


@given(POINTS, LEVEL, LEVEL)
def test_cells_nest(point: Point, one: int, other: int) -> None:
    coarse, fine = sorted((one, other))
    assert ancestor(cell_of(point, fine), coarse) == cell_of(point, coarse)


@given(IN_FINLAND, LEVEL)
def test_children_are_the_cells_that_lead_back(point: Point, level: int) -> None:
    cell = cell_of(point, level)
    found = list(children(cell, level + 2))
    assert len(set(found)) == 16
    assert {ancestor(child, level) for child in found} == {cell}
    assert cell_of(point, level + 2) in found


def test_a_cell_is_its_own_child_of_its_level() -> None:
    assert list(children(Cell(6, 36, 18), 6)) == [Cell(6, 36, 18)]


@given(IN_FINLAND)
def test_the_way_to_the_map_and_back_ends_where_it_began(point: Point) -> None:
    back = unmercator(*mercator(point))
    assert (back.lat, back.lon) == pytest.approx((point.lat, point.lon), abs=1e-9)
    lat, lon = unmercator_all(*(np.array([part]) for part in mercator(point)))
    assert (lat[0], lon[0]) == pytest.approx((back.lat, back.lon), abs=1e-12)


@given(IN_FINLAND, LEVEL)
def test_the_middle_of_a_cell_is_in_it(point: Point, level: int) -> None:
    cell = cell_of(point, level)
    assert cell_of(centre_of(cell), level) == cell


def test_a_name_is_read_back() -> None:
    told = {"facetDistribution": {"cell_10": {Cell(10, 582, 296).name: 3}}}
    found = CellCounts.of_engine(told, 10)
    assert [one.tolist() for one in (found.x, found.y, found.held)] == [[582], [296], [3]]


@pytest.mark.parametrize("zoom", range(ZOOMS[0], ZOOMS[1] + 1))
def test_every_zoom_has_a_level_a_step_or_two_finer(zoom: int) -> None:
    level = level_for_zoom(zoom)
    assert level in LEVELS
    assert level - zoom in (1, 2) or level == LEVELS[-1]


def test_zooming_in_never_makes_cells_larger() -> None:
    levels = [level_for_zoom(zoom) for zoom in range(ZOOMS[0], ZOOMS[1] + 1)]
    assert levels == sorted(levels)
    assert set(levels) == set(LEVELS)


def test_the_ends_of_the_world_have_cells() -> None:
    for lat, lon in ((90, 180), (-90, -180), (90, -180), (-90, 180)):
        cell = cell_of(Point(lat, lon), 6)
        assert 0 <= cell.x < 64
        assert 0 <= cell.y < 64


def test_cells_of_a_box_are_counted_with_those_it_only_touches() -> None:
    box = box_of(Cell(6, 36, 18))
    inside = Box(box.west + 0.01, box.south + 0.01, box.east - 0.01, box.north - 0.01)
    assert cells_across(inside, 6) == 1
    assert cells_across(inside, 8) == 16
    wider = Box(inside.west - 0.02, inside.south, inside.east, inside.north)
    assert cells_across(wider, 6) == 2
