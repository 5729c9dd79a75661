"""What a Fetcher does with files and with an address that answers well."""

import gc
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher, is_url
from indexers.fetching.settings import FetchSettings
from indexers.fetching.traffic import Traffic
from indexers.sources.source import NotThere, SourceError
from tests.indexers.fetching.fake_clock import FakeClock
from tests.indexers.page_server import Told, page_server

LARGE = orjson.dumps([{"text": "x" * 1000}] * 3000)  # more than a body may have in memory


@pytest.mark.parametrize(
    ("origin", "fetched"),
    [("http://x", True), ("https://x/y.json", True), ("y.json", False), ("ftp://x", False)],
)
def test_only_web_addresses_are_fetched(origin: str, fetched: bool) -> None:
    assert is_url(origin) is fetched


def test_a_file_is_read_as_json(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"nimi": "Ylöjärvi"}', encoding="utf-8")
    assert Fetcher().json(str(path)) == {"nimi": "Ylöjärvi"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_and_an_address_are_read_in_the_same_four_ways(tmp_path: Path, mark: bytes) -> None:
    body = mark + b'[{"a": 1}]\n'
    path = tmp_path / "x.json"
    path.write_bytes(body)
    with page_server(lambda asked: Told(body=body)) as server, Fetcher() as fetcher:
        for origin in (str(path), f"{server.url}/x.json"):
            assert fetcher.json(origin) == [{"a": 1}]
            assert list(fetcher.items(origin, "")) == [{"a": 1}]
            assert list(fetcher.lines(origin)) == [[{"a": 1}]]
            assert fetcher.content(origin) == b'[{"a": 1}]\n'


def test_a_pipe_is_read_as_a_file_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as writer:
        for body in (b'{"items": [1, 2]}', b"\xef\xbb\xbf[1, 2]"):
            writer.submit(pipe.write_bytes, body)
            assert list(Fetcher().items(str(pipe), "items")) == [1, 2]


def test_an_address_is_fetched_with_its_headers_and_our_name() -> None:
    with page_server(lambda asked: Told(body=b"[1]")) as server:
        assert Fetcher().json(f"{server.url}/x", {"Cookie": "a=b"}) == [1]
    [asked] = server.asked
    assert asked.headers["cookie"] == "a=b"
    assert asked.headers["user-agent"].startswith("lahella-search/")
    assert asked.headers["accept-encoding"] == "gzip"


def test_a_source_is_told_whom_to_ask_about_us() -> None:
    settings = FetchSettings(contact="https://example.fi/haku")
    with page_server(lambda asked: Told(body=b"[1]")) as server, Fetcher(settings) as fetcher:
        fetcher.json(server.url)
    assert server.asked[0].headers["user-agent"].endswith(" (+https://example.fi/haku)")


def test_one_connection_serves_many_requests() -> None:
    with page_server(lambda asked: Told(body=b"[1]")) as server, Fetcher() as fetcher:
        for number in range(5):
            fetcher.json(f"{server.url}/{number}")
        assert (len(server.asked), len(server.connections)) == (5, 1)


def test_connections_are_closed_also_when_nobody_says_so() -> None:
    with page_server(lambda asked: Told(body=b"[1]")) as server:
        fetcher = Fetcher()
        fetcher.json(server.url)
        [connection] = server.connections
        del fetcher
        gc.collect()  # a socket that was only dropped would warn here, and warnings are errors
        while connection.fileno() >= 0:  # until the server has seen the end, too
            time.sleep(0.001)


def test_a_cookie_that_a_server_sets_is_not_kept() -> None:
    told = Told(body=b"[1]", headers={"Set-Cookie": "session=1; Path=/"})
    with page_server(lambda asked: told) as server, Fetcher() as fetcher:
        fetcher.json(server.url)
        fetcher.json(server.url)
    assert ["cookie" in asked.headers for asked in server.asked] == [False, False]


def test_a_body_beyond_the_limit_is_refused() -> None:
    body = b"[" + b"1," * 100 + b"1]"
    whole, in_pieces = Told(body=body), Told(pieces=[body[:90], body[90:]])
    settings = FetchSettings.model_validate({"max_size": 100})
    with (
        page_server(lambda asked: whole if asked.path == "/whole" else in_pieces) as server,
        Fetcher(settings) as fetcher,
    ):
        for path in ("whole", "pieces"):
            with pytest.raises(SourceError, match="more than 100 bytes; stopped reading"):
                fetcher.json(f"{server.url}/{path}")


def test_a_body_too_large_for_memory_can_still_be_read_item_by_item() -> None:
    settings = FetchSettings.model_validate({"whole_size": 2 * 10**6})
    with page_server(lambda asked: Told(body=LARGE)) as server, Fetcher(settings) as fetcher:
        assert sum(1 for _ in fetcher.items(server.url, "")) == 3000
        for read in (fetcher.json, fetcher.content):
            with pytest.raises(SourceError, match="more than 2000000 bytes, too large to be read"):
                read(server.url)


def test_nesting_beyond_all_measure_is_malformed_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[" * 100_000 + "]" * 100_000)
    with pytest.raises(SourceError, match="malformed"):
        Fetcher().json(str(path))


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_can_be_told_from_a_source_that_fails(status: int) -> None:
    with (
        page_server(lambda asked: Told(status)) as server,
        pytest.raises(NotThere, match=f"{server.url}/x: answered {status}") as caught,
    ):
        Fetcher().json(f"{server.url}/x")
    assert caught.value.status == status
    assert len(server.asked) == 1


@pytest.mark.parametrize("kind", ["text/html", "application/json", "text/plain"])
def test_a_page_to_log_in_is_told_as_one_and_not_quoted(kind: str) -> None:
    page = Told(body=b"\n <!doctype html><p>private</p>", headers={"Content-Type": kind})
    with page_server(lambda asked: page) as server, Fetcher() as fetcher:
        for read in (
            fetcher.json,
            lambda origin: list(fetcher.items(origin, "")),
            lambda origin: list(fetcher.lines(origin)),
        ):
            with pytest.raises(SourceError, match="expected JSON, but it is a web page") as caught:
                read(server.url)
            assert "private" not in str(caught.value)


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "", "nonsense"])
def test_json_is_read_whatever_it_is_called(kind: str) -> None:
    told = Told(body=b'["<p>"]', headers={"Content-Type": kind})
    with page_server(lambda asked: told) as server, Fetcher() as fetcher:
        assert fetcher.json(server.url) == ["<p>"]


def test_a_password_in_an_address_is_used_and_never_told() -> None:
    with page_server(lambda asked: Told(401)) as server, Fetcher() as fetcher:
        address = server.url.replace("//", "//user:secret@")
        with pytest.raises(SourceError, match=f"^{server.url}/x: answered 401") as caught:
            fetcher.json(f"{address}/x")
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("value", ["sälä", "sala\r\nX: y"])
def test_credentials_that_no_header_can_hold_are_not_told_either(value: str) -> None:
    with (
        page_server(lambda asked: Told(body=b"[1]")) as server,
        pytest.raises(SourceError, match="the credentials hold characters") as caught,
    ):
        Fetcher().json(server.url, {"Cookie": value})
    assert value[:4] not in str(caught.value)
    assert server.asked == []


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https:///x", "http://a:port/"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with Fetcher() as fetcher, pytest.raises(SourceError, match="is no address"):
        fetcher.json(address)


def test_what_was_done_is_counted() -> None:
    answers = iter([Told(503), Told(body=b"[1]"), Told(body=b"[2]")])
    fake = FakeClock()
    settings = FetchSettings(gap_s=0.25, retry_s=1)
    with (
        page_server(lambda asked: next(answers)) as server,
        Fetcher(settings, clock=fake.clock) as fetcher,
    ):
        fetcher.json(server.url)
        fetcher.for_origin(server.url).json(server.url)
        waited_s = sum(fake.slept)
        assert fetcher.traffic == Traffic(requests=3, bytes=6, retries=1, waited_s=waited_s)
    assert waited_s > 0.5
