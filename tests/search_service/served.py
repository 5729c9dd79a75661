"""`lahella serve` as a process of its own on a socket of the test's, and people who ask it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
import orjson

from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY, install_keys

LAHELLA = "from search_service.cli import app; app()"
PATIENCE_S = 400  # a start reads all tables; the machine may be very busy


@dataclass
class Served:
    """One running `lahella serve`."""

    process: subprocess.Popen[bytes]
    log: Path

    def events(self, name: str) -> list[dict[str, Any]]:
        """The events of one name that it logged so far."""
        lines = [orjson.loads(line) for line in self.log.read_bytes().splitlines()]
        return [line for line in lines if line["event"] == name]

    def end(self) -> int:
        """Ask it to end; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)


@contextmanager
def served(
    engine: EngineAddress, listening: socket.socket, *options: str, **settings: str
) -> Iterator[Served]:
    """Serve on a listening socket; what still runs at the end is killed."""
    install_keys(engine.url, engine.key)
    told = {"MEILI_URL": engine.url, "MEILI_KEY": SEARCH_KEY.value(engine.key)}
    known = {"LAHELLA_LOG": "json", "LAHELLA_NOW": "2026-11-24T12:00:00+02:00"}
    patient = {"LAHELLA_ENGINE_TIMEOUT_S": str(PATIENCE_S)}
    fd = listening.fileno()
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", LAHELLA, "serve", "--fd", str(fd), *options],
            env={**os.environ, **told, **known, **patient, **settings},
            pass_fds=(fd,),
            stderr=log,
            start_new_session=True,
        )
        try:
            yield Served(process, Path(log.name))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def on_loopback() -> socket.socket:
    """A socket that listens on a free port, as systemd would hold it."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    listening.set_inheritable(True)
    return listening


def url_of(listening: socket.socket) -> str:
    """Its address."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def until(true: Callable[[], object], what: str) -> None:
    """Wait for it. Fails when it does not come."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@dataclass
class Crowd:
    """A few people who search again and again, over connections that they keep."""

    url: str
    path: str = "/v1/suggest?q=joo"
    people: int = 2
    statuses: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._ask) for _ in range(self.people)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """They go home."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def goes_on(self, count: int = 20) -> None:
        """Wait until so many more requests have ended."""
        before = len(self.statuses) + len(self.failures)
        until(lambda: len(self.statuses) + len(self.failures) >= before + count, "nobody is served")

    def _ask(self) -> None:
        with httpx.Client(timeout=PATIENCE_S) as client:
            while not self._over.wait(0.02):
                try:
                    self.statuses.append(client.get(self.url + self.path).status_code)
                except httpx.HTTPError as error:
                    self.failures.append(repr(error))
