"""Reads one layer of a GeoPackage with the standard sqlite3: a file in, its features out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.boundary_error import BoundaryError
from geo.shapes import Feature, Layer

# Sizes in bytes of the envelope after the eight-byte header, by the envelope indicator
# (GeoPackage 1.3, clause 2.1.3).
_ENVELOPE_SIZES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def read_geopackage(path: Path) -> Layer:
    """Return the first feature layer. Raises BoundaryError when there is none or it is broken."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.row_factory = sqlite3.Row
            return _layer(database, path)
    except (sqlite3.Error, ShapelyError) as error:
        raise BoundaryError(path, f"expected a GeoPackage, got an error: {error}") from error


def _layer(database: sqlite3.Connection, path: Path) -> Layer:
    found = database.execute(
        "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns LIMIT 1"
    ).fetchone()
    if found is None:
        raise BoundaryError(path, "expected a GeoPackage with a feature layer")
    table, column, srid = found
    quoted = '"' + str(table).replace('"', '""') + '"'
    rows = database.execute(f"SELECT * FROM {quoted}")
    return Layer(tuple(_features(rows, str(column), path)), int(srid))


def _features(rows: sqlite3.Cursor, column: str, path: Path) -> Iterator[Feature]:
    for row in rows:
        properties = {key: value for key, value in dict(row).items() if key != column}
        yield Feature(properties, _geometry(row[column], path))


def _geometry(blob: bytes, path: Path) -> BaseGeometry:
    """Take the GeoPackage header off and read the well-known binary behind it."""
    size = _ENVELOPE_SIZES.get((blob[3] >> 1) & 0b111) if blob[:2] == b"GP" else None
    if size is None:
        raise BoundaryError(path, "expected geometries with a GeoPackage header")
    return shapely.from_wkb(blob[8 + size :])
