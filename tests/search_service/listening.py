"""`lahella` as a process of its own: what it says, and on which addresses it listens."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

import httpx

LAHELLA = "from search_service.cli import app; app()"
PATIENCE_S = 300  # a start reads all tables: 6 s of work, minutes on a machine that is busy
LISTEN = "0A"


class Running(NamedTuple):
    """One running command."""

    pid: int
    port: int
    output: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def say(self, words: bytes) -> None:
        """Say something that need not be HTTP."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(words)
            line.recv(1000)


@contextmanager
def running(folder: Path, environ: Mapping[str, str], command: str = "serve") -> Iterator[Running]:
    """Start a command that serves, give it when it answers, and end it with Ctrl-C."""
    port, output = _free_port(), folder / "said.txt"
    with output.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", LAHELLA, command, "--port", str(port)],
            env={**os.environ, **environ, "PYTHONUNBUFFERED": "1"},
            stdout=said,
            stderr=said,
        )
        try:
            _await_answer(process, port, output)
            yield Running(process.pid, port, output)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE_S) == 0


def _await_answer(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, output.read_text("utf-8")
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(output.read_text("utf-8"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def family_of(pid: int) -> list[int]:
    """A process and all that it started."""
    started: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        started.setdefault(parent, []).append(int(folder.name))
    family = [pid]
    for one in family:
        family += started.get(one, [])
    return family


def listened(pid: int) -> dict[tuple[str, int], str]:
    """Addresses and ports on which a process and its children listen, with the program's name."""
    sockets = _listening_sockets()
    found = {}
    for one in family_of(pid):
        name = Path(f"/proc/{one}/comm").read_text().strip()
        for handle in Path(f"/proc/{one}/fd").iterdir():
            target = os.readlink(handle) if handle.is_symlink() else ""
            if target in sockets:
                found[sockets[target]] = name
    return found


def _listening_sockets() -> dict[str, tuple[str, int]]:
    """Each listening socket as a file handle names it, with its address and port."""
    found = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTEN:
                host, _, port = fields[1].partition(":")
                found[f"socket:[{fields[9]}]"] = (_address(host), int(port, 16))
    return found


def _address(host: str) -> str:
    """The address in the table: words of 32 bits in the order of the machine."""
    words = [host[at : at + 8] for at in range(0, len(host), 8)]
    return str(ip_address(b"".join(bytes.fromhex(word)[::-1] for word in words)))
