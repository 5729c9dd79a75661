import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinates import COMMA, METRES, METRES_SWAPPED, SWAPPED, read_coordinates
from geo.distance import distance_m
from geo.point import Point, in_finland

HELSINKI = Point(60.16952, 24.93545)
NORTH, EAST = HELSINKI.to_tm35fin()


@pytest.mark.parametrize(
    ("lat", "lon", "repair"),
    [
        (60.16952, 24.93545, None),
        ("60.16952", " 24.93545 ", None),
        ("60,16952", "24,93545", COMMA),
        (24.93545, 60.16952, SWAPPED),
        ("24,93545", "60,16952", f"{COMMA}; {SWAPPED}"),
        (NORTH, EAST, METRES),
        (EAST, NORTH, f"{METRES}; {METRES_SWAPPED}"),
        (f"{NORTH:,.2f}".replace(",", " "), str(EAST), METRES),
    ],
)
def test_what_sources_write_is_read_as_one_place(
    lat: object, lon: object, repair: str | None
) -> None:
    reading = read_coordinates(lat, lon)
    assert reading.point is not None
    assert distance_m(reading.point, HELSINKI) < 0.1
    assert (reading.repair, reading.problem) == (repair, None)


def test_whole_metres_are_read() -> None:
    reading = read_coordinates(int(NORTH), int(EAST))
    assert reading.point is not None
    assert distance_m(reading.point, HELSINKI) < 2


@pytest.mark.parametrize(
    ("lat", "lon", "problem"),
    [
        (None, 24.9, "latitude is missing"),
        (60.1, "  ", "longitude is missing"),
        (True, 24.9, "latitude is not a number: 'True'"),
        (60.1, "east", "longitude is not a number: 'east'"),
        (math.nan, 24.9, "latitude is not a number: 'nan'"),
        (60.1, math.inf, "longitude is not a number: 'inf'"),
        ("nan", "24.9", "latitude is not a number: 'nan'"),
        (10**400, 24.9, None),
        (0, 0.0, "0,0 stands for a missing coordinate"),
        ("0,0", "0", "0,0 stands for a missing coordinate"),
        (59.33, 18.06, "59.33, 18.06 is outside Finland"),
        (60.2, -24.9, "60.2, -24.9 is outside Finland"),
        (6_600_000, 900_000, "6.6e+06, 900000 is outside Finland"),
    ],
)
def test_what_is_no_place_in_finland_is_refused_with_a_reason(
    lat: object, lon: object, problem: str | None
) -> None:
    reading = read_coordinates(lat, lon)
    assert reading.point is None
    assert reading.problem
    assert problem in (None, reading.problem)


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.binary()
)


@given(anything, anything)
def test_anything_at_all_gives_a_finnish_point_or_a_problem(lat: object, lon: object) -> None:
    reading = read_coordinates(lat, lon)
    assert (reading.point is None) != (reading.problem is None)
    assert reading.point is None or in_finland(reading.point)
