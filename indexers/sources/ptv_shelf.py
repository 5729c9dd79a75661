"""Channels, organisations and descriptions of PTV kept aside while services are read.

They are found again by their ids. They lie in a temporary file that SQLite deletes by itself, so
that memory does not grow with them: all of PTV is more than a gigabyte.
"""

import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import orjson

Thing = dict[str, object]
# Lists of the other side of every connection: long, and not read from there.
NOT_KEPT = {"services", "subOrganizations", "electronicInvoicings"}


class Shelf:
    """Things by kind and id, in the order they came; the first of an id stays."""

    def __init__(self) -> None:
        # One reader at a time, but not always in the thread that began.
        self._db = sqlite3.connect("", check_same_thread=False)
        self._db.execute(
            "CREATE TABLE things (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, body BLOB, "
            "used INTEGER DEFAULT 0, UNIQUE (kind, id))"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def put(self, kind: str, thing: object, id_: str | None = None) -> None:
        """Keep a thing; without an id it can only be met in turn."""
        if isinstance(thing, dict):
            thing = {name: value for name, value in thing.items() if name not in NOT_KEPT}
        self._db.execute(
            "INSERT OR IGNORE INTO things (kind, id, body) VALUES (?, ?, ?)",
            (kind, id_, orjson.dumps(thing)),
        )

    def has(self, kind: str, id_: str) -> bool:
        """Whether a thing is kept."""
        return self._row("SELECT 1 FROM things WHERE kind = ? AND id = ?", kind, id_) is not None

    def take(self, kind: str, id_: str) -> Thing | None:
        """A thing, from now on counted as used; None when it is not kept."""
        row = self._row("SELECT body FROM things WHERE kind = ? AND id = ?", kind, id_)
        if row is None:
            return None
        self._db.execute("UPDATE things SET used = 1 WHERE kind = ? AND id = ?", (kind, id_))
        thing: Thing = orjson.loads(row[0])
        return thing

    def all(self, kind: str) -> Iterator[object]:
        """Things of a kind in turn."""
        return self._bodies("SELECT body FROM things WHERE kind = ? ORDER BY number", kind)

    def unused(self, kind: str) -> Iterator[object]:
        """Things of a kind that nothing took, in turn."""
        return self._bodies(
            "SELECT body FROM things WHERE kind = ? AND used = 0 ORDER BY number", kind
        )

    def _row(self, query: str, *values: str) -> tuple[bytes] | None:
        row: tuple[bytes] | None = self._db.execute(query, values).fetchone()
        return row

    def _bodies(self, query: str, kind: str) -> Iterator[object]:
        for (body,) in self._db.execute(query, (kind,)):
            yield orjson.loads(body)
