"""Backup and restore: a data directory and its engine come in, a folder that brings both back out.

The folder holds listings.sqlite (what was read from the sources), vetoes.tsv, reference/
(boundaries, thesaurus), engine.dump (Meilisearch's own, which later versions read too) and
backup.json, written last: a folder without it is half a backup. No build may run meanwhile, so that
store and index are of one state.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import meilisearch

from geo.reference_facts import FOLDER as REFERENCE
from indexers.commands.surroundings import VETOES
from indexers.engine.address import EngineAddress
from indexers.engine.errors import BackupError
from indexers.engine.managed import FOLDER as ENGINE_FOLDER
from indexers.engine.managed import ManagedEngine
from indexers.engine.process import DATABASE, DUMPS
from indexers.index.staging import LISTINGS, Staging, live_build
from indexers.store.database import FILE_NAME
from indexers.value import Value

DUMP = "engine.dump"
FACTS = "backup.json"
FILES = (FILE_NAME, VETOES)
IMPORT_S = 6 * 3600.0  # an import indexes everything again


class BackupFacts(Value):
    """What a backup holds. `dump`: the uid of the engine's dump; of a managed engine it is here."""

    made_at: datetime
    engine_version: str
    build: str | None
    listings: int
    documents: int
    dump: str
    has_dump: bool


def back_up(data: Path, address: EngineAddress, into: Path, now: datetime) -> BackupFacts:
    """Write a backup into a new folder; a failure leaves none. Raises BackupError, BuildError."""
    try:
        into.mkdir(parents=True)
        into.chmod(0o700)
    except FileExistsError as error:
        raise BackupError(f"{into} is there already: name a new folder.") from error
    try:
        facts = _write_all(data, address, into, now)
    except BaseException:
        shutil.rmtree(into)
        raise
    (into / FACTS).write_text(facts.model_dump_json(indent=1), encoding="utf-8")
    return facts


def _write_all(data: Path, address: EngineAddress, into: Path, now: datetime) -> BackupFacts:
    _copy_store(data / FILE_NAME, into / FILE_NAME)
    if (data / VETOES).exists():
        shutil.copy2(data / VETOES, into / VETOES)
    if (data / REFERENCE).exists():
        shutil.copytree(data / REFERENCE, into / REFERENCE)
    client = meilisearch.Client(address.url, address.key)
    live, dump = live_build(client) or {}, _dump(client)
    made = data / ENGINE_FOLDER / DUMPS / f"{dump}.dump"
    has_dump = address.pid is not None and made.exists()
    if has_dump:
        shutil.move(made, into / DUMP)
    return BackupFacts(
        made_at=now,
        engine_version=address.version,
        build=live.get("build"),
        listings=live.get("listings", 0),
        documents=live.get("documents", 0),
        dump=dump,
        has_dump=has_dump,
    )


def restore(data: Path, source: Path) -> BackupFacts:
    """Bring a backup into a data directory that has nothing yet. Raises BackupError, EngineError.

    A dump goes into a managed engine, by the Meilisearch that is installed now.
    """
    facts = _read_facts(source)
    there = [path.name for path in _in_the_way(data)]
    if there:
        raise BackupError(
            f"{data} holds {', '.join(there)}: restore into a new directory (LAHELLA_DATA)."
        )
    data.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if (source / name).exists():
            shutil.copy2(source / name, data / name)
    if (source / REFERENCE).exists():
        shutil.copytree(source / REFERENCE, data / REFERENCE)
    if facts.has_dump:
        _import(data, source / DUMP, facts)
    return facts


def _copy_store(store: Path, into: Path) -> None:
    """SQLite's online backup: whole, whatever is in its write-ahead log."""
    if not store.exists():
        return
    with (
        closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as before,
        closing(sqlite3.connect(into)) as after,
    ):
        before.backup(after)


def _dump(client: meilisearch.Client) -> str:
    task = client.create_dump().task_uid
    Staging(client).finish(task)
    return str((client.get_task(task).details or {})["dumpUid"])


def _import(data: Path, dump: Path, facts: BackupFacts) -> None:
    """Let a managed engine import the dump, and count what it has then."""
    with ManagedEngine(data, import_dump=dump.absolute(), start_seconds=IMPORT_S) as engine:
        client = meilisearch.Client(engine.address.url, engine.address.key)
        live = live_build(client) or {}
        # Beside the documents of listings there is the one that tells the build.
        found = client.index(LISTINGS).get_stats().number_of_documents - 1 if live else 0
    if (live.get("build"), found) != (facts.build, facts.documents):
        raise BackupError(
            f"The engine has {found} documents of build {live.get('build')}, the backup "
            f"{facts.documents} of {facts.build}. Remove {data} and build again."
        )


def _read_facts(source: Path) -> BackupFacts:
    try:
        return BackupFacts.model_validate_json((source / FACTS).read_bytes())
    except (OSError, ValueError) as error:
        raise BackupError(f"{source} is no whole backup: {FACTS} cannot be read.") from error


def _in_the_way(data: Path) -> Iterator[Path]:
    for path in (*(data / name for name in FILES), data / ENGINE_FOLDER / DATABASE):
        if path.exists():
            yield path
