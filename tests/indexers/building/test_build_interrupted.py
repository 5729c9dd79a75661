"""Builds that end in the middle: the builder is killed, or the engine is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import meilisearch
import pytest
import typer

from indexers.commands.surroundings import told_errors
from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.index.staging import LISTINGS, new
from tests.conftest import build_index
from tests.indexers.corpus import (
    PAIR,
    build_watched,
    index_names,
    live_count,
    live_ids,
    multiplied_demo,
    some,
)

LAHELLA = "from search_service.cli import app; app()"
WAIT_SECONDS = 60.0


@contextmanager
def builder_process(
    address: EngineAddress, data: Path, origin: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """`lahella index build` in a process of its own; it does not outlive the block."""
    environ = {
        **os.environ,
        "MEILI_URL": address.url,
        "MEILI_KEY": address.key,
        "LAHELLA_DATA": str(data),
        "LAHELLA_NOW": "2026-11-24T12:00:00+02:00",
    }
    command = [sys.executable, "-c", LAHELLA, "index", "build", f"lahella={origin}"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_builder_that_is_killed_leaves_the_live_index_and_the_next_build_succeeds(
    fresh_engine: EngineAddress, tmp_path: Path
) -> None:
    client = meilisearch.Client(fresh_engine.url, fresh_engine.key)
    build_index(fresh_engine, some(tmp_path / "small.json", range(5)))
    large = multiplied_demo(tmp_path / "large.json", 3000)
    deadline = time.monotonic() + WAIT_SECONDS
    with builder_process(fresh_engine, tmp_path, large) as process:
        while new(LISTINGS) not in index_names(client):
            assert process.poll() is None, "the build ended before it could be killed"
            assert time.monotonic() < deadline
            assert live_count(client) == 5
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert new(LISTINGS) in index_names(client)
    assert live_count(client) == 5
    report = build_index(fresh_engine, some(tmp_path / "next.json", range(10, 16)))
    assert report.indexed == 6
    assert live_ids(client) == {f"lahella:{key}" for key in range(10, 16)}
    assert index_names(client) == PAIR


@pytest.mark.parametrize("killed_at", [1, 25, 60, "checking"])
def test_an_engine_that_is_killed_ends_the_build_and_keeps_the_live_index(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    killed_at: int | str,
) -> None:
    monkeypatch.setattr("indexers.building.sending.BATCH_DOCUMENTS", 10)
    monkeypatch.setattr("indexers.building.sending.TASKS_WAITING", 1)
    origin = some(tmp_path / "next.json", range(60))
    with ManagedEngine(tmp_path / "data") as engine:
        build_index(engine.address, some(tmp_path / "live.json", range(40)))

        pid = engine.address.pid
        assert pid is not None

        def kill(stage: str, done: int, total: int | None) -> None:
            if killed_at in (done if stage == "indexing" else None, stage):
                os.kill(pid, signal.SIGKILL)

        with pytest.raises(typer.Exit) as ended, told_errors():
            build_watched(engine.address, origin, kill)
        assert ended.value.exit_code == 1
        assert "The engine failed" in capsys.readouterr().err
    with ManagedEngine(tmp_path / "data") as engine:
        client = meilisearch.Client(engine.address.url, engine.address.key)
        assert live_ids(client) == {f"lahella:{key}" for key in range(40)}
        assert build_index(engine.address, origin).indexed == 60
        assert live_ids(client) == {f"lahella:{key}" for key in range(60)}
        assert index_names(client) == PAIR
