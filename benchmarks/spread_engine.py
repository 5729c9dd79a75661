"""A running service on many listings spread over Finland: a corpus in, the service's address out.

The index is laid out as a build does it; the service is a process of its own, asked over HTTP.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import httpx
import meilisearch
import orjson

from benchmarks.many_listings import Corpus
from benchmarks.spread_listings import spread_documents
from indexers.batches import batches
from indexers.building.publication import send_small, send_tables
from indexers.building.sending import BATCH_DOCUMENTS
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY, install_keys
from indexers.engine.managed import ManagedEngine
from indexers.index.companion import BuildFacts, build_document
from indexers.index.document_rows import DocumentRow, name_code, traits_of
from indexers.index.packing import WORD_PARTS, packed_card
from indexers.index.staging import COMPANION, LISTINGS, Staging, new
from indexers.index.term_codes import packed_codes

PATIENCE_S = 900.0  # a service reads the tables of a million documents first


class Served(NamedTuple):
    """A running service: its address, its process, the version of its engine."""

    base: str
    pid: int
    engine: str


@contextmanager
def spread_service(corpus: Corpus, documents: int, now: datetime) -> Iterator[Served]:
    """Fill an engine with about so many documents and serve it for the length of the block."""
    with spread_engine(corpus, documents, now) as address, service(address, now) as served:
        yield served


@contextmanager
def spread_engine(corpus: Corpus, documents: int, now: datetime) -> Iterator[EngineAddress]:
    """An engine with about so many documents, for the length of the block."""
    with TemporaryDirectory() as folder, ManagedEngine(Path(folder)) as engine:
        _fill(engine.address, corpus, spread_documents(corpus, documents), now)
        install_keys(engine.address.url, engine.address.key)
        yield engine.address


def _fill(address: EngineAddress, corpus: Corpus, lines: Iterable[bytes], now: datetime) -> None:
    """Send documents batch by batch; of a million all at once there is no room for."""
    client = meilisearch.Client(address.url, address.key)
    staging = Staging(client)
    staging.prepare()
    index, tasks, rows = client.index(new(LISTINGS)), list[int](), list[DocumentRow]()
    for batch in batches(map(orjson.loads, lines), BATCH_DOCUMENTS):
        tasks.append(index.add_documents_ndjson(b"\n".join(map(_sent, batch))).task_uid)
        rows += map(_row, batch)
    for task in tasks:
        staging.finish(task)
    copies = round(len(rows) / len(corpus.full))
    frequency = {name: n * copies for name, n in corpus.frequency.items()}
    tables = send_tables(staging, new(COMPANION), frequency, rows)
    facts = BuildFacts(
        build="benchmark",
        built_at=now.isoformat(),
        listings=len(corpus.listings) * copies,
        documents=len(rows),
        sources=(),
        thesaurus=None,
        tables=tables,
    )
    send_small(staging, new(LISTINGS), [build_document(facts)])
    staging.swap()


def _sent(wire: Mapping[str, Any]) -> bytes:
    """A document as the engine gets it: its card travels in the companion."""
    return orjson.dumps({name: part for name, part in wire.items() if name != "card"})


def _row(wire: dict[str, Any]) -> DocumentRow:
    point = wire.get("_geo", {})
    return DocumentRow(
        id=wire["id"],
        lat=point.get("lat"),
        lon=point.get("lng"),
        cell=wire.get("cell_18", ""),
        anywhere=wire["anywhere"],
        precision=wire["precision"],
        next_start=wire.get("next_start"),
        words=packed_codes(wire[name].split() for name in WORD_PARTS) if wire["first"] else "",
        title=name_code(wire["name"]),
        organisation=name_code(wire.get("organisation_name", "").partition("|")[2]),
        begins=wire["begins"],
        ends=wire["ends"],
        traits=traits_of(wire),
        card=packed_card(orjson.loads(wire["card"])) if wire["first"] else "",
    )


@contextmanager
def service(address: EngineAddress, now: datetime, **settings: str) -> Iterator[Served]:
    """The service in a process of its own, with further LAHELLA_* settings."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("lahella"))
    command = [program, "serve", "--port", str(port)]
    with TemporaryDirectory() as folder:
        given = {**search_access(address, now), "LAHELLA_DATA": folder, **settings}
        served = subprocess.Popen(command, env={**os.environ, **given})
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(base, served)
            yield Served(base, served.pid, address.version)
        finally:
            served.terminate()
            served.wait()


def search_access(address: EngineAddress, now: datetime) -> dict[str, str]:
    """Settings of a service of this engine, as environment variables."""
    return {
        "MEILI_URL": address.url,
        "MEILI_KEY": SEARCH_KEY.value(address.key),
        "LAHELLA_NOW": now.isoformat(),
        "LAHELLA_LOG_LEVEL": "warning",  # a line for each request would hide the table
        "LAHELLA_ENGINE_TIMEOUT_S": "30",
    }


def _wait_for(base: str, served: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and served.poll() is None:
        try:
            if httpx.get(f"{base}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the service did not become ready")
