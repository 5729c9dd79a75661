import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import meilisearch
import pytest

from indexers.engine.address import EngineAddress
from indexers.engine.errors import NotAnswering, WeakKey
from indexers.engine.keys import (
    INDEX_KEY,
    SEARCH_KEY,
    EngineKey,
    check_key,
    env_file,
    install_keys,
)
from indexers.engine.managed import ManagedEngine
from indexers.index.staging import LISTINGS, Staging, live_build


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineAddress]:
    with ManagedEngine(tmp_path_factory.mktemp("engine")) as engine:
        install_keys(engine.address.url, engine.address.key)
        yield engine.address


def status(address: EngineAddress, key: EngineKey, method: str, path: str, body: object) -> int:
    headers = {"Authorization": f"Bearer {key.value(address.key)}"}
    return httpx.request(method, address.url + path, headers=headers, json=body).status_code


@pytest.mark.parametrize(
    "key",
    [
        "",
        "short",
        "fifteen bytes..",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abcdefghabcdefghabcdefgh",
        "1212123412121234",
        "aSampleMasterKey-0123",
        "changeme-changeme-2026",
        "correct-Password-horse",
    ],
)
def test_a_key_that_can_be_guessed_is_refused_by_its_variable_name(key: str) -> None:
    with pytest.raises(WeakKey, match="MEILI_MASTER_KEY"):
        check_key("MEILI_MASTER_KEY", key)


@pytest.mark.parametrize(
    "key", ["0f8e2a91c47b6d35", "WWxoZbhDyavlw6GqN8E2AGpqBCqgfv32", SEARCH_KEY.value("any")]
)
def test_a_random_key_is_accepted(key: str) -> None:
    check_key("MEILI_KEY", key)


def test_the_refusal_does_not_repeat_the_key() -> None:
    with pytest.raises(WeakKey) as refused:
        check_key("MEILI_KEY", "changeme-now-2026")
    assert "changeme" not in str(refused.value)


def test_the_api_key_searches_and_does_nothing_else(address: EngineAddress) -> None:
    assert status(address, SEARCH_KEY, "POST", "/multi-search", {"queries": []}) == 200
    for method, path in [("GET", "/keys"), ("GET", "/stats"), ("POST", "/indexes")]:
        assert status(address, SEARCH_KEY, method, path, None) == 403
    assert status(address, SEARCH_KEY, "POST", "/swap-indexes", []) == 403


def test_the_indexer_key_builds_and_swaps_but_makes_no_keys(address: EngineAddress) -> None:
    assert status(address, INDEX_KEY, "POST", "/indexes", {"uid": "built"}) == 202
    assert status(address, INDEX_KEY, "POST", "/swap-indexes", []) == 202
    assert status(address, INDEX_KEY, "GET", "/tasks", None) == 200
    assert status(address, INDEX_KEY, "GET", "/keys", None) == 403


def test_the_indexer_key_is_enough_for_a_whole_build(address: EngineAddress) -> None:
    client = meilisearch.Client(address.url, INDEX_KEY.value(address.key))
    staging = Staging(client)
    staging.prepare()
    added = client.index(f"{LISTINGS}_new").add_documents([{"id": "one"}])
    staging.finish(added.task_uid)
    staging.swap()
    staging.drop()
    assert live_build(client) is None
    assert client.index(LISTINGS).get_stats().number_of_documents == 1


def test_installing_twice_changes_nothing(address: EngineAddress) -> None:
    install_keys(address.url, address.key)
    headers = {"Authorization": f"Bearer {address.key}"}
    keys = httpx.get(f"{address.url}/keys", headers=headers).json()["results"]
    assert sorted(key["name"] for key in keys if str(key["name"]).startswith("lahella")) == [
        "lahella api",
        "lahella indexer",
    ]


def test_installing_with_a_wrong_master_key_is_told(address: EngineAddress) -> None:
    with pytest.raises(NotAnswering, match="did not take the keys"):
        install_keys(address.url, "not the master key")


def test_the_command_writes_an_env_file_whose_keys_belong_together(tmp_path: Path) -> None:
    written = tmp_path / ".env"
    with written.open("w") as file:
        subprocess.run([sys.executable, "-m", "indexers.engine.keys"], stdout=file, check=True)
    lines = dict(line.split("=", 1) for line in written.read_text().splitlines())
    master = lines["MEILI_MASTER_KEY"]
    assert written.read_text() == env_file(master, lines["LAHELLA_OPERATOR_KEY"])
    assert lines["MEILI_SEARCH_KEY"] == SEARCH_KEY.value(master)
    for name, key in lines.items():
        check_key(name, key)


def test_the_command_refuses_to_install_with_a_weak_master_key() -> None:
    environ = {"MEILI_URL": "http://127.0.0.1:1", "MEILI_KEY": "masterKey"}
    command = [sys.executable, "-m", "indexers.engine.keys", "install"]
    said = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert said.returncode == 1
    assert said.stderr.startswith("MEILI_KEY is shorter")
    assert "Traceback" not in said.stderr
