"""The file behind the store: SQLite tables of origins, their records, and what was sent on.

With it a source that fails keeps its listings, an interrupted reading goes on from its last page,
and an update touches only what changed. Losing it costs one full build and nothing else.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

FILE_NAME = "listings.sqlite"
VERSION = 1  # of the tables; a file of another version is made anew

RECORD_COLUMNS = """
    origin INTEGER NOT NULL,
    key TEXT NOT NULL,      -- the id of a listing; of a rejected record what tells it from others
    id TEXT NOT NULL,       -- source:native-id
    state TEXT NOT NULL,    -- listing or rejected; among incoming ones also same and gone
    reason TEXT,            -- why it is no listing, else null
    raw BLOB,               -- fingerprint of the record as it came, to see whether it changed
    body BLOB,              -- the enriched listing as JSON
    digest BLOB,            -- fingerprint of body
    ends REAL,              -- epoch seconds when its time is over; null: never
    notes TEXT,             -- JSON for reports; null: nothing to say
    features TEXT,          -- JSON, what the listing is compared by (indexers/duplicates)
    PRIMARY KEY (origin, key)
"""
TABLES = f"""
CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    location TEXT NOT NULL,
    rank INTEGER NOT NULL,   -- order of the command; of two listings with one id the first stays
    read_at TEXT,            -- when it was last read with success
    whole_at TEXT,           -- when it was last read whole
    failure TEXT,            -- why the last reading failed, else null
    reading TEXT,            -- "whole" or "changes" while a reading goes on
    began TEXT,              -- when that reading began
    cursor TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, location)
);
CREATE TABLE record ({RECORD_COLUMNS}) WITHOUT ROWID;
CREATE INDEX record_by_id ON record (id);
CREATE INDEX record_by_raw ON record (raw, origin);
CREATE TABLE incoming ({RECORD_COLUMNS}) WITHOUT ROWID;
CREATE INDEX incoming_by_id ON incoming (id);
CREATE TABLE unmatched (id TEXT PRIMARY KEY) WITHOUT ROWID; -- changed since pairs were looked for
CREATE TRIGGER record_came AFTER INSERT ON record WHEN NEW.state = 'listing'
    BEGIN INSERT OR IGNORE INTO unmatched VALUES (NEW.id); END;
CREATE TRIGGER record_went AFTER DELETE ON record WHEN OLD.state = 'listing'
    BEGIN INSERT OR IGNORE INTO unmatched VALUES (OLD.id); END;
CREATE TABLE block (key TEXT, id TEXT, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE INDEX block_by_id ON block (id);
CREATE TABLE pair (          -- listings that tell of one thing, the smaller id first
    one TEXT,
    other TEXT,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX pair_by_other ON pair (other);
CREATE TABLE sent (          -- the listings of the live index
    id TEXT PRIMARY KEY,
    digest BLOB NOT NULL,
    refused TEXT             -- the engine's reason when it would not take the listing
) WITHOUT ROWID;
CREATE TABLE told (          -- the outcomes that the live index tells
    id TEXT PRIMARY KEY,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    into_id TEXT
) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- Of two records with the same id, the one whose origin stands first is the listing.
CREATE VIEW listing AS
    SELECT record.* FROM record JOIN origin ON origin.id = record.origin
    WHERE state = 'listing' AND NOT EXISTS (
        SELECT 1 FROM record AS other JOIN origin AS earlier ON earlier.id = other.origin
        WHERE other.id = record.id AND other.state = 'listing' AND earlier.rank < origin.rank
    );
"""


class Store:
    """An open store. Without a path it lives in memory, for one build."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._connection = self._open()
        if self._version() != VERSION:
            self._make_anew()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All changes of the block at once, or none."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def do(self, statement: str, *values: Any) -> int:
        """One statement; the number of rows it changed."""
        return self._connection.execute(statement, values).rowcount

    def do_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """One statement for each row of values."""
        self._connection.executemany(statement, rows)

    def rows(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, read as they are asked for."""
        return iter(self._connection.execute(query, values))

    def row(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row of a query."""
        return next(self.rows(query, *values), None)

    def fact(self, name: str) -> str:
        """A remembered text; empty when there is none."""
        found = self.row("SELECT value FROM fact WHERE name = ?", name)
        return str(found[0]) if found else ""

    def remember(self, name: str, value: str) -> None:
        """Remember a text under a name."""
        self.do("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, value)

    def _open(self) -> sqlite3.Connection:
        # isolation_level None: transactions are those of `changing` and no others.
        connection = sqlite3.connect(self._path or ":memory:", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _make_anew(self) -> None:
        if self._path and self._version():
            self.close()
            self._path.unlink()
            self._connection = self._open()
        self._connection.executescript(TABLES)
        self._connection.execute(f"PRAGMA user_version = {VERSION}")
