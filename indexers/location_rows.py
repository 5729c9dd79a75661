"""Where each document lies, as the companion index carries it: documents in, packed rows out.

The API keeps them in memory, so that circles and drawn areas are exact on the ellipsoid and the
nearest place of a listing is known, without a question to the engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from indexers.document import Document

ROWS_PER_CHUNK = 20_000


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


def chunks_of(rows: Sequence[LocationRow]) -> Iterator[dict[str, Any]]:
    """Documents of the companion index that hold the rows."""
    for number, start in enumerate(range(0, len(rows), ROWS_PER_CHUNK)):
        part = [tuple(row) for row in rows[start : start + ROWS_PER_CHUNK]]
        yield {"id": f"locations-{number}", "locations": orjson.dumps(part).decode()}


def rows_in(documents: Iterable[Mapping[str, Any]]) -> Iterator[LocationRow]:
    """The rows in documents of the companion index, which may be in any order."""
    for document in documents:
        for row in orjson.loads(document.get("locations") or "[]"):
            yield LocationRow(*row)
