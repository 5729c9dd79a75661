"""Encrypted sources: certificates are checked, limits hold as anywhere."""

import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from indexers.fetching.fetcher import Fetcher
from indexers.fetching.settings import FetchSettings
from indexers.sources.source import SourceError
from tests.indexers.page_server import Told, page_server

GOOD = Told(body=b"[1]")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def tls(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server of 127.0.0.1 shows; this machine trusts who signed it."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_an_encrypted_source_is_read_over_one_connection(tls: ssl.SSLContext) -> None:
    with page_server(lambda asked: GOOD, tls=tls) as server, Fetcher() as fetcher:
        assert fetcher.json(f"{server.url}/x", {"Cookie": "a=b"}) == [1]
        assert list(fetcher.items(f"{server.url}/y", "")) == [1]
    assert server.asked[0].headers["cookie"] == "a=b"
    assert len(server.connections) == 1


@pytest.mark.parametrize("reason", ["unknown authority", "another name"])
def test_a_certificate_that_proves_nothing_ends_it_at_once(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    if reason == "unknown authority":
        monkeypatch.delenv("SSL_CERT_FILE")
    host = "127.0.0.2" if reason == "another name" else "127.0.0.1"
    with page_server(lambda asked: GOOD, host=host, tls=tls) as server:
        with Fetcher() as fetcher, pytest.raises(SourceError, match="certificate is not accepted"):
            fetcher.json(server.url)
        assert (fetcher.traffic.requests, server.asked) == (1, [])


def test_an_encrypted_body_that_trickles_in_has_to_end(tls: ssl.SSLContext) -> None:
    done = threading.Event()

    def trickle() -> Iterator[bytes]:
        yield b"[1"
        while not done.wait(0.002):
            yield b",1"

    settings = FetchSettings(whole_s=0.3, gap_s=0)
    with page_server(lambda asked: Told(pieces=trickle()), tls=tls) as server:
        with Fetcher(settings) as fetcher, pytest.raises(SourceError, match="took longer than"):
            fetcher.json(server.url)
        done.set()


def test_a_redirect_does_not_lead_out_of_encryption(tls: ssl.SSLContext) -> None:
    with page_server(lambda asked: GOOD) as plain:
        moved = Told(302, headers={"Location": plain.url})
        with (
            page_server(lambda asked: moved, tls=tls) as server,
            pytest.raises(SourceError, match=f"leads to {plain.url}, which is not followed"),
        ):
            Fetcher().json(server.url)
        assert plain.asked == []
