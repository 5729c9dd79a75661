"""What breaks: engines, slow wires before them, workers of the API, an indexer; all on loopback."""

import asyncio
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import httpx

from geo.nearest_centre import NearestCentre
from indexers.building.tryout import try_out
from indexers.commands.runs import run_build, run_update
from indexers.engine.address import ask_address
from indexers.engine.keys import SEARCH_KEY, install_keys
from indexers.engine.managed import find_binary
from indexers.engine.process import launch_command
from indexers.fetching.fetcher import Fetcher
from indexers.index.terms import TermMaker
from indexers.sources.registry import Origin
from synonyms.concepts import Concepts

MASTER = "f3b1c2d4e5968778695a4b3c2d1e0f00"
NOW = "2026-11-24T12:00:00+02:00"
START_S = 240.0
FORK = multiprocessing.get_context("fork")
Run = multiprocessing.context.ForkProcess


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """One engine on a port and in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, master: str = MASTER) -> None:
        """Start it and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if name[:6] != "MEILI_"}
        self._process = subprocess.Popen(
            launch_command(find_binary(), self.port),
            cwd=self.folder,
            env=kept | {"MEILI_MASTER_KEY": master},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        await_answer(f"{self.url}/health", self._process)
        install_keys(self.url, master)

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal; wait for its end if that ends it."""
        assert self._process is not None
        self._process.send_signal(sign)
        if sign in (signal.SIGTERM, signal.SIGKILL):
            self._process.wait()

    def end(self) -> None:
        """Kill it, in whatever state it is."""
        if self._process is not None and self._process.poll() is None:
            self.send(signal.SIGKILL)

    def wipe(self) -> None:
        """Remove all that it keeps."""
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


class Wire:
    """A proxy before an engine, which may be slow."""

    def __init__(self, target: int) -> None:
        self.delay_s = 0.0
        self.port = free_port()
        self._target = target
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)

    async def _connect(self, near: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        try:
            far, into = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            out.transport.abort()
            return
        await asyncio.gather(self._pass(near, into, 0.0), self._pass(far, out, 1.0))

    async def _pass(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, share: float
    ) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await asyncio.sleep(self.delay_s * share)
                sink.write(data)
                await sink.drain()
        sink.close()


class Service:
    """The API: workers that share one port, and the parent that looks after them."""

    def __init__(self, engines: Sequence[str], workers: int, data: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        given = {
            "MEILI_URL": ",".join(engines),
            "MEILI_KEY": SEARCH_KEY.value(MASTER),
            "LAHELLA_NOW": NOW,
            "LAHELLA_DATA": str(data),
        }
        program = str(Path(sys.executable).with_name("lahella"))
        self._process = subprocess.Popen(
            [program, "serve", "--port", str(port), "--workers", str(workers)],
            env={**os.environ, **given, "LAHELLA_LOG_LEVEL": "error"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        await_answer(f"{self.url}/readyz", self._process)

    def workers(self) -> list[int]:
        """Process ids of the workers: those of its children that listen."""
        task = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in task.read_text().split() if _is_worker(int(pid))]

    def kill_parent(self) -> None:
        """Kill the parent alone."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """End it with all its workers."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _is_worker(pid: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()


def warm(source: Path) -> None:
    """Read the word tables here, once: each run of the indexer then begins with them."""
    origin = Origin(source="lahella", location=str(source))
    with Fetcher() as fetcher:
        listings = try_out([origin], NearestCentre(), fetcher, datetime.fromisoformat(NOW)).listings
    terms = TermMaker(Concepts.load())
    for listing in listings:
        terms.terms_of(listing)


def index(kind: str, source: Path, engines: Sequence[str], data: Path, now: str = NOW) -> Run:
    """Start a run of the indexer, as a process that may be killed."""
    process = FORK.Process(target=_index, args=(kind, source, tuple(engines), data, now))
    process.start()
    return process


def _index(kind: str, source: Path, engines: tuple[str, ...], data: Path, now: str) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.environ.update({"LAHELLA_DATA": str(data), "LAHELLA_NOW": now})
    address = ask_address(",".join(engines), MASTER)
    run = run_build if kind == "build" else run_update
    run(address, [f"lahella={source}"], accept=True)


def await_answer(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until an address answers with 200."""
    ends = time.monotonic() + START_S
    while True:
        with suppress(httpx.HTTPError):
            if httpx.get(url, timeout=5).status_code == 200:
                return
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(f"{url} does not answer")
        time.sleep(0.1)
