"""Processes come and go and nobody notices: workers, reload, deploy, gentle stop."""

import http.client
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from tests.search_service.engine_proxy import door_to
from tests.search_service.served import (
    PATIENCE_S,
    Crowd,
    Served,
    on_loopback,
    served,
    until,
    url_of,
)


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with on_loopback() as made:
        yield made


def answered(url: str) -> int:
    """All searches that the figures know of."""
    families = text_string_to_metric_families(httpx.get(f"{url}/metrics", timeout=PATIENCE_S).text)
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


def connection_to(listening: socket.socket) -> http.client.HTTPConnection:
    host, port = listening.getsockname()
    return http.client.HTTPConnection(host, port, timeout=PATIENCE_S)


def healthy(connection: http.client.HTTPConnection) -> bool:
    """Ask over a connection that stays with one process, as long as it is asked often."""
    connection.request("GET", "/healthz")
    return connection.getresponse().read() == b'{"status":"ok"}'


def ready(url: str) -> bool:
    return httpx.get(f"{url}/readyz", timeout=PATIENCE_S).status_code == 200


def test_workers_count_together_and_are_replaced_without_a_failed_request(
    engine: EngineAddress, demo: Report, listening: socket.socket
) -> None:
    url = url_of(listening)
    with served(engine, listening, "--workers", "2") as running:
        until(lambda: ready(url), "they are not ready")
        first = workers_of(running)
        assert len(first) == 2
        for _ in range(30):
            httpx.get(f"{url}/v1/search?q=jooga", timeout=PATIENCE_S).raise_for_status()

        def told() -> int:
            return len([one for one in running.events("request") if one["route"] == "/v1/search"])

        # A request is told when its answer has left.
        until(lambda: answered(url) == told() == 30, "not all searches are counted and told")

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
    url = url_of(listening)
    with (
        door_to(engine.url) as door,
        served(engine, listening, LAHELLA_DRAIN_S="1", MEILI_URL=door.url) as old,
        Crowd(url, "/v1/municipalities/091") as crowd,  # needs no engine: the door will be shut
        ThreadPoolExecutor() as pool,
        closing(connection_to(listening)) as kept,
        closing(connection_to(listening)) as idle,
    ):
        until(lambda: ready(url), "the old one is not ready")
        door.hold_after(0)
        in_hand = pool.submit(httpx.get, f"{url}/v1/search?q=jooga", timeout=PATIENCE_S)
        door.wait_until_held()
        with served(engine, listening) as new:
            until(
                lambda: healthy(kept) and healthy(idle) and new.events("serving"),
                "the new one does not start",
            )
            old.process.send_signal(signal.SIGTERM)
            until(lambda: old.events("leaving"), "the old one does not leave")
            kept.request("GET", "/readyz")
            told = kept.getresponse()
            assert (told.status, told.headers["connection"]) == (503, "close")
            assert b'"leaving"' in told.read()
            assert idle.sock.recv(1) == b"", "idle connections are closed when the draining is over"
            assert not in_hand.done()
            door.open()
            assert in_hand.result().json()["total"] > 0
            assert old.process.wait(PATIENCE_S) == 0
            assert old.events("stopped")
            crowd.goes_on()
            crowd.stop()
            assert new.end() == 0
    assert crowd.failures == []
    assert set(crowd.statuses) == {200}
