"""The origins of the store: which there are, how far a reading of each is, how the last went."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from indexers.sources.registry import Origin
from indexers.store.database import Store
from indexers.value import Value

RESUMED_WITHIN = timedelta(hours=24)  # an older interrupted reading starts again: pages have moved

Way = Literal["whole", "changes"]


class Standing(NamedTuple):
    """One origin as the store knows it."""

    number: int
    origin: Origin
    read_at: datetime | None  # the beginning of the last reading that succeeded
    whole_at: datetime | None
    failure: str | None
    records: int


class SourceFacts(Value):
    """How the last reading of one origin went, as reports and the index tell it."""

    source: str
    location: str
    records: int
    read_at: str | None  # ISO time of the last reading that succeeded
    failure: str | None


class Resume(NamedTuple):
    """Where a reading goes on: the cursor of its last page, and how many records came so far."""

    cursor: str = ""
    position: int = 0


def set_origins(store: Store, origins: Sequence[Origin]) -> list[Standing]:
    """Make these the origins, in this order; what came from others is forgotten."""
    with store.changing():
        for rank, origin in enumerate(origins):
            store.do(
                "INSERT INTO origin (source, location, rank) VALUES (?, ?, ?) "
                "ON CONFLICT (source, location) DO UPDATE SET rank = excluded.rank",
                *(origin.source, origin.location, rank),
            )
        named = {(origin.source, origin.location) for origin in origins}
        for standing in standings(store):
            if (standing.origin.source, standing.origin.location) not in named:
                for table in ("record", "incoming"):
                    store.do(f"DELETE FROM {table} WHERE origin = ?", standing.number)
                store.do("DELETE FROM origin WHERE id = ?", standing.number)
    return standings(store)


def standings(store: Store) -> list[Standing]:
    """All origins in their order."""
    query = (
        "SELECT id, source, location, read_at, whole_at, failure, "
        "(SELECT count(*) FROM record WHERE origin = origin.id) FROM origin ORDER BY rank"
    )
    return [
        Standing(
            number,
            Origin(source=source, location=location),
            _moment(read_at),
            _moment(whole_at),
            *told,
        )
        for number, source, location, read_at, whole_at, *told in store.rows(query)
    ]


def source_facts(store: Store) -> list[SourceFacts]:
    """The origins in their order, as they are told."""
    return [
        SourceFacts(
            source=one.origin.source,
            location=one.origin.location,
            records=one.records,
            read_at=one.read_at.isoformat() if one.read_at else None,
            failure=one.failure,
        )
        for one in standings(store)
    ]


def begin(store: Store, number: int, way: Way, now: datetime) -> Resume:
    """Begin a reading, or take up the same one where it was interrupted."""
    found = store.row("SELECT reading, began, cursor, position FROM origin WHERE id = ?", number)
    assert found is not None
    reading, began, cursor, position = found
    moment = _moment(began)
    goes_on = reading == way == "whole" and cursor  # a list of changes has no pages to go on from
    if goes_on and moment and now - moment < RESUMED_WITHIN:
        return Resume(cursor, position)
    with store.changing():
        store.do("DELETE FROM incoming WHERE origin = ?", number)
        store.do(
            "UPDATE origin SET reading = ?, began = ?, cursor = '', position = 0 WHERE id = ?",
            *(way, now.isoformat(), number),
        )
    return Resume()


def fail(store: Store, number: int, failure: str) -> None:
    """Note why a reading failed; what it has read so far waits for the next attempt."""
    store.do("UPDATE origin SET failure = ? WHERE id = ?", failure, number)


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
