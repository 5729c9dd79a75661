import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.distance import distance_m
from geo.point import FINLAND_LAT, FINLAND_LON, Point, in_finland

finnish_points = st.builds(Point, st.floats(*FINLAND_LAT), st.floats(*FINLAND_LON))


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.1, 0), (-91, 0), (0, 180.5), (math.nan, 25), (60, math.inf)]
)
def test_a_point_off_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="must be between"):
        Point(lat, lon)


def test_the_central_meridian_has_its_known_metres() -> None:
    # 0.9996 times the meridian arc of the ellipsoid from the equator to 60 degrees (6 654 072.8 m).
    assert Point(60, 27).to_tm35fin() == pytest.approx((6_651_411.2, 500_000), abs=0.1)


@given(finnish_points)
def test_metres_and_back_is_the_same_place(point: Point) -> None:
    assert distance_m(point, Point.from_tm35fin(*point.to_tm35fin())) < 0.01


def test_threads_may_project_at_the_same_time() -> None:
    points = [Point(60 + step / 100, 24 + step / 100) for step in range(400)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(Point.to_tm35fin, points))
    assert together == [point.to_tm35fin() for point in points]


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [(60.17, 24.94, True), (70.08, 27.0, True), (59.33, 18.06, False), (24.94, 60.17, False)],
)
def test_finland_is_told_from_elsewhere(lat: float, lon: float, inside: bool) -> None:
    assert in_finland(Point(lat, lon)) is inside
