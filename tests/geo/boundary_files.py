"""Boundaries for tests: the shared file of 2025 where it is, else squares made up here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from shapely.geometry import box, mapping

from geo.municipalities import municipalities
from geo.point import Point

SHARED = Path(__file__).parents[3] / "shared" / "geo" / "municipalities_sea.geojson"

# Half the side of a made-up municipality in degrees; the two nearest centres are farther apart.
HALF_SIDE = 0.02


def made_up_features() -> list[dict[str, Any]]:
    """Return a small square round every municipality's centre, as GeoJSON features."""
    return [feature(code, one.centre) for code, one in municipalities().items()]


def feature(code: str, centre: Point) -> dict[str, object]:
    (south, north), (west, east) = (
        (middle - HALF_SIDE, middle + HALF_SIDE) for middle in (centre.lat, centre.lon)
    )
    square = box(west, south, east, north)
    return {"type": "Feature", "properties": {"code": code}, "geometry": mapping(square)}


def write_geojson(
    path: Path, features: list[dict[str, object]], **members: Mapping[str, object]
) -> Path:
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features, **members}))
    return path
