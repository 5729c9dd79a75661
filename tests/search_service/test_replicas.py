"""Engines that hold the same: shipped to together, searched by turns, each other's stand-in."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import meilisearch
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY, install_keys
from indexers.engine.managed import ManagedEngine
from indexers.index.staging import live_build
from indexers.sources.registry import Origin
from indexers.store.database import Store
from tests.conftest import app_at, builder_of
from tests.indexers.corpus import PAIR, index_names, live_ids, some

PATIENCE_S = 60.0


class Several(NamedTuple):
    """Running engines with one master key, and a folder for a store and its source."""

    engines: list[EngineAddress]
    folder: Path

    @property
    def clients(self) -> list[meilisearch.Client]:
        return [meilisearch.Client(one.url, one.key) for one in self.engines]

    def run(self, kind: str, keys: str) -> Report:
        path = some(self.folder / "a.json", keys)
        first, *others = self.engines
        with Store(self.folder / "listings.sqlite") as store:
            builder = builder_of(first, store, others=others)
            origin = Origin(source="lahella", location=str(path))
            if kind == "build":
                return builder.run([origin], accept=True)
            return builder.update([origin], accept=True)

    def builds(self) -> list[str]:
        return [(live_build(client) or {"build": ""})["build"] for client in self.clients]

    def app(self, **changed: object) -> FastAPI:
        url = ",".join(one.url for one in self.engines)
        return app_at(url, SEARCH_KEY.value(self.engines[0].key), **changed)


@contextmanager
def several(folder: Path, count: int) -> Iterator[Several]:
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr("indexers.engine.managed.secrets.token_urlsafe", lambda _: "k" * 40)
        running = [ManagedEngine(folder / str(number)) for number in range(count)]
        engines = [stack.enter_context(engine).address for engine in running]
        for engine in engines:
            install_keys(engine.url, engine.key)
        yield Several(engines, folder)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Several]:
    with several(tmp_path, 2) as engines:
        yield engines


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Several]:
    with several(tmp_path, 3) as engines:
        yield engines


def stop(address: EngineAddress, sign: int) -> None:
    assert address.pid is not None
    os.kill(address.pid, sign)


def ids(keys: str) -> set[str]:
    return {f"lahella:{key}" for key in keys}


def await_build(client: TestClient, build: str) -> None:
    ends = time.monotonic() + PATIENCE_S
    while client.get("/readyz").json()["index"]["build"] != build:
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_build_and_an_update_reach_both_engines_under_one_name(pair: Several) -> None:
    assert pair.run("build", "123").warnings == ()
    assert [live_ids(client) for client in pair.clients] == [ids("123")] * 2
    assert len({*pair.builds()}) == 1
    report = pair.run("update", "234")
    assert (report.way, report.warnings) == ("amended", ())
    assert [live_ids(client) for client in pair.clients] == [ids("234")] * 2
    assert [index_names(client) for client in pair.clients] == [PAIR] * 2
    assert {*pair.builds()} == {report.build}


@pytest.mark.parametrize("away", [0, 1])
def test_an_engine_that_was_away_is_told_and_made_equal_by_the_next_run(
    pair: Several, away: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexers.commands.runs.ENGINE_TIMEOUT_S", 3)
    pair.run("build", "123")
    if away == 0:
        pair.engines.reverse()  # the command takes the first that answers
    stop(pair.engines[1], signal.SIGSTOP)
    try:
        report = pair.run("update", "234")
        [warning] = report.warnings
        assert pair.engines[1].url in warning
    finally:
        stop(pair.engines[1], signal.SIGCONT)
    assert pair.builds()[0] == report.build != pair.builds()[1]
    with TestClient(pair.app(refresh_s=0.1)) as client:
        await_build(client, report.build)
        states = sorted(one["state"] for one in client.get("/readyz").json()["engines"])
        assert states == ["behind", "ok"]
        for page in range(1, 20):
            answer = client.get(f"/v1/search?per_page={page}").json()
            assert {hit["id"] for hit in answer["hits"]} <= ids("234")
        repaired = pair.run("update", "234")
        assert (repaired.way, repaired.warnings) == ("unchanged", ())
        assert [live_ids(one) for one in pair.clients] == [ids("234")] * 2
        await_build(client, report.build)
        assert {one["state"] for one in client.get("/readyz").json()["engines"]} == {"ok"}


@pytest.mark.parametrize("sign", [signal.SIGSTOP, signal.SIGKILL])
def test_when_one_engine_fails_the_other_answers_every_search(
    pair: Several, sign: signal.Signals
) -> None:
    build = pair.run("build", "123").build
    with TestClient(pair.app(refresh_s=0.1, engine_timeout_s=5.0)) as client:
        await_build(client, build)
        client.get("/v1/search")
        stop(pair.engines[0], sign)
        try:
            for number in range(1, 30):
                answer = client.get(f"/v1/search?per_page={number}")
                assert answer.status_code == 200, answer.text
                assert answer.json()["total"] == 3
                assert answer.json()["warnings"] == []
            assert client.get("/readyz").status_code == 200
        finally:
            if sign == signal.SIGSTOP:
                stop(pair.engines[0], signal.SIGCONT)


def test_searches_are_spread_over_both(pair: Several) -> None:
    build = pair.run("build", "123").build
    app = pair.app(refresh_s=3600)
    with TestClient(app) as client:
        await_build(client, build)
        counts = [0, 0]
        for number in range(1, 11):
            client.get(f"/v1/search?per_page={number}")
            for replica in app.state.searcher.engine.replicas:
                counts[replica.number - 1] = replica.answered
    assert min(counts) >= 4


def test_an_update_that_stopped_between_the_engines_is_repaired(
    pair: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.run("build", "123")
    real, calls = "indexers.building.rolling.Copies", list[int]()

    def die(*_: object) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(real, die)
        with pytest.raises(KeyboardInterrupt):
            pair.run("update", "234")
    assert calls
    report = pair.run("update", "234")
    assert report.way == "rebuilt"
    assert [live_ids(client) for client in pair.clients] == [ids("234")] * 2
    assert {*pair.builds()} == {report.build}


def test_a_clock_that_went_back_does_not_hide_a_newer_build(pair: Several) -> None:
    pair.run("build", "123")
    numbers = [(live_build(client) or {})["number"] for client in pair.clients]
    pair.run("build", "124")
    later = [(live_build(client) or {})["number"] for client in pair.clients]
    assert [after - before for before, after in zip(numbers, later, strict=True)] == [1, 1]


def test_three_engines_are_one_index_and_one_answers_when_two_fail(three: Several) -> None:
    three.run("build", "123")
    report = three.run("update", "234")
    assert (report.way, report.warnings) == ("amended", ())
    assert [live_ids(client) for client in three.clients] == [ids("234")] * 3
    with TestClient(three.app(refresh_s=0.1, engine_timeout_s=5.0)) as client:
        await_build(client, report.build)
        hung, killed, _ = three.engines
        stop(hung, signal.SIGSTOP)
        try:
            stop(killed, signal.SIGKILL)
            for number in range(1, 30):
                answer = client.get(f"/v1/search?per_page={number}")
                assert answer.status_code == 200, answer.text
                assert (answer.json()["total"], answer.json()["warnings"]) == (3, [])
        finally:
            stop(hung, signal.SIGCONT)
