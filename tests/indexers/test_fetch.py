from pathlib import Path

import pytest

from indexers.fetch import USER_AGENT, Fetcher, is_url
from indexers.sources.source import SourceError
from tests.indexers.page_server import Told, page_server


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


def test_an_address_is_fetched_with_its_headers_and_our_name() -> None:
    with page_server(lambda asked: Told(body=b"[1]")) as server:
        assert Fetcher().json(f"{server.url}/x", {"Cookie": "a=b"}) == [1]
    [asked] = server.asked
    assert (asked.headers["cookie"], asked.headers["user-agent"]) == ("a=b", USER_AGENT)


def test_a_redirect_is_not_followed_so_that_credentials_stay_where_they_belong() -> None:
    with page_server(lambda asked: Told(body=b"[1]")) as other:
        moved = Told(301, headers={"Location": f"{other.url}/y"})
        with page_server(lambda asked: moved) as server, pytest.raises(SourceError, match="301"):
            Fetcher().json(f"{server.url}/x", {"Cookie": "a=b"})
    assert other.asked == []


def test_a_body_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexers.fetch.MAX_BYTES", 100)
    too_much = Told(body=b"[" + b"1," * 100 + b"1]")
    with page_server(lambda asked: too_much) as server, pytest.raises(SourceError) as caught:
        Fetcher().json(f"{server.url}/x")
    assert "more than 100 bytes; stopped reading" in str(caught.value)


def test_nesting_beyond_all_measure_is_malformed_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[" * 100_000 + "]" * 100_000)
    with pytest.raises(SourceError, match="malformed"):
        Fetcher().json(str(path))
