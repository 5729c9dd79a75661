import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexers.engine.address import EngineAddress, is_alive, read_record, write_record
from indexers.engine.errors import NotAnswering
from indexers.engine.managed import ManagedEngine, engine_address

NO_ENGINE_NAMED = {"PATH": os.environ["PATH"]}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ManagedEngine]:
    with ManagedEngine(tmp_path_factory.mktemp("engine")) as started:
        yield started


def data_of(engine: ManagedEngine) -> Path:
    return Path(f"/proc/{engine.address.pid}/cwd").resolve().parent


def test_a_record_whose_process_is_another_program_is_cleaned_away(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        write_record(tmp_path, EngineAddress(url, "an old key", os.getpid(), "1.21.0"))
        with engine_address(tmp_path, NO_ENGINE_NAMED) as address:
            assert address.pid != os.getpid()
            assert address.url != url
    assert not (tmp_path / "engine.json").exists()


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"url": 1', '{"url": "x", "pid": null}'])
def test_a_broken_record_is_no_record(tmp_path: Path, said: str) -> None:
    (tmp_path / "engine.json").write_text(said)
    assert read_record(tmp_path) is None


def test_commands_share_the_running_engine_and_leave_it_running(engine: ManagedEngine) -> None:
    with engine_address(data_of(engine), NO_ENGINE_NAMED) as address:
        assert address == engine.address
    assert engine.poll() is None
    assert read_record(data_of(engine)) == engine.address


def test_a_command_waits_for_an_engine_that_another_one_is_starting(tmp_path: Path) -> None:
    seen: list[int | None] = []
    both_have_it = threading.Barrier(2, timeout=60)

    def use_engine() -> None:
        with engine_address(tmp_path, NO_ENGINE_NAMED) as address:
            seen.append(address.pid)
            both_have_it.wait()

    users = [threading.Thread(target=use_engine) for _ in range(2)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_meili_url_is_used_and_never_stopped(engine: ManagedEngine, tmp_path: Path) -> None:
    environ = {"MEILI_URL": f"{engine.address.url}/", "MEILI_KEY": engine.address.key}
    with engine_address(tmp_path, environ) as address:
        assert address.url == engine.address.url
        assert address.pid is None
        assert address.version == engine.address.version
    assert engine.poll() is None
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_may_not_ask_the_version_still_gets_an_address(
    engine: ManagedEngine, tmp_path: Path
) -> None:
    environ = {"MEILI_URL": engine.address.url, "MEILI_KEY": "a key that only searches"}
    with engine_address(tmp_path, environ) as address:
        assert address.version == ""


def test_a_meili_url_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        environ = {"MEILI_URL": f"http://127.0.0.1:{closed.getsockname()[1]}"}
        with pytest.raises(NotAnswering, match="MEILI_URL"), engine_address(tmp_path, environ):
            pass


def test_a_process_that_is_gone_is_not_alive() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    assert not is_alive(child.pid)
    assert is_alive(os.getpid())
