"""What a rebuild and an amendment of the live index share: their means, and what they leave."""

import secrets
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

import meilisearch
import orjson

from indexers.building.sending import BATCH_BYTES
from indexers.duplicates.grouping import Link
from indexers.duplicates.vetoes import Veto
from indexers.index.companion import BuildFacts, Freshness, table_documents
from indexers.index.document_rows import DocumentRow
from indexers.index.staging import Staging
from indexers.index.terms import TermMaker
from indexers.sources.source import Rejected
from indexers.store.database import Store
from indexers.store.origins import source_facts
from indexers.value import Value

BATCH = 1000  # documents of the companion in one task
# How long a build is announced before it is live, where nobody says: the API looks every two
# seconds, and took 3 to 4 s to read the tables of 100,000 documents on a machine that was busy.
NOTICE_S, READ_PER_S = 3.0, 10_000


class Progress(Protocol):
    """Told how far a run is."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` at a stage; None when the total is not known yet."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """With what a run changes the index."""

    client: meilisearch.Client
    store: Store
    terms: TermMaker
    now: datetime
    progress: Progress
    vetoes: Mapping[Link, Veto] = field(default_factory=dict)  # pairs that are not to be merged
    others: tuple[meilisearch.Client, ...] = ()  # engines that are to hold the same
    notice_s: float | None = 0.0  # see `give_notice`; None: as long as the tables ask for


class Published(Value):
    """How the live index came to be as it is."""

    build: str
    built_at: datetime  # when the listings last changed
    way: Literal["rebuilt", "amended", "unchanged"]
    listings: int
    documents: int
    sent: int = 0  # listings that were sent in this run
    removed: int = 0  # listings that were taken away
    refused: tuple[Rejected, ...] = ()  # by the engine, in this run and before
    number: int = 0  # of the build, counted
    tables: tuple[str, ...] = ()  # in the companion
    left_out: tuple[str, ...] = ()  # engines that could not be brought to this state, and why


def new_build_id(now: datetime) -> str:
    """A name for the state of the index after a run; caches are keyed by it."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def facts_of(means: Means, published: Published) -> BuildFacts:
    """The facts of a build."""
    return BuildFacts(
        build=published.build,
        built_at=published.built_at.isoformat(),
        listings=published.listings,
        documents=published.documents,
        sources=tuple(_freshness(means.store)),
        thesaurus=means.terms.thesaurus,
        number=published.number,
        tables=published.tables,
    )


def give_notice(means: Means, documents: int) -> None:
    """Wait until those who search have read the tables of so many documents, which are announced.

    Who has not, reads them when the build is live, and its searches wait for that.
    """
    if means.notice_s is None:
        time.sleep(NOTICE_S + documents / READ_PER_S)
    else:
        time.sleep(means.notice_s)


def send_tables(
    staging: Staging,
    name: str,
    frequency: Mapping[str, int],
    rows: Iterable[DocumentRow],
    held: Collection[str] = (),
) -> tuple[str, ...]:
    """Send the tables that a companion does not hold yet; their ids. Raises BuildError."""
    ids = list[str]()

    def missing() -> Iterator[dict[str, Any]]:
        for table in table_documents(frequency, rows):
            ids.append(table["id"])
            if table["id"] not in held:
                yield table

    send_small(staging, name, missing())
    return tuple(ids)


def send_small(staging: Staging, name: str, documents: Iterable[dict[str, Any]]) -> None:
    """Send documents in batches of which the engine takes each. Raises BuildError."""
    index = staging.client.index(name)
    for batch in _of_size(map(orjson.dumps, documents)):
        staging.finish(index.add_documents_ndjson(b"\n".join(batch)).task_uid)


def _of_size(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines in batches of which the engine takes each: a bucket may be some megabytes."""
    batch, size = list[bytes](), 0
    for line in lines:
        if batch and (size + len(line) > BATCH_BYTES or len(batch) == BATCH):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line)
    if batch:
        yield batch


def _freshness(store: Store) -> Iterator[Freshness]:
    for one in source_facts(store):
        yield Freshness(
            source=one.source,
            records=one.records,
            read_at=one.read_at,
            failed=one.failure is not None,
        )
