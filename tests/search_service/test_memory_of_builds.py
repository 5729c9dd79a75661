"""The tables of a build that is gone leave the memory."""

import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexers.engine_record import EngineAddress
from indexers.managed_engine import ManagedEngine
from search_service.demo import DEMO
from search_service.engines.live import LiveIndex
from tests.conftest import app_with, build_index

ASKED = ("/v1/search?q=jooga", "/v1/suggest?q=joog", "/v1/map?bbox=19,59,32,71&zoom=6")
BUILDS = 4  # the live one and the one before are still in use


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EngineAddress]:
    with ManagedEngine(tmp_path / "engine") as running:
        yield running.address


def test_old_tables_go_while_builds_come(engine: EngineAddress) -> None:
    build_index(engine, DEMO)
    with TestClient(app_with(engine)) as client:
        assert isinstance(client.app, FastAPI)
        assert client.portal is not None
        index: LiveIndex = client.app.state.searcher.index
        seen = []
        for _ in range(BUILDS):
            for path in (
                "/v1/search?q=jooga",
                "/v1/suggest?q=jo",
                "/v1/map?bbox=19,59,32,71&zoom=6",
            ):
                assert client.get(path).status_code == 200
            seen.append(weakref.ref(index.latest.locations))
            build_index(engine, DEMO)
            client.portal.call(index.refresh)
        alive = [one() is not None for one in seen]
        assert alive[:2] == [False, False], alive
