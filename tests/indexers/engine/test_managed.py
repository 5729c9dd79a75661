import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from indexers.engine.address import read_record
from indexers.engine.errors import (
    DirectoryInUse,
    EngineDied,
    OtherVersion,
)
from indexers.engine.managed import ManagedEngine, engine_address, find_binary
from indexers.engine.process import child_environ, launch_command

NO_ENGINE_NAMED = {"PATH": os.environ["PATH"]}
# Starts an engine in the directory it is given, says its process id, and waits to be killed.
PARENT = """
import sys, time
from pathlib import Path
from indexers.engine.managed import ManagedEngine
print(ManagedEngine(Path(sys.argv[1])).start().pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ManagedEngine]:
    with ManagedEngine(tmp_path_factory.mktemp("engine")) as started:
        yield started


def data_of(engine: ManagedEngine) -> Path:
    return Path(f"/proc/{engine.address.pid}/cwd").resolve().parent


def is_gone(pid: int, within_seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":  # dead; whoever adopted it has not asked yet
            return True
        time.sleep(0.02)
    return False


def test_a_started_engine_answers_to_its_key_and_to_no_other(engine: ManagedEngine) -> None:
    address = engine.address
    with httpx.Client(base_url=address.url) as client:
        assert client.get("/health").json() == {"status": "available"}
        assert client.get("/stats").status_code == 401
        right = {"Authorization": f"Bearer {address.key}"}
        assert client.get("/stats", headers=right).status_code == 200
        assert client.get("/version", headers=right).json()["pkgVersion"] == address.version


def test_the_engine_listens_on_loopback_only(engine: ManagedEngine) -> None:
    port = int(engine.address.url.rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and int(line.split()[1].rpartition(":")[2], 16) == port
    ]
    assert listening == [f"0100007F:{port:04X}"]


def test_the_key_is_long_random_and_not_among_the_arguments(engine: ManagedEngine) -> None:
    key = engine.address.key
    assert len(key.encode()) >= 32
    assert key.encode() not in Path(f"/proc/{engine.address.pid}/cmdline").read_bytes()
    assert key not in repr(engine.address)


def test_the_record_is_whole_and_for_its_owner_only(engine: ManagedEngine) -> None:
    record = data_of(engine) / "engine.json"
    address = engine.address
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert json.loads(record.read_text()) == {
        "url": address.url,
        "key": address.key,
        "pid": address.pid,
        "version": address.version,
    }


def test_stop_ends_the_engine_removes_the_record_and_keeps_the_data(tmp_path: Path) -> None:
    engine = ManagedEngine(tmp_path)
    address = engine.start()
    assert engine.poll() is None
    assert engine.start() is address
    headers = {"Authorization": f"Bearer {address.key}"}
    created = httpx.post(f"{address.url}/indexes", headers=headers, json={"uid": "kept"})
    assert created.status_code == 202
    engine.stop()
    engine.stop()
    assert engine.poll() is not None
    assert address.pid is not None
    assert is_gone(address.pid)
    assert not (tmp_path / "engine.json").exists()
    with ManagedEngine(tmp_path) as again:
        headers = {"Authorization": f"Bearer {again.address.key}"}
        tasks = httpx.get(f"{again.address.url}/tasks", headers=headers).json()["results"]
        assert [task["indexUid"] for task in tasks] == ["kept"]


def test_a_second_engine_on_the_same_directory_is_refused_and_told_by_whom(
    engine: ManagedEngine,
) -> None:
    with pytest.raises(DirectoryInUse) as refused:
        ManagedEngine(data_of(engine)).start()
    assert f"process {os.getpid()}" in str(refused.value)
    assert f"process {engine.address.pid}" in str(refused.value)
    assert read_record(data_of(engine)) == engine.address


def test_the_engine_itself_holds_the_lock_in_case_its_parent_dies_first(
    engine: ManagedEngine,
) -> None:
    opened = Path(f"/proc/{engine.address.pid}/fd").iterdir()
    assert data_of(engine) / "engine.lock" in [file.resolve() for file in opened]


def test_engines_in_different_directories_live_side_by_side(
    engine: ManagedEngine, tmp_path: Path
) -> None:
    with ManagedEngine(tmp_path) as other:
        assert other.address.url != engine.address.url
        assert other.address.key != engine.address.key
        headers = {"Authorization": f"Bearer {engine.address.key}"}
        assert httpx.get(f"{other.address.url}/version", headers=headers).status_code == 403


def test_an_engine_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    engine = ManagedEngine(tmp_path)
    starter = threading.Thread(target=engine.start)
    starter.start()
    starter.join()
    try:
        time.sleep(0.2)
        assert engine.poll() is None
        assert httpx.get(f"{engine.address.url}/health").status_code == 200
    finally:
        engine.stop()


def test_an_engine_dies_with_its_killed_parent_and_leaves_the_directory_usable(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert not is_gone(pid, 0.1)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    stale = read_record(tmp_path)
    assert stale is not None
    assert stale.pid == pid
    with engine_address(tmp_path, NO_ENGINE_NAMED) as address:
        assert address.pid != pid
        assert address.key != stale.key
        assert read_record(tmp_path) == address
    assert is_gone(pid)
    assert not (tmp_path / "engine.json").exists()


def test_data_of_another_version_are_told_with_both_versions(tmp_path: Path) -> None:
    with ManagedEngine(tmp_path) as first:
        version = first.address.version
    (tmp_path / "meilisearch/data.ms/VERSION").write_text("1.3.0")
    with pytest.raises(OtherVersion) as other:
        ManagedEngine(tmp_path).start()
    assert "1.3.0" in str(other.value)
    assert version in str(other.value)
    assert "data.ms" in str(other.value)
    assert not (tmp_path / "engine.json").exists()


def test_an_engine_that_dies_at_start_shows_its_last_words_and_frees_the_directory(
    tmp_path: Path,
) -> None:
    program = tmp_path / "meilisearch-1"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && exec echo meilisearch 1\necho no room left\nexit 7\n'
    )
    program.chmod(0o755)
    with pytest.raises(EngineDied, match="status 7") as died:
        ManagedEngine(tmp_path / "data", binary=program).start()
    assert "no room left" in str(died.value)
    with ManagedEngine(tmp_path / "data"):
        pass


def test_a_taken_port_is_tried_again_on_another(tmp_path: Path) -> None:
    """The first try is sent to a port that is taken, as if lost between the look and the use."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = tmp_path / "meilisearch"
        program.write_text(
            f"#!{sys.executable}\nimport os, sys\nfrom pathlib import Path\n"
            f"tried, arguments = Path({str(tmp_path / 'tried')!r}), sys.argv[1:]\n"
            "at = arguments.index('--http-addr') + 1\n"
            f"arguments[at] = arguments[at] if tried.exists() else '127.0.0.1:{port}'\n"
            "tried.touch()\n"
            f"os.execv({str(find_binary())!r}, ['meilisearch', *arguments])\n"
        )
        program.chmod(0o755)
        with ManagedEngine(tmp_path / "data", binary=program) as engine:
            assert (tmp_path / "tried").exists()
            assert engine.address.url != f"http://127.0.0.1:{port}"
            assert httpx.get(f"{engine.address.url}/health").status_code == 200


def test_the_engine_sees_no_settings_meant_for_another_server() -> None:
    environ = {"MEILI_DB_PATH": "/elsewhere", "MEILI_MASTER_KEY": "old", "HOME": "/home"}
    seen = child_environ("new", environ)
    assert "MEILI_DB_PATH" not in seen
    assert seen["MEILI_MASTER_KEY"] == "new"
    assert seen["HOME"] == "/home"
    assert "--no-analytics" in launch_command(Path("meilisearch"), 7700)
