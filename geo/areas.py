"""Areas from boundaries: a file or an address in; a point's municipality, region and wellbeing
services county out, and the shapes for drawing."""

import hashlib
import math
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import shapely
from shapely.geometry import Point as Position
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from geo.area_finder import AreaAt, AreaFinder, area_at
from geo.boundaries import read_boundaries
from geo.boundary_error import BoundaryError
from geo.boundary_fetch import fetched
from geo.coverage import coverage_of
from geo.distance import Box, box_around
from geo.nearest_centre import NearestCentre
from geo.point import Point

__all__ = ["AreaAt", "AreaFinder", "Areas", "BoundaryError", "NearestCentre", "load_areas"]

# A jetty, a beach or a border drawn coarsely puts a point outside every polygon by up to this.
NEAREST_WITHIN_M = 2_000.0

# Lines behind what is looked for: as coarse as they may be without a corner that is seen.
OUTLINE_TOLERANCE_M = 700.0
OUTLINE_DECIMALS = 4

# A degree of latitude in the middle of Finland.
_DEGREE_M = 111_500.0


class Areas:
    """Answers from polygons. Safe to share between threads."""

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self._codes = tuple(shapes)
        self._shapes = tuple(shapes.values())
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)

    @classmethod
    def load(cls, source: str | Path) -> "Areas":
        """Read boundaries from a GeoJSON, TopoJSON or GeoPackage file, or an http(s) address.

        Raises BoundaryError, which names the source and what was expected.
        """
        with fetched(source) as path:
            return cls(read_boundaries(path))

    def at(self, point: Point) -> AreaAt | None:
        """Return the areas that contain the point, or those at most 2 km from it ("nearest")."""
        position = Position(point.lon, point.lat)
        found = self._tree.query(position, predicate="intersects")
        if len(found):
            # A point on a border is in two: the lower code, so that the answer never changes.
            return area_at(min(self._codes[index] for index in found), "boundary")
        return self._nearest(point)

    def fingerprint(self) -> str:
        """Return the hash of all boundaries."""
        made = hashlib.sha256("".join(self._codes).encode())
        for shape in shapely.to_wkb(self._shapes):
            made.update(shape)
        return made.hexdigest()

    def geometry(self, code: str) -> dict[str, object]:
        """Return the GeoJSON geometry of a current municipality. Raises KeyError otherwise."""
        if code not in self._codes:
            raise KeyError(code)
        return dict(mapping(self._shapes[self._codes.index(code)]))

    @cached_property
    def outlines(self) -> dict[str, object]:
        """All borders as a GeoJSON MultiLineString for drawing, each once (0.5 s, then kept)."""
        shapes = dict(zip(self._codes, self._shapes, strict=True))
        drawn = coverage_of(shapes, "outlines").simplified(OUTLINE_TOLERANCE_M)
        rings = [shapely.boundary(one) for one in drawn.degrees(OUTLINE_DECIMALS).values()]
        return dict(mapping(shapely.line_merge(shapely.union_all(rings))))

    def _nearest(self, point: Point) -> AreaAt | None:
        around = box_around(point, NEAREST_WITHIN_M)
        near = self._tree.query(_window(around), predicate="intersects")
        measured = [
            (_gap_m(self._shapes[index], point, around), self._codes[index]) for index in near
        ]
        if not measured or min(measured)[0] > NEAREST_WITHIN_M:
            return None
        return area_at(min(measured)[1], "nearest")


def load_areas(source: str | None) -> AreaFinder:
    """Return Areas read from the source, or NearestCentre where there is none."""
    return Areas.load(source) if source else NearestCentre()


def _window(around: Box) -> BaseGeometry:
    return box(around.west, around.south, around.east, around.north)


def _gap_m(geometry: BaseGeometry, point: Point, around: Box) -> float:
    """Return the metres from the point to the part of the shape inside the box, to half a per
    cent: longitudes are shrunk so that both directions count the same."""
    shrink = math.cos(math.radians(point.lat))
    near = shapely.clip_by_rect(geometry, around.west, around.south, around.east, around.north)
    even = shapely.transform(near, lambda xy: xy * (shrink, 1.0))
    return float(shapely.distance(even, Position(point.lon * shrink, point.lat))) * _DEGREE_M
