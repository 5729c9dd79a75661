import random

import pytest
import shapely
from shapely.geometry import Point as Position
from shapely.geometry import shape

from geo.areas import AreaAt, Areas, NearestCentre, load_areas
from geo.municipalities import municipalities
from geo.point import Point
from tests.geo.boundary_files import SHARED


def test_every_centre_falls_inside_its_own_municipality(areas: Areas) -> None:
    for one in municipalities().values():
        assert areas.at(one.centre) == AreaAt(one.code, one.region, one.county, "boundary")


def test_a_point_just_outside_takes_the_nearest_municipality(areas: Areas) -> None:
    # Utsjoki's northern edge is the border with Norway, in the shared file and made up alike.
    outline = shape(areas.geometry("890"))
    north = max(shapely.get_coordinates(outline), key=lambda xy: float(xy[1]))
    found = areas.at(Point(float(north[1]) + 0.01, float(north[0])))
    assert found is not None
    assert (found.municipality, found.method) == ("890", "nearest")
    assert areas.at(Point(float(north[1]) + 0.03, float(north[0]))) is None


def test_a_point_abroad_is_in_no_area(areas: Areas) -> None:
    for abroad in (Point(59.33, 18.06), Point(59.43, 24.75), Point(0, 0)):
        assert areas.at(abroad) is None
        assert NearestCentre().at(abroad) is None


def test_the_geometry_of_an_unknown_code_is_an_error(areas: Areas) -> None:
    with pytest.raises(KeyError):
        areas.geometry("999")


def test_without_boundaries_the_nearest_centre_answers() -> None:
    finder = load_areas(None)
    assert isinstance(finder, NearestCentre)
    for one in municipalities().values():
        assert finder.at(one.centre) == AreaAt(one.code, one.region, one.county, "nearest")


def test_the_nearest_centre_is_right_for_four_points_of_five(areas: Areas) -> None:
    if not SHARED.is_file():
        pytest.skip("needs the boundaries of 2025")
    dice, nearest = random.Random(5), NearestCentre()
    points = [(code, _point_within(areas, code, dice)) for code in municipalities()]
    found = [(code, nearest.at(point)) for code, point in points]
    right = sum(1 for code, at in found if at is not None and at.municipality == code)
    assert right / len(points) > 0.75


def _point_within(areas: Areas, code: str, dice: random.Random) -> Point:
    polygon = shape(areas.geometry(code))
    west, south, east, north = polygon.bounds
    while True:
        lon, lat = dice.uniform(west, east), dice.uniform(south, north)
        if polygon.contains(Position(lon, lat)):
            return Point(lat, lon)
