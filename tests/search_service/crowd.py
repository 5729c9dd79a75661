"""More listings than one page of the engine: the demo's documents several times over."""

import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import meilisearch
import orjson

from indexers.building.held import rows_held
from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.index.document_rows import DocumentRow
from indexers.index.packing import packed_card
from indexers.index.staging import BUILD_DOCUMENT, LISTINGS
from search_service.demo import DEMO
from tests.conftest import build_index
from tests.search_service.adding import add, live_facts

COPIES = 4
COPY_NUMBERS = range(1, COPIES)
MOST = 2000  # documents of the demo


@contextmanager
def crowded_engine(folder: Path) -> Iterator[EngineAddress]:
    """An engine with four times the demo; the copies keep everything but their ids."""
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, DEMO)
        client = meilisearch.Client(engine.address.url, engine.address.key)
        index = client.index(LISTINGS)
        asked = {"filter": f'id != "{BUILD_DOCUMENT}"', "limit": MOST}
        found = [dict(one) for one in index.get_documents(asked).results]
        copies = [_copy(one, number) for one in found for number in COPY_NUMBERS]
        rows = [*rows_held(client, live_facts(client).tables)]
        add(client, copies, [_copied_row(row, number) for row in rows for number in COPY_NUMBERS])
        yield engine.address


def _copy(document: dict[str, Any], number: int) -> dict[str, Any]:
    """The document of another listing: lahella_3a_7__0 becomes lahella_3a_7-1__0."""
    wire = document.get("_Document__doc", document)
    listing_id = f"{wire['listing_id']}-{number}"
    copy = {**wire, "id": _copied_id(wire["id"], number), "listing_id": listing_id}
    if "listing" in wire:
        copy["listing"] = orjson.dumps({**orjson.loads(wire["listing"]), "id": listing_id}).decode()
    return copy


def _copied_row(row: DocumentRow, number: int) -> DocumentRow:
    card = ""
    if row.card:
        read = orjson.loads(zlib.decompress(b64decode(row.card)))
        card = packed_card({**read, "id": f"{read['id']}-{number}"})
    return row._replace(id=_copied_id(row.id, number), card=card)


def _copied_id(document_id: str, number: int) -> str:
    key, _, place = document_id.rpartition("__")
    return f"{key}-{number}__{place}"
