import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.distance import Box, box_around, distance_m
from geo.point import Point

EARTH = Geod(ellps="WGS84")


def test_helsinki_and_tampere_are_their_known_distance_apart() -> None:
    helsinki, tampere = Point(60.16952, 24.93545), Point(61.49800, 23.76100)
    assert distance_m(helsinki, tampere) == pytest.approx(161_000, rel=0.01)
    assert distance_m(helsinki, tampere) == pytest.approx(distance_m(tampere, helsinki))
    assert distance_m(helsinki, helsinki) == 0


def test_a_box_contains_its_edges_and_nothing_outside() -> None:
    box = Box(west=24, south=60, east=25, north=61)
    assert box.contains(Point(60, 24))
    assert box.contains(Point(61, 25))
    assert not box.contains(Point(60.5, 25.001))
    assert not box.contains(Point(59.999, 24.5))


@given(
    st.floats(-89.9, 89.9),
    st.floats(-180, 180),
    st.floats(0, 500_000),
    st.floats(0, 360),
)
def test_a_box_contains_the_whole_circle(
    lat: float, lon: float, radius: float, bearing: float
) -> None:
    end_lon, end_lat, _ = EARTH.fwd(lon, lat, bearing, radius)
    assert box_around(Point(lat, lon), radius).contains(Point(end_lat, end_lon))


@given(st.floats(59, 70), st.floats(19, 32), st.floats(1, 100_000))
def test_a_box_is_hardly_larger_than_the_circle(lat: float, lon: float, radius: float) -> None:
    box = box_around(Point(lat, lon), radius)
    assert distance_m(Point(lat, lon), Point(box.north, lon)) < radius * 1.02
    assert distance_m(Point(lat, lon), Point(lat, box.east)) < radius * 1.05


@pytest.mark.parametrize("radius", [-1.0, float("nan"), float("inf")])
def test_a_radius_that_is_no_length_is_refused(radius: float) -> None:
    with pytest.raises(ValueError, match="radius must be"):
        box_around(Point(60, 25), radius)
