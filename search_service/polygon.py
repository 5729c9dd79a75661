"""A drawn area: GeoJSON in, the documents inside out.

The engine has boxes only, so a box is asked first and its points are looked at here.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from shapely import from_geojson, points, prepare
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geo.distance import Box
from indexers.index_settings import MAX_TOTAL_HITS
from indexers.staging import LISTINGS
from search_service.engine import Engine
from search_service.errors import FieldError, InvalidParameters
from search_service.filters import in_box


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


def box_of(shape: BaseGeometry) -> Box:
    """The box round the polygon."""
    west, south, east, north = shape.bounds
    return Box(west=west, south=south, east=east, north=north)


async def documents_inside(engine: Engine, shape: BaseGeometry) -> list[str]:
    """Ids of the documents whose point lies in the polygon or on its edge."""
    query = {
        "indexUid": LISTINGS,
        "q": "",
        "filter": in_box(box_of(shape)),
        "attributesToRetrieve": ["id", "_geo"],
        "limit": MAX_TOTAL_HITS,
    }
    hits = (await engine.multi_search([query]))[0]["hits"]
    prepare(shape)
    where = points([(hit["_geo"]["lng"], hit["_geo"]["lat"]) for hit in hits])
    inside = shape.covers(where) if hits else []
    return [hit["id"] for hit, is_inside in zip(hits, inside, strict=True) if is_inside]


def _wrong(message: str) -> InvalidParameters:
    return InvalidParameters([FieldError("polygon", message)])
