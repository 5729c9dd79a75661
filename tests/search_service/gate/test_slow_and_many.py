"""Clients that are slow, silent or many, as a server on a port meets them."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from search_service.gate import gate, sizes, slow_clients
from search_service.gate.gate import Gate
from search_service.gate.slow_clients import MAX_HEAD
from search_service.settings import Settings
from tests.live_service import listening
from tests.test_error_shape import assert_problem

SHORT_S = 0.3
HEAD = b"GET /%s HTTP/1.1\r\nHost: a\r\n\r\n"
OPEN = threading.Event()  # opens the doors of /waiting


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """A small app: /read takes a body, /endless never ends, /waiting waits for the doors."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/waiting":
        await asyncio.to_thread(OPEN.wait, 10)
    while scope["path"] == "/read" and (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while scope["path"] == "/endless":
        await send({"type": "http.response.body", "body": b"x" * 500_000, "more_body": True})
    await send({"type": "http.response.body", "body": b"whole"})


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The small app behind the gate, with little patience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slow_clients, "HEAD_S", SHORT_S)
        patch.setattr(sizes, "PIECE_S", SHORT_S)
        patch.setattr(gate, "READING_S", SHORT_S)
        with listening(Gate(answering, Settings(max_at_once=2))) as address:
            yield address


def spoken(url: str, *said: bytes) -> socket.socket:
    """A connection over which something was said."""
    parts = urlsplit(url)
    line = socket.create_connection((parts.hostname, parts.port), timeout=10)
    for piece in said:
        line.sendall(piece)
    return line


def heard(line: socket.socket) -> bytes:
    """All that is answered until the other side hangs up."""
    told = b""
    while piece := line.recv(65_536):
        told += piece
    line.close()
    return told


@pytest.mark.parametrize("said", [b"", b"GET / HT", HEAD[:-2]])
def test_who_says_no_whole_head_in_time_is_hung_up_on(url: str, said: bytes) -> None:
    assert heard(spoken(url, said)).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_never_ends_is_refused(url: str) -> None:
    line = spoken(url, b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
    line.sendall(b"x" * MAX_HEAD)
    assert heard(line).startswith(b"HTTP/1.1 431 ")


def test_a_second_request_has_a_head_of_its_own(url: str) -> None:
    line = spoken(url, HEAD % b"")
    assert line.recv(65_536).startswith(b"HTTP/1.1 200 ")
    line.sendall(b"GET /again HT")
    assert heard(line).startswith(b"HTTP/1.1 408 ")


def test_many_requests_on_one_connection_are_not_taken_for_one_head(url: str) -> None:
    with httpx.Client(base_url=url, headers={"X-Long": "x" * 5000}) as client:
        assert {client.get("/").status_code for _ in range(20)} == {200}


def test_a_body_that_stops_coming_is_given_up(url: str) -> None:
    said = b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"
    told = heard(spoken(url, said))
    assert told.startswith((b"HTTP/1.1 408 ", b"HTTP/1.1 500 ")), told


def test_a_reader_that_does_not_read_is_given_up(url: str) -> None:
    line = spoken(url, HEAD % b"endless")
    assert line.recv(12) == b"HTTP/1.1 200"
    threading.Event().wait(3 * SHORT_S)
    assert b"\r\n0\r\n\r\n" not in heard(line)[-10:], "an end would say that the file is whole"


def test_what_is_too_much_at_once_is_sent_away_and_health_is_told(url: str) -> None:
    lines = [spoken(url, HEAD % b"waiting") for _ in range(2)]
    with httpx.Client(base_url=url) as client:
        answer = client.get("/")
        while answer.status_code == 200:  # the two may still be on their way
            answer = client.get("/")
        assert_problem(answer, 503)
        assert answer.headers["retry-after"] == "1"
        assert client.get("/healthz").status_code == 200
        OPEN.set()
        for line in lines:
            assert line.recv(65_536).startswith(b"HTTP/1.1 200 ")
            line.close()
        while client.get("/").status_code != 200:
            pass
