"""What readers see of a build that comes: the state before or the one after, and no waiting."""

import gc
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexers.building.amend import Amendment
from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.index.companion import BuildFacts
from indexers.index.staging import COMPANION
from indexers.index.staging import new as new_index
from indexers.sources.registry import Origin
from indexers.store.database import Store
from search_service.engines import live
from search_service.engines.replica import Replica
from search_service.engines.tables import Tables, read_tables
from tests.conftest import app_with, builder_of
from tests.indexers.corpus import keyed, write
from tests.search_service.small_corpus import channel, named

PATIENCE_S = 60.0
SEARCHES = ("", "q=kuoro", "near=60.17,24.94", "q=kuoro&near=60.17,24.94", "sort=newest")
KINDS = ("update", "build")
Found = tuple[str, int, list[str]]  # build, total, ids in order


class Indexer(NamedTuple):
    """One engine, and a source of listings whose words and places change from round to round."""

    engine: EngineAddress
    folder: Path
    store: Store

    def run(self, kind: str, number: int) -> Report:
        path = self.folder / "a.json"
        write(path, [_listing(key, number) for key in range(number, number + 12)])
        builder = builder_of(self.engine, self.store)
        origin = Origin(source="lahella", location=str(path))
        if kind == "build":
            return builder.run([origin], accept=True)
        return builder.update([origin], accept=True)

    def app(self, refresh_s: float) -> TestClient:
        return TestClient(app_with(self.engine, refresh_s=refresh_s, engine_timeout_s=PATIENCE_S))


def _listing(key: int, number: int) -> dict[str, Any]:
    """Which one is a choir, and where each is, changes with the round."""
    title = "Kuoro kokoontuu" if (key + number) % 3 == 0 else f"Ompeluseura {key}"
    place = channel(60.17 + (key * (number + 1) % 7) / 1000, 24.94, city="Helsinki")
    return keyed(str(key), translations=named(title), channels=[place])


@pytest.fixture
def indexer(fresh_engine: EngineAddress, tmp_path: Path) -> Iterator[Indexer]:
    with Store(tmp_path / "listings.sqlite") as store:
        yield Indexer(fresh_engine, tmp_path, store)


def found_by(api: TestClient) -> list[Found]:
    """What each search finds."""
    answers = []
    for search in SEARCHES:
        answer = api.get(f"/v1/search?{search}").json()
        ids = [hit["id"] for hit in answer["hits"]]
        answers.append((answer["index"]["build"], answer["total"], ids))
    return answers


def when_announced(patch: pytest.MonkeyPatch, do: Callable[[], None]) -> None:
    """Do something between the announcement of a build and the moment that it is live."""
    for module in ("rolling", "rebuild"):
        patch.setattr(f"indexers.building.{module}.give_notice", lambda *_: do())


def test_an_update_is_seen_whole_or_not_at_all_even_by_who_starts_meanwhile(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexer.run("build", 0)
    with indexer.app(refresh_s=3600) as api:
        before, seen = found_by(api), dict[str, list[list[Found]]]()

        def look(step: str) -> None:
            if step not in seen:
                with indexer.app(refresh_s=3600) as started:
                    seen[step] = [found_by(api), found_by(started)]

        when_announced(monkeypatch, lambda: look("announced"))
        real = Amendment._delete

        def delete(self: Amendment, *args: Any) -> None:
            look("live")
            real(self, *args)

        monkeypatch.setattr(Amendment, "_delete", delete)
        report = indexer.run("update", 1)
        after = found_by(api)
    assert report.way == "amended"
    assert {build for build, _, _ in after} == {report.build}
    assert [ids for _, _, ids in before] != [ids for _, _, ids in after]
    assert seen == {"announced": [before, before], "live": [after, after]}


@pytest.mark.parametrize("kind", KINDS)
def test_the_tables_of_an_announced_build_are_read_before_it_is_live(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    read = list[str]()

    async def noted(replica: Replica, facts: BuildFacts, companion: str) -> Tables:
        tables = await read_tables(replica, facts, companion)
        read.append(companion)
        return tables

    indexer.run("build", 0)
    monkeypatch.setattr(live, "read_tables", noted)
    with indexer.app(refresh_s=0.05) as api:
        before = found_by(api)

        def wait() -> None:
            ends = time.monotonic() + PATIENCE_S
            while len(read) < 2:
                assert time.monotonic() < ends
                time.sleep(0.05)
            assert found_by(api) == before

        when_announced(monkeypatch, wait)
        report = indexer.run(kind, 1)
        after = found_by(api)
    with indexer.app(refresh_s=3600) as started:
        assert found_by(started) == after
    assert {build for build, _, _ in after} == {report.build}
    coming = COMPANION if kind == "update" else new_index(COMPANION)
    assert read == [COMPANION, coming, COMPANION]  # at the first start, ahead, at the second start


@pytest.mark.parametrize("kind", KINDS)
def test_tables_that_could_not_be_read_ahead_are_read_when_they_are_needed(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    tried, is_live = list[str](), list[bool]()

    async def failing(replica: Replica, facts: BuildFacts, companion: str) -> Tables:
        tried.append(companion)
        if not is_live and len(tried) > 1:
            raise ValueError("unreadable")
        return await read_tables(replica, facts, companion)

    indexer.run("build", 0)
    monkeypatch.setattr(live, "read_tables", failing)
    with indexer.app(refresh_s=0.05) as api:

        def wait() -> None:
            ends = time.monotonic() + PATIENCE_S
            while len(tried) < 3:  # it is tried again
                assert time.monotonic() < ends
                time.sleep(0.05)
            is_live.append(True)

        when_announced(monkeypatch, wait)
        report = indexer.run(kind, 1)
        assert {build for build, _, _ in found_by(api)} == {report.build}


@pytest.mark.parametrize("kind", KINDS)
def test_the_tables_of_a_gone_build_leave_the_memory(indexer: Indexer, kind: str) -> None:
    indexer.run("build", 0)
    with indexer.app(refresh_s=0.05) as api:
        found_by(api)
        assert api.get("/v1/suggest?q=ku").json()["groups"]
        assert isinstance(api.app, FastAPI)
        tables = weakref.ref(api.app.state.searcher.index.latest.locations)
        report = indexer.run(kind, 1)
        assert {build for build, _, _ in found_by(api)} == {report.build}
        ends = time.monotonic() + PATIENCE_S
        while tables() is not None and time.monotonic() < ends:
            gc.collect()  # a request that met the swap leaves an error that holds its frames
            time.sleep(0.05)
        assert tables() is None


def test_a_first_build_waits_for_nobody(indexer: Indexer, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = list[bool]()
    when_announced(monkeypatch, lambda: waited.append(True))
    indexer.run("build", 0)
    assert waited == []
    assert indexer.run("update", 0).way == "unchanged"
    assert waited == []
    indexer.run("build", 1)
    assert waited == [True]
