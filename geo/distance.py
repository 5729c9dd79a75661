"""Distances on the WGS84 ellipsoid and the box round a circle: points and metres in and out."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from geo.point import Point

_WGS84 = Geod(ellps="WGS84")
# Its larger half axis in metres, and the square of its first eccentricity.
_AXIS_M, _ECCENTRICITY2 = 6_378_137.0, 6.694379990141316e-3

# The smallest radius of curvature of the ellipsoid (the meridian's, at the equator), in metres.
# Dividing by it never makes an angle too small, so a box made with it never cuts the circle.
_SMALLEST_RADIUS_M = 6_335_439.0
# Rounding in the sphere formulas below stays far under these; the second is in degrees (0.1 mm)
# and keeps a circle of no size inside.
_MARGIN = 1.0001
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in WGS84 degrees, edges included. It does not cross the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, point: Point) -> bool:
        """Tell whether the point is inside or on the edge."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north


def distance_m(a: Point, b: Point) -> float:
    """Return the metres between two points along the ellipsoid."""
    return float(_WGS84.inv(a.lon, a.lat, b.lon, b.lat)[2])


def distances_m(
    a: Point, lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same to many points at once; not a number where a coordinate is none."""
    here = np.full(len(lat), a.lon), np.full(len(lat), a.lat)
    metres: NDArray[np.float64] = _WGS84.inv(*here, lon, lat)[2]
    return metres


def through_earth(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions of points on the ellipsoid: metres from its middle along three axes, (n, 3)."""
    north, east = np.radians(lat), np.radians(lon)
    radius = _AXIS_M / np.sqrt(1 - _ECCENTRICITY2 * np.sin(north) ** 2)
    x = radius * np.cos(north) * np.cos(east)
    y = radius * np.cos(north) * np.sin(east)
    z = radius * (1 - _ECCENTRICITY2) * np.sin(north)
    return np.column_stack([x, y, z])


def chords_m(a: Point, positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return metres straight through the earth to positions; 300 km away 0.01 % less than along
    the ellipsoid."""
    apart = positions - _position(a)
    metres: NDArray[np.float64] = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    return metres


@lru_cache(256)  # one search asks for the distances from one point several times
def _position(point: Point) -> NDArray[np.float64]:
    return through_earth(np.array([point.lat]), np.array([point.lon]))


def box_around(point: Point, radius_m: float) -> Box:
    """Return a box that contains the whole circle; a little too large, never too small.

    Raises ValueError when the radius is negative or not finite.
    """
    if not (math.isfinite(radius_m) and radius_m >= 0):
        raise ValueError(f"radius must be zero or more metres, got {radius_m}")
    angle = radius_m / _SMALLEST_RADIUS_M * _MARGIN
    height = math.degrees(angle) + _LEAST
    south, north = point.lat - height, point.lat + height
    if south <= -90 or north >= 90:
        return Box(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    ratio = math.sin(angle) / math.cos(math.radians(point.lat))
    width = math.degrees(math.asin(min(ratio, 1.0))) * _MARGIN + _LEAST
    west, east = point.lon - width, point.lon + width
    if west < -180 or east > 180:
        return Box(-180.0, south, 180.0, north)
    return Box(west, south, east, north)
