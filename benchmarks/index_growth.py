"""What the terms add to an index: one form of the documents into an empty engine, size and time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import meilisearch

from benchmarks.many_listings import Corpus, lines, settings
from indexers.building.sending import BATCH_DOCUMENTS
from indexers.engine.managed import EngineAddress, ManagedEngine
from indexers.index.settings import PRIMARY_KEY
from indexers.index.staging import LISTINGS, POLL_MS, TASK_TIMEOUT_MS


@dataclass(frozen=True, slots=True)
class Filled:
    """An engine that holds one form of the documents."""

    address: EngineAddress
    documents: int
    sent_bytes: int
    used_bytes: int  # of the engine's database, free pages left out
    seconds: float  # from the first batch to the end of the last task


@contextmanager
def filled_engine(corpus: Corpus, form: str, copies: int) -> Iterator[Filled]:
    """Fill an engine and give it for the length of the block."""
    documents = list(lines(corpus, form, copies))
    with TemporaryDirectory() as folder, ManagedEngine(Path(folder)) as engine:
        address = engine.address
        client = meilisearch.Client(address.url, address.key)
        index = client.index(LISTINGS)
        _finish(client, client.create_index(LISTINGS, {"primaryKey": PRIMARY_KEY}).task_uid)
        _finish(client, index.update_settings(settings(form)).task_uid)
        started = time.perf_counter()
        starts = range(0, len(documents), BATCH_DOCUMENTS)
        batches = (b"\n".join(documents[start : start + BATCH_DOCUMENTS]) for start in starts)
        for task in [index.add_documents_ndjson(batch).task_uid for batch in batches]:
            _finish(client, task)
        took = time.perf_counter() - started
        sent = sum(map(len, documents))
        yield Filled(address, len(documents), sent, _used_bytes(address), took)


def _finish(client: meilisearch.Client, task: int) -> None:
    done = client.wait_for_task(task, TASK_TIMEOUT_MS, POLL_MS)
    if done.status != "succeeded":
        raise RuntimeError(f"{done.type}: {done.error}")


def _used_bytes(address: EngineAddress) -> int:
    headers = {"Authorization": f"Bearer {address.key}"}
    answer = httpx.get(f"{address.url}/stats", headers=headers, trust_env=False)
    return int(answer.raise_for_status().json()["usedDatabaseSize"])
