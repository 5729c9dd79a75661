"""Where each document lies, what ranks it and what is shown of it, as the companion index carries
it: documents in, packed rows out.

The API keeps them in memory, so that circles and drawn areas are exact on the ellipsoid, the
nearest place of a listing is known, and listings are ranked and shown without asking the engine for
more than their ids.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from indexers.index.calendar import NEVER
from indexers.index.document import Document
from indexers.index.packing import WORD_PARTS, packed_card
from indexers.index.term_codes import packed_codes
from synonyms.tokens import fold

KIND = "locations"  # in the index; another word would hide rows of a live build from a newer API
# Rows lie in buckets by a checksum, so that an update sends only the buckets that changed.
BUCKETS = 64


# What preferences of a search are judged by, and whether a listing lies in a named area.
TRAITS = (
    *("kind", "price", "channels", "accessibility", "service_languages"),
    *("municipalities", "regions", "wellbeing_counties"),
    *("age_known", "age1_min", "age1_max", "age2_min", "age2_max", "age3_min", "age3_max"),
)


class DocumentRow(NamedTuple):
    """One document of a build. Without a point `lat` and `lon` are None and `cell` is empty."""

    id: str
    lat: float | None
    lon: float | None
    cell: str  # x_y of the finest level
    anywhere: bool
    precision: str = "none"
    next_start: int | None = None  # epoch seconds
    words: str = ""  # of the listing, on its first document: see term_codes
    title: int = 0  # `name_code` of the listing's title, and of its organisation's name
    organisation: int = 0
    begins: float = 0  # epoch seconds: shown from then on, and until `ends`
    ends: float = NEVER
    card: str = ""  # what is shown of the listing, on its first document: see packing
    traits: str = "{}"  # JSON of the attributes in TRAITS


def row_of(document: Document) -> DocumentRow:
    """The row of a document."""
    point = document.geo or {}
    organisation = (document.organisation_name or "").partition("|")[2]
    return DocumentRow(
        id=document.id,
        lat=point.get("lat"),
        lon=point.get("lng"),
        cell=document.cell_18 or "",
        anywhere=document.anywhere,
        precision=document.precision,
        next_start=document.next_start,
        words=packed_codes(getattr(document, name) for name in WORD_PARTS)
        if document.first
        else "",
        title=name_code(document.name),
        organisation=name_code(organisation),
        begins=document.begins,
        ends=document.ends,
        card=packed_card(document.card) if document.first else "",
        traits=traits_of(document.model_dump(include={*TRAITS}, exclude_none=True)),
    )


def traits_of(document: Mapping[str, Any]) -> str:
    """The traits of a document as one text; listings that differ in none have the same."""
    return orjson.dumps({name: document[name] for name in TRAITS if name in document}).decode()


def name_code(name: str) -> int:
    """A checksum of a name however it is capitalised; 0 of none."""
    return zlib.crc32(fold(name.strip()).encode())


def row_documents(rows: Iterable[DocumentRow]) -> Iterator[dict[str, Any]]:
    """The buckets of all rows, as documents of the companion index."""
    buckets: dict[int, list[tuple[object, ...]]] = {number: [] for number in range(BUCKETS)}
    for row in sorted(rows):
        buckets[zlib.crc32(row.id.encode()) % BUCKETS].append(tuple(row))
    for number, held in buckets.items():
        yield {"id": f"{KIND}-{number}", "kind": KIND, "rows": orjson.dumps(held).decode()}


def rows_in(buckets: Iterable[Mapping[str, Any]]) -> Iterator[DocumentRow]:
    """The rows of buckets, which may be in any order."""
    for bucket in buckets:
        for row in orjson.loads(bucket["rows"]):
            yield DocumentRow(*row)
