"""Limits of time, size and number: no server can keep a Fetcher busy or fill the memory."""

import gzip
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.fetching.settings import FetchSettings
from indexers.sources.source import SourceError
from tests.indexers.page_server import Asked, Told, page_server

HASTY = FetchSettings(retries=0, gap_s=0)
GZIP = {"Content-Encoding": "gzip"}


def limited(**changed: object) -> FetchSettings:
    return FetchSettings.model_validate({**HASTY.model_dump(), **changed})


def failure(url: str, settings: FetchSettings) -> str:
    with Fetcher(settings) as fetcher, pytest.raises(SourceError) as caught:
        fetcher.json(url)
    return str(caught.value)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"timeout_s": 0.02}, "the transfer failed (timed out)"),
        ({"whole_s": 0.02}, "took longer than 0.02 s; stopped reading"),
    ],
)
def test_a_server_that_says_nothing_is_not_waited_for(
    limits: dict[str, float], reason: str
) -> None:
    done = threading.Event()

    def silent(asked: Asked) -> Told:
        done.wait(10)
        return Told(body=b"[1]")

    with page_server(silent) as server:
        told = failure(server.url, limited(**limits))
        assert not done.is_set()
        done.set()
    assert reason in told


def test_a_body_that_says_it_is_too_large_is_not_even_begun() -> None:
    told = Told(body=b"[1]", length=6 * 10**6)
    settings = limited(max_size=5 * 10**6)
    with page_server(lambda asked: told) as server, Fetcher(settings) as fetcher:
        with pytest.raises(SourceError, match="more than 5000000 bytes; stopped reading"):
            fetcher.json(server.url)
        assert fetcher.traffic.bytes == 0


def test_a_body_that_trickles_in_has_to_end() -> None:
    done = threading.Event()

    def trickle() -> Iterator[bytes]:
        yield b"[1"
        while not done.wait(0.002):
            yield b",1"

    with page_server(lambda asked: Told(pieces=trickle())) as server:
        told = failure(server.url, limited(whole_s=0.05))
        done.set()
    assert "took longer than 0.05 s; stopped reading" in told


@contextmanager
def endless_headers() -> Iterator[str]:
    """A server that sends the head of an answer for ever, byte by byte."""
    done = threading.Event()

    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not done.wait(0.002):
                connection.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            done.set()
            thread.join()


def test_a_head_that_trickles_in_has_to_end_too() -> None:
    with endless_headers() as url:
        assert "took longer than 0.05 s; stopped reading" in failure(url, limited(whole_s=0.05))


def test_a_slow_answer_within_the_limits_is_read() -> None:
    pause = threading.Event()

    def slowly() -> Iterator[bytes]:
        for piece in (b"[1", b",2", b"]"):
            pause.wait(0.005)
            yield piece

    with page_server(lambda asked: Told(pieces=slowly())) as server, Fetcher(HASTY) as fetcher:
        assert fetcher.json(server.url) == [1, 2]


def members(*parts: bytes) -> bytes:
    return b"".join(gzip.compress(part) for part in parts)


@pytest.mark.parametrize(
    "body",
    [members(b"[1,2]"), members(b"[1", b",2]"), members(b"[1,", b"", b"2]") + b"\0" * 9],
    ids=["one", "two members", "three members and padding"],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_compressed_body_is_unpacked_however_it_is_cut(body: bytes, size: int) -> None:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    told = Told(pieces=pieces, headers=GZIP)
    with page_server(lambda asked: told) as server, Fetcher(HASTY) as fetcher:
        assert fetcher.json(server.url) == [1, 2]
        assert fetcher.traffic.bytes == len(body)


def test_a_large_compressed_body_comes_whole() -> None:
    text = b"[" + b",".join(b'"%d"' % number for number in range(300_000)) + b"]"
    told = Told(body=gzip.compress(text), headers=GZIP)
    with page_server(lambda asked: told) as server, Fetcher(HASTY) as fetcher:
        assert fetcher.content(server.url) == text


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b" " * 10**6) for _ in range(100)) + packer.flush()
    assert len(bomb) < 120_000
    with page_server(lambda asked: Told(body=bomb, headers=GZIP)) as server:
        tracemalloc.start()
        told = failure(server.url, limited(max_size=5 * 10**6))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert "more than 5000000 bytes; stopped reading" in told
    assert peak < 10 * 10**6


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "deflate", "zstd"])
def test_another_encoding_than_was_asked_for_is_refused(encoding: str) -> None:
    told = Told(body=b"[1]", headers={"Content-Encoding": encoding})
    with page_server(lambda asked: told) as server:
        assert f"answered in the encoding {encoding}, expected gzip" in failure(server.url, HASTY)


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    pause, busy, most = threading.Event(), 0, 0
    counting = threading.Lock()

    def script(asked: Asked) -> Told:
        nonlocal busy, most
        with counting:
            busy += 1
            most = max(most, busy)
        pause.wait(0.005)
        with counting:
            busy -= 1
        return Told(body=b"[1]")

    with (
        page_server(script) as server,
        Fetcher(HASTY) as fetcher,
        ThreadPoolExecutor(4) as threads,
    ):
        assert list(threads.map(fetcher.json, [server.url] * 8)) == [[1]] * 8
    assert (len(server.asked), most) == (8, 1)
