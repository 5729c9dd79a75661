"""A Meilisearch of our own: a data directory comes in, the address of a running engine goes out.

For a developer's machine, CI and the two-command start; in production somebody else runs the engine
and MEILI_URL names it. In the data directory are meilisearch/ (the engine's own), engine.json (url,
key, pid and version while it runs), engine.lock and engine.log with engine.log.1 before it.

EngineError
├── NoBinary, DirectoryInUse, OtherVersion, EngineDied    from `ManagedEngine.start`
├── NotAnswering                                          from both
└── WeakKey                                               from `keys.check_key`
"""

import os
import secrets
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from indexers.engine.address import (
    EngineAddress,
    ask_address,
    ask_version,
    remove_record,
    running_engine,
    write_record,
)
from indexers.engine.binary import binary_version, find_binary
from indexers.engine.errors import (
    DirectoryInUse,
    EngineDied,
    EngineError,
    NotAnswering,
    OtherVersion,
)
from indexers.engine.lock import EngineLock
from indexers.engine.log import EngineLog
from indexers.engine.process import DATABASE, EngineProcess

__all__ = ["EngineAddress", "EngineError", "ManagedEngine", "engine_address", "find_binary"]

FOLDER = "meilisearch"  # inside the data directory
START_SECONDS = (
    60.0  # an empty one answers in a tenth of a second, a large one reads its tasks first
)
SHARE_SECONDS = 20.0  # to wait for an engine that another command is starting or stopping
GRACE_SECONDS = 10.0
PAUSE_SECONDS = 0.02
KEY_BYTES = 32
# A free port can be taken between our look and the engine's; five times in a row is no accident.
PORT_TRIES = 5


class ManagedEngine:
    """The engine of one data directory, from `start` to `stop` or for the length of a `with` block.

    `binary` is the Meilisearch program; without it `find_binary` looks for one. A dump is imported
    into an engine that has no data yet, before it answers; `start_seconds` must suffice for that.
    """

    def __init__(
        self,
        data: Path,
        *,
        binary: Path | None = None,
        import_dump: Path | None = None,
        start_seconds: float = START_SECONDS,
    ) -> None:
        self._data = data.absolute()
        self._binary = binary
        self._import_dump = import_dump
        self._start_seconds = start_seconds
        self._lock = EngineLock(self._data)
        self._process: EngineProcess | None = None
        self._address: EngineAddress | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def address(self) -> EngineAddress:
        """Where the started engine is reached."""
        if self._address is None:
            raise EngineError("The engine has not been started.")
        return self._address

    def start(self) -> EngineAddress:
        """Start the engine and return its address once it answers; a started one is left alone.

        Raises NoBinary, DirectoryInUse, OtherVersion, EngineDied or NotAnswering.
        """
        if self._address is not None:
            return self._address
        binary = self._binary or find_binary()
        lock = self._take_directory()
        try:
            remove_record(self._data)  # with the lock in hand, a record is a dead engine's
            self._address = self._start_on_some_port(binary, lock)
            write_record(self._data, self._address)
        except BaseException:
            self.stop()
            raise
        return self._address

    def stop(self) -> None:
        """Stop the engine, remove its record and free the data directory."""
        if self._address is not None:
            remove_record(self._data)
            self._address = None
        if self._process is not None:
            self._process.stop(GRACE_SECONDS)
        self._lock.release()

    def poll(self) -> int | None:
        """Return the engine's exit status when it has ended, else None."""
        return None if self._process is None else self._process.poll()

    def _take_directory(self) -> int:
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            (self._data / FOLDER).mkdir(mode=0o700, exist_ok=True)
            return self._lock.take()
        except OSError as error:
            raise EngineError(
                f"The data directory {self._data} cannot be used ({error.strerror}). "
                "Set LAHELLA_DATA to a directory you may write to."
            ) from error

    def _start_on_some_port(self, binary: Path, lock: int) -> EngineAddress:
        folder = self._data / FOLDER
        key = secrets.token_urlsafe(KEY_BYTES)
        for _ in range(PORT_TRIES):
            port, log = _free_port(), EngineLog(self._data)
            process = self._process = EngineProcess(
                binary, folder, port, key, log, lock, self._import_dump
            )
            url = f"http://127.0.0.1:{port}"
            version = _await_version(process, url, key, self._start_seconds)
            if version is not None:
                return EngineAddress(url, key, process.pid, version)
            if "Address already in use" not in process.last_words():
                raise _why_it_died(process, binary, folder / DATABASE, log.path)
        raise EngineDied(f"No port on 127.0.0.1 stayed free in {PORT_TRIES} tries.")


@contextmanager
def engine_address(data: Path, environ: Mapping[str, str] = os.environ) -> Iterator[EngineAddress]:
    """Give the engine that a command should use.

    That is the one MEILI_URL names (with MEILI_KEY), else the running managed engine of `data`,
    else one started here for as long as the block lasts. Raises EngineError.
    """
    if url := environ.get("MEILI_URL", "").strip():
        yield ask_address(url, environ.get("MEILI_KEY", ""))
        return
    if running := running_engine(data):
        yield running
        return
    engine = ManagedEngine(data, binary=find_binary(environ))
    try:
        yield _start_or_share(engine, data)
    finally:
        engine.stop()


def _start_or_share(engine: ManagedEngine, data: Path) -> EngineAddress:
    """Start the engine; if another command is starting one in the same directory, use that one."""
    deadline = time.monotonic() + SHARE_SECONDS
    while True:
        try:
            return engine.start()
        except DirectoryInUse:
            if running := running_engine(data):
                return running
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def _await_version(process: EngineProcess, url: str, key: str, seconds: float) -> str | None:
    """Return the version once the engine answers to our key, or None when it has ended.

    Only our own engine knows the key: another server on a port it lost does not.
    """
    deadline = time.monotonic() + seconds
    while process.poll() is None:
        with suppress(httpx.HTTPError):
            if version := ask_version(url, key):
                return version
        if time.monotonic() > deadline:
            raise NotAnswering(f"The engine did not answer at {url} in {seconds:.0f} s.")
        time.sleep(PAUSE_SECONDS)
    return None


def _why_it_died(process: EngineProcess, binary: Path, database: Path, log: Path) -> EngineError:
    has = binary_version(binary)
    written = _data_version(database)
    if written not in (None, has):
        return OtherVersion(
            f"The data in {database} were written by Meilisearch {written}, and {binary} is "
            f"{has}. Remove {database} and build the index again, or run Meilisearch {written}."
        )
    return EngineDied(
        f"Meilisearch ended with status {process.poll()} before it answered. "
        f"The end of {log}:\n{process.last_words()}"
    )


def _data_version(database: Path) -> str | None:
    """Return the version that wrote a Meilisearch database, from its VERSION file."""
    try:
        return (database / "VERSION").read_text("utf-8").strip() or None
    except OSError:
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
