"""Reads municipality boundaries from a file: GeoJSON, TopoJSON or GeoPackage in, WGS84 shapes by
current municipality code out."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.boundary_error import BoundaryError
from geo.geopackage import read_geopackage
from geo.municipality import municipalities, successor
from geo.shapes import TM35FIN, WGS84, Feature, Layer, srid_of_name
from geo.topojson import read_topology

# Names of the property with the municipality code: Statistics Finland, National Land Survey,
# this project, others.
CODE_PROPERTIES = ("code", "kunta", "natcode", "NATCODE", "municipality")

_MISSING_SHOWN = 5


def read_boundaries(path: Path) -> dict[str, BaseGeometry]:
    """Return valid polygons by municipality code, all 308 of them, in WGS84 degrees.

    Shapes of dead municipalities join their successor. Raises BoundaryError, which names the
    file, when it cannot be read or a municipality is missing.
    """
    if not path.is_file():
        raise BoundaryError(path, "expected a file with municipality boundaries, found none")
    layer = read_geopackage(path) if path.suffix.lower() == ".gpkg" else _read_json(path)
    shapes = _by_municipality(layer.features, path)
    _check_complete(shapes, path)
    if not _is_metric(shapes.values(), layer.srid, path):
        return dict(sorted(shapes.items()))
    transformer = Transformer.from_crs(TM35FIN, WGS84, always_xy=True)
    return {code: _to_degrees(one, transformer) for code, one in sorted(shapes.items())}


def _read_json(path: Path) -> Layer:
    expected = "expected GeoJSON, TopoJSON or a GeoPackage (.gpkg)"
    try:
        content = orjson.loads(path.read_bytes())
        if content["type"] == "Topology":
            return read_topology(content)
        if content["type"] == "FeatureCollection":
            return _read_geojson(content)
    except (ShapelyError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise BoundaryError(path, f"{expected}, got an error: {error!r}") from error
    raise BoundaryError(path, f"{expected}, got JSON of type {content['type']!r}")


def _read_geojson(content: Mapping[str, Any]) -> Layer:
    found = tuple(
        Feature({**(one["properties"] or {})}, shape(one["geometry"]))
        for one in content["features"]
    )
    crs = content.get("crs")
    name = crs["properties"]["name"] if isinstance(crs, dict) else ""
    return Layer(found, srid_of_name(str(name)))


def _by_municipality(features: Iterable[Feature], path: Path) -> dict[str, BaseGeometry]:
    parts: dict[str, list[BaseGeometry]] = {}
    for feature in features:
        code = _code(feature.properties, path)
        current = successor(code) or code
        if current in municipalities():
            parts.setdefault(current, []).append(_polygons(feature.geometry))
    return {
        code: found[0] if len(found) == 1 else shapely.union_all(found)
        for code, found in parts.items()
    }


def _code(properties: Mapping[str, object], path: Path) -> str:
    for name in CODE_PROPERTIES:
        value = properties.get(name)
        if isinstance(value, int | str) and not isinstance(value, bool):
            return str(value).strip().removeprefix("KU").zfill(3)
    raise BoundaryError(
        path, f"expected a municipality code in one of {', '.join(CODE_PROPERTIES)}"
    )


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Make the shape valid and keep its areas; repairs may leave stray lines behind."""
    parts = shapely.get_parts(shapely.make_valid(geometry))
    flat = shapely.get_parts(parts)
    kept = [part for part in flat if part.geom_type == "Polygon" and not part.is_empty]
    return kept[0] if len(kept) == 1 else shapely.union_all(kept)


def _check_complete(shapes: Mapping[str, BaseGeometry], path: Path) -> None:
    missing = sorted(
        code for code in municipalities() if code not in shapes or shapes[code].is_empty
    )
    if missing:
        shown = ", ".join(missing[:_MISSING_SHOWN]) + (", …" if missing[_MISSING_SHOWN:] else "")
        raise BoundaryError(
            path,
            f"expected all {len(municipalities())} municipalities of 2025, "
            f"{len(missing)} missing: {shown}",
        )


def _is_metric(shapes: Iterable[BaseGeometry], srid: int | None, path: Path) -> bool:
    """Tell metres from degrees. Size decides where the file says nothing or says it wrong."""
    metric = any(abs(edge) > 180 for one in shapes for edge in one.bounds)
    if srid not in (None, WGS84, TM35FIN) or (srid == TM35FIN and not metric):
        raise BoundaryError(
            path,
            f"expected degrees of EPSG:{WGS84} or metres of EPSG:{TM35FIN}, got EPSG:{srid} "
            f"with coordinates in {'metres' if metric else 'degrees'}",
        )
    return metric


def _to_degrees(geometry: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    def degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    return _polygons(shapely.transform(geometry, degrees))
