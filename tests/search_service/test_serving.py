"""Processes come and go and nobody notices: workers, reload, deploy, gentle stop."""

import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexers.engine_record import EngineAddress
from indexers.report import Report
from tests.search_service.engine_proxy import door_to
from tests.search_service.served import Crowd, Served, on_loopback, served, until, url_of


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with on_loopback() as made:
        yield made


def answered(url: str) -> int:
    """All searches that the figures know of."""
    families = text_string_to_metric_families(httpx.get(f"{url}/metrics", timeout=90).text)
    return int(
        sum(
            sample.value
            for family in families
            for sample in family.samples
            if sample.name == "lahella_requests_total" and sample.labels["route"] == "/v1/search"
        )
    )


def workers_of(running: Served) -> set[int]:
    """The processes that answer: children of the parent that hold the listening socket."""
    path = f"/proc/{running.process.pid}/task/{running.process.pid}/children"
    with open(path) as children:
        pids = [int(one) for one in children.read().split()]
    return {pid for pid in pids if "spawn_main" in command_of(pid)}


def command_of(pid: int) -> str:
    with open(f"/proc/{pid}/cmdline") as command:
        return command.read()


def ready(url: str) -> bool:
    return httpx.get(f"{url}/readyz", timeout=90).status_code == 200


def test_workers_count_together_and_are_replaced_without_a_failed_request(
    engine: EngineAddress, demo: Report, listening: socket.socket
) -> None:
    url = url_of(listening)
    with served(engine, listening, "--workers", "2") as running:
        until(lambda: ready(url), "they are not ready")
        first = workers_of(running)
        assert len(first) == 2
        for _ in range(30):
            httpx.get(f"{url}/v1/search?q=jooga", timeout=90).raise_for_status()
        told = running.events("request")
        assert answered(url) == 30 == len([one for one in told if one["route"] == "/v1/search"])

        with Crowd(url) as crowd:
            crowd.goes_on()
            running.process.send_signal(signal.SIGHUP)
            until(lambda: not workers_of(running) & first, "the old workers stay")
            crowd.goes_on()
        assert crowd.failures == []
        assert set(crowd.statuses) == {200}
        assert answered(url) == 30, "a worker that ended keeps its share"
        assert running.end() == 0


def test_a_new_version_takes_over_from_the_old_one_without_a_failed_request(
    engine: EngineAddress, demo: Report, listening: socket.socket
) -> None:
    url, search = url_of(listening), "/v1/search?q=jooga"
    with (
        door_to(engine.url) as door,
        served(engine, listening, LAHELLA_DRAIN_S="1", MEILI_URL=door.url) as old,
        httpx.Client(base_url=url, timeout=90) as kept,
        httpx.Client(base_url=url, timeout=90) as waiting,
        Crowd(url) as crowd,
        ThreadPoolExecutor() as pool,
    ):
        until(lambda: ready(url), "the old one is not ready")
        assert "connection" not in kept.get("/readyz").headers
        waiting.get("/healthz")  # two connections with the old one, which stay open
        with served(engine, listening) as new:
            until(lambda: new.events("serving"), "the new one does not start")
            door.hold_after(0)
            in_hand = pool.submit(waiting.get, search)
            door.wait_until_held()
            old.process.send_signal(signal.SIGTERM)
            until(lambda: old.events("leaving"), "the old one does not leave")
            told = kept.get("/readyz")
            assert (told.status_code, told.json()["status"]) == (503, "leaving")
            assert told.headers["connection"] == "close"
            until(lambda: len(new.events("request")) > 20, "nobody goes to the new one")
            assert not in_hand.done()
            door.open()
            assert in_hand.result().json()["total"] > 0
            assert old.process.wait(90) == 0
            assert old.events("stopped")
            crowd.goes_on()
            crowd.stop()
            assert new.end() == 0
    assert crowd.failures == []
    assert set(crowd.statuses) == {200}
