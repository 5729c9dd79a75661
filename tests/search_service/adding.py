"""Documents put into a live index past every source, with the rows that travel beside them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import meilisearch
import orjson

from indexers.held import locations_held
from indexers.location_rows import LocationRow, location_documents, rows_in
from indexers.staging import COMPANION, LISTINGS

PATIENCE_MS = 60_000


def add(
    client: meilisearch.Client, documents: Iterable[Mapping[str, Any]], rows: Sequence[LocationRow]
) -> None:
    """Add documents as the engine gets them, and their rows."""
    held = rows_in(locations_held(client).values())
    for index, added in ((LISTINGS, documents), (COMPANION, location_documents([*held, *rows]))):
        task = client.index(index).add_documents_ndjson(b"\n".join(map(orjson.dumps, added)))
        done = client.wait_for_task(task.task_uid, PATIENCE_MS)
        assert done.status == "succeeded", done.error
