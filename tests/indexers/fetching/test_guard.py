"""Where answers may lead a Fetcher: never to private addresses, never with somebody's secrets."""

from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from indexers.fetching.addresses import Guard, Home, is_public
from indexers.fetching.failures import Failed
from indexers.fetching.fetcher import Fetcher
from indexers.fetching.settings import FetchSettings
from indexers.sources.source import SourceError
from tests.indexers.page_server import Asked, Script, Told, page_server

GOOD = Told(body=b"[1]")
PRIVATE_ALLOWED = FetchSettings(allow_private=True, gap_s=0, retries=0)
HASTY = FetchSettings(gap_s=0, retries=0)


def to_loopback(host: str, port: int) -> Sequence[str]:
    """A name server of somebody who wants us to look around at home."""
    return ["127.0.0.1"]


def moving(*locations: str) -> Script:
    """A server that sends on from /0 to the first location, from /1 to the next, and so on."""

    def script(asked: Asked) -> Told:
        number = int(asked.path[1:])
        if number < len(locations):
            return Told(301, headers={"Location": locations[number]})
        return GOOD

    return script


def refusal(fetcher: Fetcher, url: str, **headers: str) -> str:
    with pytest.raises(SourceError) as caught:
        fetcher.json(url, headers)
    return str(caught.value)


def test_redirects_within_a_host_are_followed_with_credentials() -> None:
    with page_server(moving("/1", "2", "../3")) as server:
        assert Fetcher().json(f"{server.url}/0", {"Cookie": "a=b"}) == [1]
    assert [(one.path, one.headers["cookie"]) for one in server.asked] == [
        (f"/{number}", "a=b") for number in range(4)
    ]


def test_the_fourth_redirect_in_a_row_is_one_too_many() -> None:
    with page_server(moving("/1", "/2", "/3", "/4")) as server:
        assert "answered 301 more than 3 times" in refusal(Fetcher(), f"{server.url}/0")
    assert len(server.asked) == 4


def test_a_redirect_to_another_host_is_not_followed() -> None:
    with (
        page_server(lambda asked: GOOD, host="127.0.0.2") as other,
        page_server(moving(f"{other.url}/1")) as server,
    ):
        told = refusal(Fetcher(), f"{server.url}/0", Cookie="a=b")
    assert f"answered 301 and leads to {other.url}, which is not followed" in told
    assert other.asked == []


def test_a_redirect_to_another_port_is_not_followed() -> None:
    with (
        page_server(lambda asked: GOOD) as other,
        page_server(moving(f"{other.url}/1")) as server,
    ):
        assert other.url in refusal(Fetcher(), f"{server.url}/0")
    assert other.asked == []


@pytest.mark.parametrize(
    "location", ["https://127.0.0.1/1", "file:///etc/hosts", "ftp://127.0.0.1/1", "http://["]
)
def test_a_redirect_out_of_the_scheme_is_not_followed(location: str) -> None:
    with page_server(moving(location)) as server:
        assert "answered 301 and leads" in refusal(Fetcher(), f"{server.url}/0")
    assert len(server.asked) == 1


def test_credentials_are_for_the_host_of_the_source_only() -> None:
    with page_server(lambda asked: GOOD) as other, page_server(lambda asked: GOOD) as server:
        fetcher = Fetcher()
        fetcher.json(server.url, {"Authorization": "secret"})
        told = refusal(fetcher, f"{other.url}/x", Authorization="secret")
        assert f"is not at {server.url}, and only that may see the header Authorization" in told
        assert "secret" not in told
        assert other.asked == []
        assert fetcher.json(other.url, {"Accept": "application/json"}) == [1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_private_origin_that_is_spelt_out_is_meant(host: str) -> None:
    with page_server(lambda asked: GOOD) as server, Fetcher(HASTY) as fetcher:
        url = server.url.replace("127.0.0.1", host)
        assert fetcher.for_origin(url).json(f"{url}/x") == [1]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "127.1", "0x7f000001", "[::ffff:127.0.0.1]"]
)
@pytest.mark.parametrize("location", ["https://source.example/api", "a.json", "http://127.0.0.2"])
def test_a_link_in_an_answer_does_not_lead_to_this_machine(location: str, host: str) -> None:
    with page_server(lambda asked: GOOD) as server, Fetcher(PRIVATE_ALLOWED) as fetcher:
        link = server.url.replace("127.0.0.1", host)
        told = refusal(fetcher.for_origin(location), link)
    assert "is a private address, and not the host that was named as the source" in told
    assert server.asked == []
    assert server.connections == []


def test_the_first_address_asked_for_is_the_source_where_nothing_else_was_said() -> None:
    with (
        page_server(lambda asked: GOOD, host="127.0.0.2") as other,
        page_server(lambda asked: GOOD) as server,
    ):
        fetcher = Fetcher(HASTY)
        fetcher.json(server.url)
        assert "is a private address" in refusal(fetcher, other.url)
    assert other.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    with page_server(lambda asked: GOOD) as server, Fetcher(HASTY, resolve=to_loopback) as fetcher:
        url = server.url.replace("127.0.0.1", "source.example")
        told = refusal(fetcher.for_origin(url), url)
    assert "source.example leads to a private address" in told
    assert "LAHELLA_ALLOW_PRIVATE_SOURCES" in told
    assert server.connections == []


def test_a_name_may_lead_to_a_private_address_where_the_operator_allows_it() -> None:
    with (
        page_server(lambda asked: GOOD) as server,
        Fetcher(PRIVATE_ALLOWED, resolve=to_loopback) as fetcher,
    ):
        url = server.url.replace("127.0.0.1", "source.example")
        source = fetcher.for_origin(url)
        assert source.json(url) == [1]
        assert server.asked[0].headers["host"].startswith("source.example:")
        other = server.url.replace("127.0.0.1", "other.example")
        assert "other.example is a private address" in refusal(source, other)


def test_what_is_connected_to_is_what_was_looked_up_and_looked_at() -> None:
    """A name server that changes its mind between two lookups is asked only once."""
    asked = []

    def changing(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with (
        page_server(lambda asked: GOOD) as server,
        Fetcher(PRIVATE_ALLOWED, resolve=changing) as fetcher,
    ):
        url = server.url.replace("127.0.0.1", "source.example")
        assert fetcher.json(url) == fetcher.json(url) == [1]
        assert fetcher.json(f"{url}/x") == [1]
    assert asked == ["source.example"]


def test_of_several_addresses_the_next_is_tried_when_one_does_not_answer() -> None:
    with (
        page_server(lambda asked: GOOD) as server,
        Fetcher(PRIVATE_ALLOWED, resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"]) as fetcher,
    ):
        assert fetcher.json(server.url.replace("127.0.0.1", "source.example")) == [1]


def test_only_the_public_ones_of_several_addresses_are_used() -> None:
    home = Home("https", "source.example", 443)
    found = ["10.0.0.1", "8.8.8.8", "::1", "2001:4860:4860::8888"]
    guard = Guard(home, allow_private=False, resolve=lambda host, port: found)
    assert guard.addresses("source.example", 443) == ["8.8.8.8", "2001:4860:4860::8888"]
    nothing = Guard(home, allow_private=False, resolve=lambda host, port: found[:1])
    with pytest.raises(Failed, match="leads to a private address"):
        nothing.addresses("source.example", 443)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("127.255.0.1", False),
        ("169.254.169.254", False),  # where clouds keep their machines' secrets
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),  # 10.0.0.1 through a translator
        ("2002:a00:1::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
    ],
)
def test_public_is_what_the_whole_internet_can_reach(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_goes_through_the_proxy_of_the_environment_and_this_machine_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with page_server(lambda asked: Told(body=b"[2]")) as proxy, page_server(lambda _: GOOD) as near:
        monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//user:secret@"))
        monkeypatch.setenv("no_proxy", "near.example")
        with Fetcher(PRIVATE_ALLOWED, resolve=to_loopback) as fetcher:
            assert fetcher.json("http://source.example/x") == [2]
            for host in ("127.0.0.1", "localhost", "near.example"):
                url = near.url.replace("127.0.0.1", host)
                assert fetcher.for_origin(url).json(url) == [1]
    [asked] = proxy.asked
    assert asked.headers["host"] == "source.example"
    assert asked.headers["proxy-authorization"].startswith("Basic ")


def test_a_link_in_a_saved_page_is_not_trusted_more_than_one_in_an_answer(tmp_path: Path) -> None:
    with page_server(lambda asked: GOOD) as server, Fetcher(HASTY) as fetcher:
        (tmp_path / "page1.json").write_bytes(orjson.dumps({"data": [], "next": server.url}))
        source = fetcher.for_origin(str(tmp_path))
        body = source.json(str(tmp_path / "page1.json"))
        assert isinstance(body, dict)
        assert "is a private address" in refusal(source, str(body["next"]))
    assert server.asked == []
