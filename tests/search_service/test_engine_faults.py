"""What a reader gets while the engine is hung, gone, back again, or swapped under a request."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import meilisearch
import pytest
from fastapi.testclient import TestClient

from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.index.staging import Staging
from tests.conftest import app_at, app_with, build_index
from tests.indexers.corpus import some
from tests.search_service.engine_proxy import door_to

PATIENCE_S = 60.0  # of the tests, on a busy machine
ASKED = "/v1/search?per_page=5"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[EngineAddress]:
    """An engine with three listings."""
    with ManagedEngine(tmp_path / "engine") as engine:
        build_index(engine.address, some(tmp_path / "three.json", "123"))
        yield engine.address


def pid_of(address: EngineAddress) -> int:
    assert address.pid is not None
    return address.pid


def await_ready(client: TestClient) -> None:
    ends = time.monotonic() + PATIENCE_S
    # The first search of a process reads word tables, which may take longer than it may.
    while client.get("/readyz").status_code != 200 or client.get("/v1/search").status_code != 200:
        assert time.monotonic() < ends, "the service did not recover"
        time.sleep(0.05)


def test_a_hung_engine_costs_an_old_answer_or_a_503_and_is_used_again_when_it_wakes(
    held: EngineAddress,
) -> None:
    with TestClient(app_with(held, engine_timeout_s=0.5, refresh_s=0.1)) as client:
        await_ready(client)
        fresh = client.get(ASKED)
        assert fresh.status_code == 200
        os.kill(pid_of(held), signal.SIGSTOP)
        try:
            old = client.get(ASKED)
            unseen = [client.get(f"/v1/search?per_page={n}").status_code for n in range(6, 12)]
            posted = client.post("/v1/search", json={"per_page": 5})
            ready = client.get("/readyz")
        finally:
            os.kill(pid_of(held), signal.SIGCONT)
        assert unseen == [503] * 6
        assert posted.status_code == 503
        assert ready.status_code == 503
        await_ready(client)
        again = client.get(ASKED)
    assert again.json()["warnings"] == []
    assert old.status_code == 200
    assert old.json()["hits"] == fresh.json()["hits"]
    assert [one["field"] for one in old.json()["warnings"]] == ["index"]
    assert old.headers["Warning"].startswith("110")
    assert int(old.headers["Age"]) >= 0
    assert old.headers["Cache-Control"] == "no-store"
    assert "ETag" not in old.headers


def test_of_a_silent_engine_nobody_waits_for_long_after_the_first(held: EngineAddress) -> None:
    with TestClient(app_with(held, refresh_s=3600, engine_timeout_s=1.0)) as client:
        await_ready(client)
        os.kill(pid_of(held), signal.SIGSTOP)
        try:
            took = []
            for number in range(6):
                began = time.monotonic()
                assert client.get(f"/v1/search?per_page={number + 1}").status_code == 503
                took.append(time.monotonic() - began)
        finally:
            os.kill(pid_of(held), signal.SIGCONT)
    assert min(took[:3]) > max(took[3:])


def test_an_answer_that_a_swap_overtakes_is_made_anew_with_the_new_build(
    held: EngineAddress, tmp_path: Path
) -> None:
    with door_to(held.url) as door:
        app = app_at(door.url, held.key, engine_timeout_s=PATIENCE_S, refresh_s=3600)
        with TestClient(app) as client, ThreadPoolExecutor(1) as waiting:
            before = client.get(ASKED).json()["index"]["build"]
            door.hold_after(0)
            asked = waiting.submit(client.post, "/v1/search", json={"q": "kuoro"})
            build_index(held, some(tmp_path / "two.json", "45"))
            door.open()
            answer = asked.result().json()
    assert answer["index"]["build"] != before
    assert answer["total"] == answer["index"]["listings"] == 2
    assert {hit["id"] for hit in answer["hits"]} == {"lahella:4", "lahella:5"}


def test_a_connection_that_the_engine_closed_costs_nothing(tmp_path: Path) -> None:
    with ManagedEngine(tmp_path / "engine") as engine:
        build_index(engine.address, some(tmp_path / "one.json", "1"))
        with door_to(engine.address.url) as door:
            app = app_at(door.url, engine.address.key, refresh_s=3600)
            with TestClient(app) as client:
                for number in range(1, 4):
                    door.close_next()
                    assert client.get(f"/v1/search?per_page={number}").status_code == 200


def test_while_a_first_index_is_made_nobody_is_told_that_there_is_nothing(tmp_path: Path) -> None:
    with ManagedEngine(tmp_path / "engine") as engine:
        Staging(meilisearch.Client(engine.address.url, engine.address.key)).prepare()
        app = app_at(engine.address.url, engine.address.key, engine_timeout_s=PATIENCE_S)
        with TestClient(app) as client:
            before = client.get(ASKED)
            build_index(engine.address, some(tmp_path / "one.json", "1"))
            after = client.get(ASKED)
    assert before.status_code == 503
    assert before.json()["detail"] == "There is no index of listings yet."
    assert after.json()["total"] == 1
