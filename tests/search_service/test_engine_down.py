"""Without its engine the service says so at once, in the one shape of errors, and stays alive."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from tests.conftest import app_at, app_with, build_index
from tests.search_service.small_corpus import activity

NEEDS_ENGINE = ["/v1/search", "/v1/search?q=kuoro&near=60.2,24.9", "/v1/listings/lahella:1"]


@pytest.fixture(scope="module")
def orphan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The app that had an engine with one listing, which has been stopped since."""
    folder = tmp_path_factory.mktemp("stopped")
    engine = ManagedEngine(folder / "engine")
    engine.start()
    try:
        build_index(engine.address, write_one(folder))
        with TestClient(app_with(engine.address), raise_server_exceptions=False) as client:
            assert client.get("/v1/search?per_page=1").json()["total"] == 1
            assert client.get("/readyz").status_code == 200
            engine.stop()
            yield client
    finally:
        engine.stop()


def assert_unavailable(answer: Any) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["status"] == 503
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", NEEDS_ENGINE)
def test_a_stopped_engine_is_told_with_when_to_come_back(orphan: TestClient, path: str) -> None:
    assert_unavailable(orphan.get(path))


def test_a_stopped_engine_is_told_to_a_post_too(orphan: TestClient) -> None:
    assert_unavailable(orphan.post("/v1/search", json={"q": "kuoro"}))


def test_a_wrong_request_is_refused_before_the_engine_is_asked(orphan: TestClient) -> None:
    assert orphan.get("/v1/search?kind=x").status_code == 422


def test_the_process_is_alive_but_not_ready_without_an_engine(orphan: TestClient) -> None:
    assert orphan.get("/healthz").status_code == 200
    ready = orphan.get("/readyz")
    assert ready.status_code == 503
    assert int(ready.headers["retry-after"]) > 0
    assert ready.json()["engine"] != "ok"


@pytest.mark.parametrize("path", ["/v1/municipalities", "/v1/municipalities/091", "/v1/taxonomy"])
def test_what_needs_no_engine_is_still_answered(orphan: TestClient, path: str) -> None:
    assert orphan.get(path).status_code == 200


def test_an_answer_does_not_show_where_the_engine_is(orphan: TestClient) -> None:
    for path in (*NEEDS_ENGINE, "/readyz"):
        assert "127.0.0.1" not in orphan.get(path).text


def test_an_engine_without_an_index_is_not_ready(fresh_engine: EngineAddress) -> None:
    with TestClient(app_with(fresh_engine), raise_server_exceptions=False) as client:
        assert_unavailable(client.get("/v1/search"))
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200


def test_an_engine_with_an_empty_index_answers_nothing_found(
    fresh_engine: EngineAddress, tmp_path: Path
) -> None:
    (tmp_path / "none.json").write_text("[]")
    build_index(fresh_engine, tmp_path / "none.json")
    with TestClient(app_with(fresh_engine)) as client:
        answer = client.get("/v1/search?q=kuoro&near=60.2,24.9&facets=kind")
        assert answer.status_code == 200
        assert answer.json()["total"] == 0
        assert client.get("/readyz").json()["index"]["listings"] == 0


def test_a_new_build_is_noticed_without_a_restart(
    fresh_engine: EngineAddress, tmp_path: Path
) -> None:
    (tmp_path / "none.json").write_text("[]")
    build_index(fresh_engine, tmp_path / "none.json")
    with TestClient(app_with(fresh_engine)) as client:
        before = client.get("/v1/search").json()["index"]["build"]
        build_index(fresh_engine, write_one(tmp_path))
        ready = client.get("/readyz").json()  # looks the live build up
        answer = client.get("/v1/search").json()
    assert answer["index"]["build"] == ready["index"]["build"] != before
    assert answer["total"] == answer["index"]["listings"] == 1


def write_one(folder: Path) -> Path:
    (folder / "one.json").write_bytes(orjson.dumps([activity("1")]))
    return folder / "one.json"


def test_an_engine_that_never_answers_is_not_waited_for_long() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        app = app_at(url, "any key", engine_timeout_s=0.2)
        with TestClient(app, raise_server_exceptions=False) as client:
            assert_unavailable(client.get("/v1/search"))
            assert client.get("/healthz").status_code == 200
