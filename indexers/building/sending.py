"""Sends documents to the engine in batches and reads what became of each.

A task of the engine is all or nothing, and one bad document fails what is batched with it: a
failed batch is therefore sent again in halves down to single listings, and what fails alone is
rejected.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import meilisearch
import orjson

from indexers.index.document import Document
from indexers.index.document_rows import DocumentRow, row_of
from indexers.index.staging import POLL_MS, TASK_TIMEOUT_MS, BuildError, reason_of
from indexers.sources.source import Rejected

BATCH_DOCUMENTS = 2000
BATCH_BYTES = 20_000_000  # a fifth of the engine's payload limit
TASKS_WAITING = 4  # keeps the engine busy while the next batch is made; bounds the memory


class Group(NamedTuple):
    """The documents of one listing on their way: they are taken or refused together."""

    listing: str
    lines: list[bytes]  # JSON
    rows: list[DocumentRow]
    terms: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes on the way."""
        return sum(map(len, self.lines))


def group_of(listing_id: str, documents: Sequence[Document]) -> Group:
    """The documents of one listing, ready to send."""
    lines = [orjson.dumps(document.wire()) for document in documents]
    rows = [row_of(document) for document in documents]
    return Group(listing_id, lines, rows, documents[0].terms if documents else ())


class Sender:
    """Fills one index; counts the documents that it took, and the listings of each of its terms."""

    def __init__(self, client: meilisearch.Client, index: str) -> None:
        self.rows: list[DocumentRow] = []  # of the documents that it took
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

    def add(self, listing_id: str, documents: Sequence[Document]) -> Iterator[Rejected]:
        """Send the documents of one listing sooner or later; gives listings refused meanwhile."""
        yield from self.add_group(group_of(listing_id, documents))

    def add_group(self, group: Group) -> Iterator[Rejected]:
        """The same of what is ready to send."""
        self._batch.append(group)
        self._size += group.size
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
