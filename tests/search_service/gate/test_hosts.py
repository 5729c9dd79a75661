"""Only the names of this service are answered; health is told under any."""

import pytest

from search_service.gate.hosts import host_of
from search_service.public_address import DEFAULT_ADDRESS
from tests.search_service.gate.asking import gated
from tests.test_error_shape import assert_problem

PUBLIC = "https://haku.example.fi"
OURS = [
    "haku.example.fi",
    "HAKU.example.fi:443",
    "haku.example.fi.",
    "localhost:8000",
    "[::1]:8000",
]
OTHERS = [
    "evil.example",
    "haku.example.fi.evil.example",
    "xhaku.example.fi",
    "",
    "127.0.0.2",
    "a@b",
]


@pytest.mark.parametrize("host", OURS)
def test_our_names_are_answered(host: str) -> None:
    with gated(base_url=PUBLIC) as client_of:
        assert client_of().get("/v1/taxonomy", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", OTHERS)
def test_other_names_are_refused(host: str) -> None:
    with gated(base_url=PUBLIC) as client_of:
        answer = client_of().get("/v1/taxonomy", headers={"Host": host})
        assert_problem(answer, 400)
        assert client_of().get("/healthz", headers={"Host": host}).status_code == 200


def test_names_can_be_set_with_all_below_one() -> None:
    with gated(base_url=PUBLIC, hosts="api.internal *.kunta.example") as client_of:
        asked = {
            name: client_of().get("/v1/taxonomy", headers={"Host": name}).status_code
            for name in ("api.internal", "a.kunta.example", "kunta.example", "xkunta.example")
        }
    assert asked == {
        **{"api.internal": 200, "a.kunta.example": 200},
        **{"kunta.example": 400, "xkunta.example": 400},
    }


def test_any_name_will_do_where_no_address_was_set_or_all_are_allowed() -> None:
    for hosts, address in (("", DEFAULT_ADDRESS), ("*", PUBLIC)):
        with gated(hosts=hosts, base_url=address) as client_of:
            answer = client_of().get("/v1/taxonomy", headers={"Host": "any.example"})
            assert answer.status_code == 200


@pytest.mark.parametrize(
    ("authority", "host"),
    [("a.fi", "a.fi"), ("A.fi:80", "a.fi"), ("[::1]:80", "::1"), ("[::1", "::1"), ("", "")],
)
def test_the_host_of_an_authority(authority: str, host: str) -> None:
    assert host_of(authority) == host
