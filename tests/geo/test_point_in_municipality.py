"""How often the municipality of a point is right, over all points whose municipality is known.

Measured with the boundaries of 2025: every centre, all 287 villages and districts, and 98.2 % of
the middles of postal code areas (the others lie over the border, where their area reaches).
Without boundaries: every centre, 82 % and 84 %.
"""

from collections.abc import Sequence

import orjson
import pytest

from geo.area_finder import AreaFinder
from geo.areas import Areas
from geo.municipalities import municipalities
from geo.nearest_centre import NearestCentre
from geo.point import Point
from geo.tables import read_rows
from tests.geo.boundary_files import SHARED

Known = Sequence[tuple[str, Point]]  # municipality, a point in it
POSTAL = SHARED.with_name("postalcodes.json")
NEEDED = "needs the boundaries of 2025"


def centres() -> Known:
    return [(one.code, one.centre) for one in municipalities().values()]


def villages() -> Known:
    """Villages and districts with a point of their own."""
    rows = (row for row in read_rows("towns.tsv") if row["lat"])
    return [(row["municipality"], Point(float(row["lat"]), float(row["lon"]))) for row in rows]


def postal_areas() -> Known:
    """Middles of postal code areas, from another source than our table's."""
    items = orjson.loads(POSTAL.read_bytes())["items"]
    return [(one["muni"], Point(one["lat"], one["lon"])) for one in items if "lat" in one]


def right(finder: AreaFinder, known: Known) -> float:
    """The share of points that are placed in their municipality."""
    placed = [(code, finder.at(point)) for code, point in known]
    return sum(at is not None and at.municipality == code for code, at in placed) / len(placed)


def test_with_boundaries_ninety_nine_of_a_hundred_points_are_placed_right(areas: Areas) -> None:
    if not SHARED.is_file():
        pytest.skip(NEEDED)
    assert right(areas, centres()) == 1.0
    assert len(villages()) > 280
    assert right(areas, [*centres(), *villages()]) >= 0.99


def test_the_middle_of_a_postal_code_area_may_lie_over_the_border(areas: Areas) -> None:
    if not POSTAL.is_file():
        pytest.skip(NEEDED)
    assert 0.98 < right(areas, postal_areas()) < 0.99


def test_without_boundaries_four_of_five_points_are_placed_right() -> None:
    nearest = NearestCentre()
    assert right(nearest, centres()) == 1.0
    assert 0.8 < right(nearest, villages()) < 0.95
