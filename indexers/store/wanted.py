"""What the index should hold at a moment, and how that differs from what was sent to it.

A listing is wanted when its record is one, its time is not over and it is not merged into another.
Outcomes tell, for the ids that are not in the index, what became of them.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from indexers.duplicates.grouping import Link, groups
from indexers.duplicates.merging import merged
from indexers.listing import Listing
from indexers.sources.source import Rejected
from indexers.store.database import Store
from indexers.store.matching import match_duplicates, pairs
from indexers.store.row import digest_of, listing_of

OVER = "its time is over"
TABLES = {
    "wanted": "id TEXT PRIMARY KEY, digest BLOB",
    "merged": "id TEXT PRIMARY KEY, into_id TEXT, reason TEXT",
    "outcome": "id TEXT PRIMARY KEY, outcome TEXT, reason TEXT, into_id TEXT",
}
# Ids without a native id (source:#17) are left out: nobody can ask for them.
OUTCOMES = f"""
INSERT OR IGNORE INTO outcome
    SELECT id, 'expired', '{OVER}', NULL FROM listing WHERE ends <= ?
    UNION ALL SELECT id, 'merged', reason, into_id FROM merged
    UNION ALL SELECT id, 'rejected', min(reason), NULL FROM record
        WHERE state = 'rejected' AND id NOT LIKE '%#%' AND id NOT IN (SELECT id FROM listing)
        GROUP BY id
"""


class Outcome(NamedTuple):
    """Why an id that a source gave is not in the index."""

    id: str
    outcome: str  # rejected, expired, merged
    reason: str
    into: str | None  # the listing that holds what it told, when it was merged


class Wanted:
    """The wanted listings of one moment, and the outcomes of the others."""

    def __init__(self, store: Store, now: datetime, vetoes: Collection[Link] = frozenset()) -> None:
        """What is wanted now; `vetoes` are pairs of ids that are not to be made one."""
        self._store = store
        self._now = now.timestamp()
        self._members: dict[str, tuple[str, ...]] = {}  # survivor -> all that are made one with it
        for name, columns in TABLES.items():
            store.do(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns}) WITHOUT ROWID")
            store.do(f"DELETE FROM {name}")
        store.do(
            "INSERT INTO wanted SELECT id, digest FROM listing WHERE ends IS NULL OR ends > ?",
            self._now,
        )
        match_duplicates(store)
        self._merge(vetoes)

    def count(self) -> int:
        """How many listings are wanted."""
        return self._number("SELECT count(*) FROM wanted")

    def ids(self) -> Iterator[str]:
        """Every wanted listing, in order."""
        return self._texts("SELECT id FROM wanted ORDER BY id")

    def new_ids(self) -> list[str]:
        """Wanted listings that were never sent, or not as they are now."""
        return list(
            self._texts("SELECT id FROM (SELECT * FROM wanted EXCEPT SELECT id, digest FROM sent)")
        )

    def stale_ids(self) -> list[str]:
        """Listings that were sent and are no longer wanted."""
        return list(self._texts("SELECT id FROM sent WHERE id NOT IN (SELECT id FROM wanted)"))

    def listing(self, listing_id: str) -> Listing:
        """A wanted listing, merged with those that tell of the same activity."""
        members = self._members.get(listing_id, (listing_id,))
        return merged([self._stored(one) for one in members]).listing

    def settle(self, refused: Iterable[Rejected]) -> None:
        """Collect what became of every other id, now that the engine has taken what it takes."""
        self._store.do("DELETE FROM outcome")
        self._store.do(OUTCOMES, self._now)
        self._store.do_many(
            "INSERT INTO outcome VALUES (?, 'rejected', ?, NULL)",
            ((one.id, one.reason) for one in refused),
        )

    def outcomes(self, *, new_only: bool = False) -> Iterator[Outcome]:
        """What became of the others; or only what the live index does not tell yet."""
        query = "SELECT * FROM outcome" + (" EXCEPT SELECT * FROM told" if new_only else "")
        return (Outcome(*row) for row in self._store.rows(query))

    def stale_outcomes(self) -> list[str]:
        """Ids whose outcome the live index tells although they have none any more."""
        return list(self._texts("SELECT id FROM told WHERE id NOT IN (SELECT id FROM outcome)"))

    def _merge(self, vetoes: Collection[Link]) -> None:
        """Leave one listing of those that tell of one thing; its digest is that of all of them."""
        present = "(SELECT id FROM wanted)"
        found = dict(pairs(self._store, f"one IN {present} AND other IN {present}"))
        for group in groups(found, vetoes):
            survivor, *others = group
            digests = [self._digest(one) for one in group]
            self._members[survivor] = group
            update = "UPDATE wanted SET digest = ? WHERE id = ?"
            self._store.do(update, digest_of(*digests), survivor)
            for other in others:
                reason = next(
                    reasons for pair, reasons in found.items() if {*pair[:2]} == {survivor, other}
                )
                self._store.do("DELETE FROM wanted WHERE id = ?", other)
                self._store.do("INSERT INTO merged VALUES (?, ?, ?)", other, survivor, reason)

    def _stored(self, listing_id: str) -> Listing:
        found = self._store.row("SELECT body FROM listing WHERE id = ?", listing_id)
        assert found is not None
        return listing_of(found[0])

    def _digest(self, listing_id: str) -> bytes:
        found = self._store.row("SELECT digest FROM wanted WHERE id = ?", listing_id)
        assert found is not None
        return bytes(found[0])

    def _number(self, query: str) -> int:
        [number] = self._store.row(query) or (0,)
        return int(number)

    def _texts(self, query: str) -> Iterator[str]:
        return (text for (text,) in self._store.rows(query))
