"""Sends documents to the engine in batches and reads what became of each.

A task of the engine is all or nothing, and one bad document fails what is batched with it: a
failed batch is therefore sent again in halves down to single listings, and what fails alone is
rejected.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import meilisearch
import orjson

from indexers.document import Document, tombstone
from indexers.location_rows import LocationRow, row_of
from indexers.sources.source import Rejected
from indexers.staging import POLL_MS, TASK_TIMEOUT_MS, BuildError, reason_of

BATCH_DOCUMENTS = 2000
BATCH_BYTES = 20_000_000  # a fifth of the engine's payload limit
TASKS_WAITING = 4  # keeps the engine busy while the next batch is made; bounds the memory


class Group(NamedTuple):
    """The documents of one listing on their way: they are taken or refused together."""

    listing: str
    lines: list[bytes]  # JSON
    rows: list[LocationRow]  # of the lines that are no tombstones
    terms: tuple[str, ...]


class Sender:
    """Fills one index; counts the documents that it took, and the listings of each of its terms."""

    def __init__(self, client: meilisearch.Client, index: str) -> None:
        self.rows: list[LocationRow] = []  # of the documents that it took
        self.frequency: Counter[str] = Counter()
        self._client = client
        self._index = client.index(index)
        self._batch: list[Group] = []
        self._size = 0
        self._waiting: deque[tuple[int, list[Group]]] = deque()

    @property
    def documents(self) -> int:
        """How many documents it took."""
        return len(self.rows)

    def add(
        self, listing_id: str, documents: Sequence[Document], tombstones: Iterable[str] = ()
    ) -> Iterator[Rejected]:
        """Send the documents of one listing sooner or later; gives listings refused meanwhile.

        `tombstones` are ids of documents that no search is to meet from the same moment on.
        """
        lines = [orjson.dumps(document.wire()) for document in documents]
        lines += [orjson.dumps(tombstone(one)) for one in tombstones]
        terms = documents[0].terms if documents else ()
        rows = [row_of(document) for document in documents]
        self._batch.append(Group(listing_id, lines, rows, terms))
        self._size += sum(map(len, lines))
        if self._size >= BATCH_BYTES or len(self._batch) >= BATCH_DOCUMENTS:
            self._send()
        while len(self._waiting) > TASKS_WAITING:
            yield from self._settle()

    def finish(self) -> Iterator[Rejected]:
        """Send the rest and wait for everything; gives the listings that were refused."""
        self._send()
        while self._waiting:
            yield from self._settle()

    def _send(self) -> None:
        if self._batch:
            self._waiting.append((self._post(self._batch), self._batch))
            self._batch, self._size = [], 0

    def _post(self, groups: list[Group]) -> int:
        body = b"\n".join(line for group in groups for line in group.lines)
        return self._index.add_documents_ndjson(body).task_uid

    def _settle(self) -> Iterator[Rejected]:
        task, groups = self._waiting.popleft()
        failure = self._failure(task)
        if failure is None:
            self._count(groups)
        elif len(groups) == 1:
            yield Rejected(id=groups[0].listing, reason=f"the engine refused it: {failure}")
        else:
            # Each half is awaited: tasks that wait together would fail together again.
            middle = len(groups) // 2
            for half in (groups[:middle], groups[middle:]):
                self._waiting.appendleft((self._post(half), half))
                yield from self._settle()

    def _count(self, groups: list[Group]) -> None:
        for group in groups:
            self.rows += group.rows
            self.frequency.update(group.terms)

    def _failure(self, task: int) -> str | None:
        done = self._client.wait_for_task(task, TASK_TIMEOUT_MS, POLL_MS)
        if done.status == "succeeded":
            return None
        if done.status == "canceled":
            raise BuildError("The engine's task was cancelled, perhaps by another build.")
        if (done.error or {}).get("type") != "invalid_request":
            raise BuildError(f"The engine failed at {done.type}: {reason_of(done.error)}")
        return reason_of(done.error)
