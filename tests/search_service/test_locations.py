"""The table of locations: circles on the ellipsoid, boxes, drawings, the nearest of a listing."""

import math
from collections.abc import Iterator
from random import Random

import numpy as np
import pytest
from pyproj import Geod
from shapely.geometry import Polygon

from geo.cells import LEVELS, cell_of
from geo.distance import Box
from geo.point import Point
from indexers.index.document_rows import DocumentRow, row_documents, rows_in
from search_service.filters import NOTHING
from search_service.near.covering import FEW, covering
from search_service.near.locations import Locations, runs
from tests.search_service.reading_filters import read_filter

GEOD = Geod(ellps="WGS84")
CENTRE = Point(61.5, 23.76)


def row(listing: int, number: int, point: Point | None, anywhere: bool = False) -> DocumentRow:
    cell = cell_of(point, LEVELS[-1]).name if point else ""
    lat, lon = (point.lat, point.lon) if point else (None, None)
    return DocumentRow(f"lahella_3a_{listing}__{number}", lat, lon, cell, anywhere)


def scattered(count: int, seed: int) -> Iterator[DocumentRow]:
    """Listings with one to three places round the centre, some also without a place."""
    random = Random(seed)
    for listing in range(count):
        for number in range(random.choice([1, 1, 1, 2, 3])):
            away = random.choice([0.01, 0.1, 1.0])
            lat = CENTRE.lat + random.gauss(0, away)
            lon = CENTRE.lon + random.gauss(0, 2 * away)
            yield row(listing, number, Point(lat, lon) if random.random() < 0.95 else None)


TABLE = Locations(scattered(4000, seed=1))


def within(radius: float, centre: Point) -> set[str]:
    found = set()
    for number, document in enumerate(TABLE.ids):
        point = TABLE.point(number)
        if point and GEOD.inv(centre.lon, centre.lat, point.lon, point.lat)[2] <= radius:
            found.add(document)
    return found


def ids(mask: np.ndarray) -> set[str]:
    return {TABLE.ids[number] for number in np.flatnonzero(mask)}


@pytest.mark.parametrize("radius", [0, 900, 7_000, 50_000, 200_000, 1_500_000])
def test_a_circle_holds_what_the_ellipsoid_says(radius: int) -> None:
    for centre in (CENTRE, Point(60.0, 20.0), Point(69.9, 28.0)):
        assert ids(TABLE.in_circle(centre, radius)) == within(radius, centre)


def test_a_place_exactly_as_far_as_the_radius_is_inside() -> None:
    lon, lat, _ = GEOD.fwd(CENTRE.lon, CENTRE.lat, 40, 10_000)
    table = Locations([row(1, 0, Point(lat, lon))])
    exact = GEOD.inv(CENTRE.lon, CENTRE.lat, lon, lat)[2]
    assert table.in_circle(CENTRE, exact).all()
    assert not table.in_circle(CENTRE, exact - 0.01).any()


def test_a_box_and_a_drawing_hold_their_edges() -> None:
    corner = Point(61.0, 24.0)
    table = Locations([row(1, 0, corner), row(2, 0, None)])
    assert table.in_box(Box(23.0, 60.0, 24.0, 61.0)).tolist() == [True, False]
    drawn = Polygon(
        [(23, 60), (24, 60), (24, 61), (23, 61)], [[(23.2, 60.2), (23.5, 60.5), (23.2, 60.5)]]
    )
    assert table.in_shape(drawn).tolist() == [True, False]


def test_rows_travel_through_the_companion_index_in_any_order() -> None:
    rows = [*scattered(20, seed=2)]
    buckets = [*row_documents(rows)]
    assert sorted(rows_in(reversed(buckets))) == sorted(rows)
    assert Locations(reversed(rows)).ids == Locations(rows).ids


def test_documents_of_a_listing_stand_in_their_order() -> None:
    table = Locations(row(1, number, None) for number in (11, 2, 0))
    assert table.ids == [f"lahella_3a_1__{number}" for number in (0, 2, 11)]


def test_the_first_place_of_a_listing_leads() -> None:
    table = Locations([row(1, 0, None), row(1, 1, CENTRE), row(1, 2, CENTRE), row(2, 0, None)])
    assert table.lead.tolist() == [False, True, False, False]
    assert table.several.tolist() == [True, True, True, False]


@pytest.mark.parametrize("radius", [500, 5_000, 60_000, 1_500_000])
def test_a_covering_names_exactly_what_is_meant(radius: int) -> None:
    meant = TABLE.in_circle(CENTRE, radius)
    covered = read_filter(covering(TABLE, meant), TABLE)
    assert covered == ids(meant)


def test_a_covering_is_short() -> None:
    """Some thousands of places take a few hundred names."""
    meant = TABLE.in_circle(CENTRE, 60_000)
    assert meant.sum() > 10 * FEW
    assert covering(TABLE, meant).count('"') / 2 < meant.sum() / 4


def test_nothing_is_covered_by_nothing() -> None:
    assert covering(TABLE, np.zeros(len(TABLE), dtype=bool)) == NOTHING
    assert covering(Locations(), np.zeros(0, dtype=bool)) == NOTHING


def test_of_each_listing_the_nearest_row_is_kept() -> None:
    rows = np.flatnonzero(TABLE.placed)
    chords = TABLE.chords(CENTRE, np.arange(len(TABLE)))
    for kept in TABLE.firsts(rows, chords[rows])[:500]:
        others = rows[TABLE.listing[rows] == TABLE.listing[kept]]
        assert chords[kept] == min(chords[others])


def test_of_places_equally_far_the_first_stands_for_the_listing() -> None:
    table = Locations(row(listing, number, CENTRE) for listing in range(3) for number in range(3))
    rows = np.arange(len(table))
    assert table.firsts(rows, np.zeros(len(table))).tolist() == [0, 3, 6]
    assert table.firsts(rows[:0], np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    ("values", "starts", "lengths"),
    [([], [], []), ([7], [0], [1]), ([1, 1, 2, 1], [0, 2, 3], [2, 1, 1])],
)
def test_runs_are_of_equal_values(values: list[int], starts: list[int], lengths: list[int]) -> None:
    found = runs(np.array(values, dtype=np.intp))
    assert [one.tolist() for one in found] == [starts, lengths]


def test_a_chord_is_hardly_shorter_than_the_way() -> None:
    chords = TABLE.chords(CENTRE, np.arange(len(TABLE)))
    for number in np.flatnonzero(TABLE.placed)[:300]:
        point = TABLE.point(int(number))
        assert point
        metres = GEOD.inv(CENTRE.lon, CENTRE.lat, point.lon, point.lat)[2]
        assert metres > 300_000 or math.isclose(chords[number], metres, rel_tol=1e-4, abs_tol=0.001)
        assert chords[number] <= metres + 0.001
