"""Boundaries for tests where no real ones are: a small square round each municipality's centre."""

from pathlib import Path

import orjson

from geo.municipalities import municipalities

HALF = 0.0001  # degrees


def write_squares(folder: Path) -> Path:
    """The file, as GeoJSON of one feature each."""
    path = folder / "squares.geojson"
    squares = [_square(code) for code in municipalities()]
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": squares}))
    return path


def _square(code: str) -> dict[str, object]:
    at = municipalities()[code].centre
    west, east, south, north = at.lon - HALF, at.lon + HALF, at.lat - HALF, at.lat + HALF
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"kunta": code}, "geometry": geometry}
