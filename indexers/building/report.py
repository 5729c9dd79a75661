"""What became of every record of a run's origins: counted, listed and explained."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import orjson
from pydantic import Field

from indexers.building.publication import Published
from indexers.duplicates.grouping import Link
from indexers.duplicates.vetoes import Veto, unknown_ids
from indexers.sources.source import Rejected
from indexers.store.database import Store
from indexers.store.intake import TWICE
from indexers.store.origins import SourceFacts, source_facts
from indexers.value import Value

PLACES = ("without_place", "coarse_place", "postcode_place")


class Note(Value):
    """Something said about one listing."""

    id: str
    notes: tuple[str, ...]


class Merged(Value):
    """A listing that tells of the same activity as another one, and is shown as that one."""

    id: str
    into: str
    reason: str


class Report(Value):
    """The outcome of a run. read = indexed + rejected + expired + merged, in listings."""

    build: str
    way: Literal["rebuilt", "amended", "unchanged"] = Field(description="how the index changed")
    read: int = Field(description="records of all origins, whether they came in this run or before")
    fetched: int = Field(description="records that came in this run")
    indexed: int
    documents: int
    sent: int = Field(description="listings that were sent to the engine in this run")
    removed: int = Field(description="listings that were taken out of the index in this run")
    rejected: tuple[Rejected, ...]
    expired: tuple[str, ...] = Field(description="ids of listings whose time is over")
    merged: tuple[Merged, ...]
    repaired: tuple[Note, ...]
    unmapped: dict[str, int] = Field(description='unknown codes, "field:code" -> listings')
    without_place: tuple[str, ...] = Field(description="ids that take place somewhere untold")
    coarse_place: tuple[str, ...] = Field(description="ids known to a municipality only")
    postcode_place: tuple[str, ...] = Field(description="ids known to a postal code only")
    sources: tuple[SourceFacts, ...]
    warnings: tuple[str, ...]


def report_of(
    store: Store, published: Published, fetched: int, vetoes: Mapping[Link, Veto] | None = None
) -> Report:
    """The report of a store whose outcomes are settled (store/wanted.py)."""
    sources = source_facts(store)
    told = {name: [*_outcomes(store, name)] for name in ("expired", "merged")}
    return Report(
        build=published.build,
        way=published.way,
        read=sum(one.records for one in sources),
        fetched=fetched,
        indexed=published.listings,
        documents=published.documents,
        sent=published.sent,
        removed=published.removed,
        rejected=(*_rejected(store), *published.refused),
        expired=tuple(id_ for id_, _, _ in told["expired"]),
        merged=tuple(
            Merged(id=id_, into=into, reason=reason) for id_, reason, into in told["merged"]
        ),
        **_noted(store),
        sources=tuple(sources),
        warnings=(*_warnings(published, sources), *unknown_ids(vetoes or {}, _is_known(store))),
    )


def _is_known(store: Store) -> Callable[[str], bool]:
    return lambda id_: store.row("SELECT 1 FROM listing WHERE id = ?", id_) is not None


def _outcomes(store: Store, name: str) -> Iterator[tuple[str, str, str]]:
    query = "SELECT id, reason, into_id FROM outcome WHERE outcome = ? ORDER BY id"
    return ((id_, reason, into) for id_, reason, into in store.rows(query, name))


def _rejected(store: Store) -> Iterator[Rejected]:
    query = """
        SELECT id, reason FROM record WHERE state = 'rejected'
        UNION ALL SELECT id, ? FROM record WHERE state = 'listing' AND NOT EXISTS (
            SELECT 1 FROM listing WHERE listing.id = record.id AND listing.origin = record.origin)
    """
    return (Rejected(id=id_, reason=reason) for id_, reason in store.rows(query, TWICE))


def _noted(store: Store) -> dict[str, object]:
    repaired, unmapped = list[Note](), Counter[str]()
    places: dict[str, list[str]] = {name: [] for name in PLACES}
    query = "SELECT id, notes FROM listing JOIN wanted USING (id) WHERE notes IS NOT NULL"
    for id_, text in store.rows(query):
        notes = orjson.loads(text)
        if repairs := notes.get("repairs"):
            repaired.append(Note(id=id_, notes=tuple(repairs)))
        unmapped.update(notes.get("unmapped", ()))
        for name, ids in places.items():
            if notes.get(name):
                ids.append(id_)
    return {"repaired": tuple(repaired), "unmapped": dict(unmapped.most_common()), **places}


def _warnings(published: Published, sources: Sequence[SourceFacts]) -> Iterator[str]:
    yield from published.left_out
    for one in sources:
        if one.failure:
            kept = f"its {one.records} records of {one.read_at} stay"
            yield f"{one.source}={one.location} could not be read, {kept}: {one.failure}"
    if not published.listings and any(one.records for one in sources):
        yield "Every listing was rejected or is over: see the reasons."
