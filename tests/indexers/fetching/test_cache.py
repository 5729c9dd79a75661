"""Answers that are remembered: a server need only say that nothing has changed."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.fetching.settings import FetchSettings
from indexers.sources.source import SourceError
from tests.indexers.page_server import Asked, Script, Told, page_server


def versioned(bodies: Mapping[str, bytes], header: str = "ETag") -> Script:
    """A server of paths whose bodies are known by their version, "v" and their length."""
    condition = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}[header]

    def script(asked: Asked) -> Told:
        body = bodies[asked.path]
        version = f'"v{len(body)}"'
        if asked.headers.get(condition) == version:
            return Told(304)
        return Told(body=body, headers={header: version})

    return script


def conditions(asked: Asked) -> list[str]:
    names = ("if-none-match", "if-modified-since")
    return [asked.headers[name] for name in names if name in asked.headers]


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_what_has_not_changed_is_not_sent_again(tmp_path: Path, header: str) -> None:
    bodies = {"/x": b"[1]"}
    with page_server(versioned(bodies, header)) as server:
        for not_modified in (0, 1):
            with Fetcher(folder=tmp_path / "fetched") as fetcher:  # as in another run
                assert fetcher.json(f"{server.url}/x") == [1]
                assert fetcher.traffic.not_modified == not_modified
        with Fetcher(folder=tmp_path / "fetched") as fetcher:
            assert list(fetcher.items(f"{server.url}/x", "")) == [1]
            assert (fetcher.traffic.requests, fetcher.traffic.bytes) == (1, 0)
    assert [conditions(one) for one in server.asked] == [[], ['"v3"'], ['"v3"']]


def test_what_has_changed_takes_the_place_of_what_was_known(tmp_path: Path) -> None:
    bodies = {"/x": b"[1]"}
    with page_server(versioned(bodies)) as server, Fetcher(folder=tmp_path) as fetcher:
        for body, value in ((b"[1]", [1]), (b"[1,2]", [1, 2]), (b"[1,2]", [1, 2])):
            bodies["/x"] = body
            assert fetcher.json(f"{server.url}/x") == value
        assert fetcher.traffic.not_modified == 1
    assert [conditions(one) for one in server.asked] == [[], ['"v3"'], ['"v5"']]
    assert len(list(tmp_path.iterdir())) == 1


def test_without_a_folder_nothing_is_remembered() -> None:
    with page_server(versioned({"/x": b"[1]"})) as server, Fetcher() as fetcher:
        fetcher.json(f"{server.url}/x")
        fetcher.json(f"{server.url}/x")
    assert [conditions(one) for one in server.asked] == [[], []]


@pytest.mark.parametrize(
    "headers", [{}, {"ETag": '"1"', "Cache-Control": "private, no-store"}], ids=["unknown", "told"]
)
def test_what_is_not_to_be_kept_is_not_kept(tmp_path: Path, headers: dict[str, str]) -> None:
    with page_server(lambda asked: Told(body=b"[1]", headers=headers)) as server:
        with Fetcher(folder=tmp_path) as fetcher:
            fetcher.json(server.url)
        assert list(tmp_path.iterdir()) == []


def test_an_answer_to_other_credentials_is_another_answer(tmp_path: Path) -> None:
    with page_server(versioned({"/x": b"[1]"})) as server, Fetcher(folder=tmp_path) as fetcher:
        for cookie in ("one", "two", "one"):
            fetcher.json(f"{server.url}/x", {"Cookie": cookie})
        assert fetcher.traffic.not_modified == 1


def test_nothing_kept_tells_who_asked_for_it_and_only_we_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "fetched"
    with page_server(versioned({"/x": b"[1]"})) as server, Fetcher(folder=folder) as fetcher:
        fetcher.json(f"{server.url}/x?token=secret", {"Cookie": "secret"})
    [kept] = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o700, 0o600)
    assert b"secret" not in bytes(kept) + kept.read_bytes()


def test_the_folder_stays_within_its_size_and_what_was_used_last_stays(tmp_path: Path) -> None:
    bodies = {f"/{number}": b'"%s"' % (b"x" * 390) for number in range(3)}  # two fit in
    settings = FetchSettings.model_validate({"cache_size": 1000, "gap_s": 0})
    with page_server(versioned(bodies)) as server, Fetcher(settings, folder=tmp_path) as fetcher:
        for path in ("/0", "/1", "/0", "/2", "/0", "/1"):
            for kept in tmp_path.iterdir():  # time goes by
                age = kept.stat().st_mtime_ns - 10**10
                os.utime(kept, ns=(age, age))
            fetcher.json(server.url + path)
            assert sum(kept.stat().st_size for kept in tmp_path.iterdir()) <= 1000
    known = [bool(conditions(one)) for one in server.asked]
    assert known == [False, False, True, False, True, False]


def test_a_body_larger_than_the_folder_may_be_is_read_and_not_kept(tmp_path: Path) -> None:
    settings = FetchSettings.model_validate({"cache_size": 10})
    bodies = {"/x": b'["longer than that"]'}
    with page_server(versioned(bodies)) as server, Fetcher(settings, folder=tmp_path) as fetcher:
        assert fetcher.json(f"{server.url}/x") == ["longer than that"]
    assert list(tmp_path.iterdir()) == []


SHORT = b'{"conditions": {"If-None-Match": "\\"v3\\""}, "size": 3}\n[1'


@pytest.mark.parametrize("damage", [b"", b"nonsense\n[1]", b'{"size": 3}\n[1]', b"[]\n", SHORT])
def test_a_damaged_file_is_as_if_it_were_not_there(tmp_path: Path, damage: bytes) -> None:
    with page_server(versioned({"/x": b"[1]"})) as server, Fetcher(folder=tmp_path) as fetcher:
        fetcher.json(f"{server.url}/x")
        [kept] = tmp_path.iterdir()
        kept.write_bytes(damage)
        assert fetcher.json(f"{server.url}/x") == [1]
        assert fetcher.json(f"{server.url}/x") == [1]
        assert fetcher.traffic.not_modified == 1


def test_half_a_body_is_not_kept(tmp_path: Path) -> None:
    half = Told(pieces=[b"[1"], dropped=True, headers={"ETag": '"1"'})
    with (
        page_server(lambda asked: half) as server,
        Fetcher(folder=tmp_path) as fetcher,
        pytest.raises(SourceError, match="the transfer failed"),
    ):
        fetcher.json(server.url)
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_leaves_what_is_known_of_it(tmp_path: Path) -> None:
    answers = iter(
        [Told(body=b"[1]", headers={"ETag": '"1"'}), Told(500), Told(500), Told(404), Told(304)]
    )
    settings = FetchSettings(retries=1, retry_s=0, gap_s=0)
    with (
        page_server(lambda asked: next(answers)) as server,
        Fetcher(settings, folder=tmp_path) as fetcher,
    ):
        assert fetcher.json(server.url) == [1]
        for status in (500, 404):
            with pytest.raises(SourceError, match=f"answered {status}"):
                fetcher.json(server.url)
        assert fetcher.json(server.url) == [1]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        page_server(versioned({"/x": b"[1]"})) as server,
        Fetcher(folder=tmp_path / "file") as fetcher,
        pytest.raises(SourceError, match=r"/x: cannot be kept on disk \(Not a directory\)"),
    ):
        fetcher.json(f"{server.url}/x")
