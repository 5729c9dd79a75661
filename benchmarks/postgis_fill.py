"""Documents of the engine in, filled tables of the peer out: the same listings for both."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import asyncpg
import orjson
from pyproj import Transformer

from benchmarks.postgis_sql import FILL, SCHEMA, TIDY
from indexers.index.packing import WORD_PARTS

TO_METRES = Transformer.from_crs(4326, 3067, always_xy=True)
Wire = dict[str, Any]


class Rows(NamedTuple):
    """Rows of the tables `staged` and `staged_place`."""

    listings: Sequence[tuple[object, ...]]
    places: Sequence[tuple[object, ...]]


def rows_of(lines: Iterable[bytes]) -> Rows:
    """One row per listing with its texts in all languages, one per location with a point."""
    listings: list[tuple[object, ...]] = []
    places: list[tuple[object, ...]] = []
    wires = map(orjson.loads, lines)
    for number, (_, group) in enumerate(groupby(wires, key=lambda one: one["listing_id"])):
        many = list(group)
        listings.append(_listing(number, many[0]))
        places += _places(number, many)
    return Rows(listings, places)


async def fill(address: str, rows: Rows) -> None:
    """Make the tables and their indexes."""
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(SCHEMA)
        await connection.copy_records_to_table("staged", records=rows.listings)
        await connection.copy_records_to_table("staged_place", records=rows.places)
        await connection.execute(FILL)
        for statement in TIDY:
            await connection.execute(statement)
    finally:
        await connection.close()


def _listing(number: int, wire: Wire) -> tuple[object, ...]:
    texts = orjson.loads(wire["listing"])["texts"].values()
    parts = ("\n".join(one[name] for one in texts) for name in ("title", "summary", "description"))
    times = (wire["begins"], wire["ends"])
    terms = (wire[name] for name in WORD_PARTS)
    return (number, wire["listing_id"], wire["kind"], *times, *parts, *terms, wire["card"])


def _places(number: int, wires: Iterable[Wire]) -> Iterator[tuple[object, ...]]:
    for wire in wires:
        if point := wire.get("_geo"):
            x, y = TO_METRES.transform(point["lng"], point["lat"])
            yield (number, wire["begins"], wire["ends"], x, y)
