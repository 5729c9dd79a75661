"""Where each document lies, as the companion index carries it: documents in, packed rows out.

The API keeps them in memory, so that circles and drawn areas are exact on the ellipsoid and the
nearest place of a listing is known, without a question to the engine.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from indexers.document import Document

KIND = "locations"
# Rows lie in buckets by a checksum, so that an update sends only the buckets that changed.
BUCKETS = 64


class LocationRow(NamedTuple):
    """One document. Without a point `lat` and `lon` are None and `cell` is empty."""

    id: str
    lat: float | None
    lon: float | None
    cell: str  # x_y of the finest level
    anywhere: bool


def row_of(document: Document) -> LocationRow:
    """The row of a document."""
    point = document.geo or {}
    cell = document.cell_18 or ""
    return LocationRow(document.id, point.get("lat"), point.get("lng"), cell, document.anywhere)


def location_documents(rows: Iterable[LocationRow]) -> Iterator[dict[str, Any]]:
    """The buckets of all rows, as documents of the companion index."""
    buckets: dict[int, list[tuple[object, ...]]] = {number: [] for number in range(BUCKETS)}
    for row in sorted(rows):
        buckets[zlib.crc32(row.id.encode()) % BUCKETS].append(tuple(row))
    for number, held in buckets.items():
        yield {"id": f"{KIND}-{number}", "kind": KIND, "rows": orjson.dumps(held).decode()}


def rows_in(buckets: Iterable[Mapping[str, Any]]) -> Iterator[LocationRow]:
    """The rows of buckets, which may be in any order."""
    for bucket in buckets:
        for row in orjson.loads(bucket["rows"]):
            yield LocationRow(*row)
