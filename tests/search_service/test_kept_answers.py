"""Answers that are told again: held by the client, popular, or old when the engine fails."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.engines.engine import Engine
from search_service.engines.kept_answers import (
    KEEP_S,
    LARGEST_BYTES,
    LEAST_BYTES,
    Kept,
    KeptAnswers,
)
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


@pytest.mark.parametrize("path", PATHS[::2])
def test_an_old_answer_is_of_the_type_of_the_answer(api: TestClient, path: str) -> None:
    first = api.get(path)
    with without_engine(api):
        old = api.get(path)
    assert old.headers["content-type"] == first.headers["content-type"]
    assert old.headers["cache-control"] == "no-store"
    assert old.json()["total"] == first.json()["total"]


def _kept(body: bytes = b"{}", build: str = "one", at: float | None = None) -> Kept:
    return Kept(build, "tag", time.monotonic() if at is None else at, body)


def test_a_popular_answer_is_found_while_its_tag_is_the_same() -> None:
    kept = KeptAnswers(1)
    kept.put("a", _kept(b"x"))
    assert kept.popular("a", "tag") == b"x"
    assert kept.popular("a", "tag of the next minute") is None
    assert kept.popular("b", "tag") is None


def test_without_memory_for_popular_answers_they_are_kept_for_when_the_engine_fails() -> None:
    kept = KeptAnswers(0)
    kept.put("a", _kept())
    assert kept.popular("a", "tag") is None
    assert kept.old("a", "one")


def test_an_old_answer_is_found_by_its_question_and_build_while_it_is_young() -> None:
    kept, now = KeptAnswers(0), time.monotonic()
    kept.put("a", _kept(at=now - KEEP_S + 60))
    assert kept.old("a", "one")
    assert kept.old("a", "two") is None
    assert kept.old("b", "one") is None
    kept.put("a", _kept(at=now - KEEP_S - 1))
    assert kept.old("a", "one") is None


def test_memory_for_kept_answers_has_an_end() -> None:
    kept, part = KeptAnswers(1), LEAST_BYTES // LARGEST_BYTES
    for number in range(2 * part):
        kept.put(str(number), _kept(bytes(LARGEST_BYTES)))
        kept.popular("0", "tag")  # asked again and again
    held = [n for n in range(2 * part) if kept.old(str(n), "one")]
    assert held == [0, *range(part + 1, 2 * part)]
    kept.put("0", _kept(bytes(LARGEST_BYTES + 1)))
    assert kept.old("0", "one") is None
