"""Pages of one origin in; when the last has come, all of them take the place of what was there.

Until then nothing that is kept changes, so a source that fails on the way keeps its listings.
"""

from collections.abc import Iterable
from typing import NamedTuple

from indexers.listing import Listing
from indexers.sources.source import Gone, Rejected, SourceError
from indexers.store.database import Store
from indexers.store.row import Row, row_of

TWICE = "id: the same id came twice; the first one was kept"
# A source with less than this share of the listings it had is not believed without --accept.
LEAST_SHARE = 0.5
COLUMNS = f"origin, {', '.join(Row._fields)}"


class Unchanged(NamedTuple):
    """A record that came as it did the last time; its listing is there already."""

    id: str


class Came(NamedTuple):
    """One record: its position among all of its origin, what became of it, its fingerprint."""

    position: int
    outcome: Listing | Rejected | Gone | Unchanged
    raw: bytes | None


class Taken(NamedTuple):
    """A page of them, and where reading goes on after it."""

    records: Iterable[Came]
    cursor: str
    position: int  # of the last record


class Intake:
    """The reading of one origin (its number in the store)."""

    def __init__(self, store: Store, number: int) -> None:
        self._store = store
        self._number = number

    def known(self, raw: bytes | None) -> Unchanged | None:
        """The listing that the same record made the last time."""
        # Without the name of the index the planner goes through all records of the origin.
        query = "SELECT id FROM record INDEXED BY record_by_raw WHERE raw = ? AND origin = ?"
        found = self._store.row(query, raw, self._number)
        return Unchanged(found[0]) if found else None

    def take(self, page: Taken) -> None:
        """Keep a page of a reading of everything, in one step with its cursor."""
        with self._store.changing():
            for came in page.records:
                self._add(came)
            self._advance(page)

    def take_changes(self, page: Taken) -> None:
        """Keep a page of changes: of two with the same id the later one counts."""
        with self._store.changing():
            for came in page.records:
                self._insert("REPLACE", _row(came, came.outcome.id))
            self._advance(page)

    def finish(self, *, accept: bool) -> None:
        """Put everything that came in the place of what was there.

        Raises SourceError when that would lose too many listings.
        """
        store, number = self._store, self._number
        before = self._count("record", "state = 'listing'")
        after = self._count("incoming", "state IN ('listing', 'same')")
        if after < before * LEAST_SHARE and not accept:
            with store.changing():
                store.do("DELETE FROM incoming WHERE origin = ?", number)
                self._close()
            raise SourceError(
                f"{after} listings came where there were {before}, so they are not believed. "
                "If that is right, run again with --accept."
            )
        with store.changing():
            store.do(
                "DELETE FROM record WHERE origin = ? AND key NOT IN "
                "(SELECT key FROM incoming WHERE origin = ?)",
                *(number, number),
            )
            self._promote()
            self._close("whole_at = began, read_at = began, failure = NULL, ")

    def finish_changes(self) -> None:
        """Put what changed in the place of the records with the same ids."""
        store, number = self._store, self._number
        with store.changing():
            store.do(
                "DELETE FROM record WHERE origin = ? AND id IN "
                "(SELECT id FROM incoming WHERE origin = ?)",
                *(number, number),
            )
            self._promote()
            self._close("read_at = began, failure = NULL, ")

    def _add(self, came: Came) -> None:
        outcome = came.outcome
        if isinstance(outcome, Listing | Unchanged):
            if self._insert("IGNORE", _row(came, outcome.id)):
                return
            outcome = Rejected(id=outcome.id, reason=TWICE)
        rejected = Rejected(id=outcome.id, reason=outcome.reason)
        key = f"{outcome.id}#{came.position}"
        self._insert("REPLACE", row_of(rejected, key, None))

    def _insert(self, conflict: str, row: Row) -> int:
        values = ", ".join("?" * (len(row) + 1))
        statement = f"INSERT OR {conflict} INTO incoming ({COLUMNS}) VALUES ({values})"
        return self._store.do(statement, self._number, *row)

    def _advance(self, page: Taken) -> None:
        self._store.do(
            "UPDATE origin SET cursor = ?, position = ? WHERE id = ?",
            *(page.cursor, page.position, self._number),
        )

    def _promote(self) -> None:
        self._store.do(
            f"INSERT OR REPLACE INTO record ({COLUMNS}) SELECT {COLUMNS} FROM incoming "
            "WHERE origin = ? AND state NOT IN ('same', 'gone')",
            self._number,
        )
        self._store.do("DELETE FROM incoming WHERE origin = ?", self._number)

    def _close(self, succeeded: str = "") -> None:
        self._store.do(
            f"UPDATE origin SET {succeeded}reading = NULL, cursor = '', position = 0 WHERE id = ?",
            self._number,
        )

    def _count(self, table: str, condition: str) -> int:
        query = f"SELECT count(*) FROM {table} WHERE origin = ? AND {condition}"
        [number] = self._store.row(query, self._number) or (0,)
        return int(number)


def _row(came: Came, key: str) -> Row:
    if isinstance(came.outcome, Unchanged):
        return Row(key, came.outcome.id, "same")
    return row_of(came.outcome, key, came.raw)
