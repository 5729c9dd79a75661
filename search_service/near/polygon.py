"""A drawn area: GeoJSON in, a checked polygon out."""

from collections.abc import Mapping
from typing import Any

import orjson
from shapely import from_geojson
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from search_service.errors import FieldError, InvalidParameters


def read_polygon(value: Mapping[str, Any]) -> BaseGeometry:
    """The polygon of a GeoJSON object. Raises InvalidParameters."""
    try:
        shape = from_geojson(orjson.dumps(value))
    except (GEOSException, TypeError) as error:
        raise _wrong("expected a GeoJSON Polygon or MultiPolygon") from error
    if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        raise _wrong("expected a GeoJSON Polygon or MultiPolygon")
    if not shape.is_valid:
        raise _wrong("expected rings that do not cross themselves")
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise _wrong("expected longitude, latitude in WGS84 degrees")
    return shape


def _wrong(message: str) -> InvalidParameters:
    return InvalidParameters([FieldError("polygon", message)])
