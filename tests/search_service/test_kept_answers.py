"""Answers that need not be made again: held by the client, or popular and kept for a minute."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.engines.engine import Engine
from search_service.engines.kept_answers import KeptAnswers
from tests.conftest import app_with

PATHS = [
    "/v1/search?q=jooga",
    "/v1/suggest?q=joo",
    "/v1/map?bbox=20,59,32,71&zoom=6&kind=hobby",
]


@pytest.fixture(scope="module")
def keeping(engine: EngineAddress, demo: Report) -> Iterator[TestClient]:
    with TestClient(app_with(engine, kept_mb=1)) as client:
        yield client


@contextmanager
def without_engine(client: TestClient) -> Iterator[None]:
    """Searches meet an engine that answers nothing."""
    assert isinstance(client.app, FastAPI)
    searcher = client.app.state.searcher
    client.app.state.searcher = replace(searcher, engine=Engine("http://127.0.0.1:1", "", 1.0))
    try:
        yield
    finally:
        client.app.state.searcher = searcher


@pytest.mark.parametrize("path", PATHS)
def test_a_popular_answer_is_told_again_without_asking_the_engine(
    keeping: TestClient, path: str
) -> None:
    first = keeping.get(path)
    with without_engine(keeping):
        again = keeping.get(path)
        assert keeping.get(f"{path}&lang=sv").status_code == 503
    assert again.status_code == 200
    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-type"] == first.headers["content-type"]


@pytest.mark.parametrize("path", PATHS)
def test_what_the_client_holds_is_not_made_again(api: TestClient, path: str) -> None:
    tag = api.get(path).headers["etag"]
    with without_engine(api):
        assert api.get(path, headers={"If-None-Match": tag}).status_code == 304
        old = api.get(path)
    assert "etag" not in old.headers
    assert [one["field"] for one in old.json()["warnings"]] == ["index"]  # it says that it is old


def test_what_is_refused_is_refused_whatever_the_client_holds(api: TestClient) -> None:
    answer = api.get("/v1/search?kind=x", headers={"If-None-Match": "*"})
    assert answer.status_code == 422


def test_memory_for_kept_answers_has_an_end() -> None:
    kept = KeptAnswers(100)
    for number in range(10):
        kept.put(str(number), b"x" * 30)
        kept.get("0")  # asked again and again
    assert [n for n in range(10) if kept.get(str(n))] == [0, 8, 9]
    kept.put("larger than all", b"x" * 101)
    assert kept.get("larger than all") is None
    nothing = KeptAnswers(0)
    nothing.put("a", b"x")
    assert nothing.get("a") is None
