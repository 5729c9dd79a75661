"""More listings than one page of the engine: the demo's documents several times over."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import meilisearch
import orjson

from indexers.engine_record import EngineAddress
from indexers.managed_engine import ManagedEngine
from indexers.staging import LISTINGS
from search_service.demo import DEMO
from tests.conftest import build_index

COPIES = 4
MOST = 2000  # documents of the demo
PATIENCE_MS = 60_000


@contextmanager
def crowded_engine(folder: Path) -> Iterator[EngineAddress]:
    """An engine with four times the demo; the copies keep everything but their ids."""
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, DEMO)
        client = meilisearch.Client(engine.address.url, engine.address.key)
        index = client.index(LISTINGS)
        found = [dict(one) for one in index.get_documents({"limit": MOST}).results]
        copies = [_copy(one, number) for one in found for number in range(1, COPIES)]
        task = index.add_documents_ndjson(b"\n".join(map(orjson.dumps, copies)))
        done = client.wait_for_task(task.task_uid, PATIENCE_MS)
        assert done.status == "succeeded", done.error
        yield engine.address


def _copy(document: dict[str, Any], number: int) -> dict[str, Any]:
    """The document of another listing: lahella_3a_7__0 becomes lahella_3a_7-1__0."""
    wire = document.get("_Document__doc", document)
    key, _, place = wire["id"].rpartition("__")
    listing_id = f"{wire['listing_id']}-{number}"
    copy = {**wire, "id": f"{key}-{number}__{place}", "listing_id": listing_id}
    if "listing" in wire:
        copy["listing"] = orjson.dumps({**orjson.loads(wire["listing"]), "id": listing_id}).decode()
    return copy
