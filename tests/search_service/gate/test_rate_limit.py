"""Rate limits as clients meet them: fair, told in headers, per client and per key."""

import logging
import re

import pytest

from search_service.gate.clients import address_of
from tests.search_service.gate.asking import OTHER, gated
from tests.test_error_shape import assert_problem

ASKED = "/v1/taxonomy"
PROXY = "192.0.2.1"


def test_what_is_too_much_is_a_429_that_tells_when() -> None:
    with gated(rate_per_minute=3) as client_of:
        client = client_of()
        answers = [client.get(ASKED) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    body = assert_problem(answers[-1], 429)
    wait = int(answers[-1].headers["retry-after"])
    assert 1 <= wait <= 20
    assert f"{wait} s" in body["detail"]
    assert answers[-1].headers["ratelimit"] == f'"minute";r=0;t={wait}'
    assert answers[-1].headers["ratelimit-policy"] == '"minute";q=3;w=60'
    left = [re.findall(r"r=(\d+)", one.headers["ratelimit"]) for one in answers[:3]]
    assert left == [["2"], ["1"], ["0"]]


def test_another_site_may_read_the_429() -> None:
    with gated(rate_per_minute=1) as client_of:
        client = client_of()
        client.get(ASKED)
        answer = client.get(ASKED, headers={"Origin": "https://www.kunta.example"})
    assert answer.status_code == 429
    assert answer.headers["access-control-allow-origin"] == "*"


def test_without_a_setting_nothing_is_limited() -> None:
    with gated() as client_of:
        client = client_of()
        answers = [client.get(ASKED) for _ in range(300)]
    assert {one.status_code for one in answers} == {200}
    assert "ratelimit" not in answers[0].headers


def test_exports_count_more_and_health_and_files_of_pages_nothing() -> None:
    with gated(rate_per_minute=11) as client_of:
        client = client_of()
        for _ in range(20):
            assert client.get("/healthz").status_code == 200
            assert client.get("/static/none.css").status_code == 404
        assert client.get("/v1/export.csv?near=x").status_code == 422, "let in"
        assert client.get(ASKED).status_code == 200
        assert client.get(ASKED).status_code == 429


def test_machines_of_one_home_share_a_limit_in_ipv6_and_have_their_own_in_ipv4() -> None:
    with gated(rate_per_minute=1) as client_of:
        assert client_of("2001:db8:1:2::1").get(ASKED).status_code == 200
        assert client_of("2001:db8:1:2:ffff::9").get(ASKED).status_code == 429
        assert client_of("2001:db8:1:3::1").get(ASKED).status_code == 200
        assert client_of("198.51.100.1").get(ASKED).status_code == 200
        assert client_of("198.51.100.2").get(ASKED).status_code == 200
        assert client_of("::ffff:198.51.100.2").get(ASKED).status_code == 429


@pytest.mark.parametrize("host", ["testclient", "", "fe80::1%eth0", "x" * 5000])
def test_whatever_stands_for_an_address_is_counted(host: str) -> None:
    assert len(address_of({"client": (host, 0)})) <= 64
    assert address_of({}) == "unknown"


def test_each_key_has_a_limit_of_its_own() -> None:
    first, second = ({"Authorization": f"Bearer {key}"} for key in OTHER.split())
    with gated(rate_per_minute=1, key_rate_per_minute=2, client_keys=OTHER) as client_of:
        client = client_of()
        assert client.get(ASKED).status_code == 200
        assert client.get(ASKED).status_code == 429
        keyed = [client.get(ASKED, headers=first).status_code for _ in range(3)]
        assert keyed == [200, 200, 429]
        assert client_of("198.51.100.9").get(ASKED, headers=first).status_code == 429
        assert client.get(ASKED, headers=second).status_code == 200


def test_an_unknown_key_is_told_and_guessing_is_limited() -> None:
    with gated(rate_per_minute=2, client_keys=OTHER) as client_of:
        client, wrong = client_of(), {"Authorization": "Bearer a-clients-long-key-nr-2"}
        answer = client.get(ASKED, headers=wrong)
        assert_problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert client.get(ASKED, headers=wrong).status_code == 401
        assert client.get(ASKED, headers=wrong).status_code == 429
        basic = {"Authorization": "Basic dTpw"}
        assert client_of("198.51.100.3").get(ASKED, headers=basic).status_code == 200


def test_nobody_but_a_named_proxy_is_believed_whom_it_asks_for() -> None:
    told = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(3)]
    with gated(rate_per_minute=1, trusted_proxies=f"10.0.0.0/8 {PROXY}") as client_of:
        stranger = client_of()
        answers = [stranger.get(ASKED, headers=one).status_code for one in told]
        assert answers == [200, 429, 429]
        proxy = client_of(PROXY)
        assert [proxy.get(ASKED, headers=one).status_code for one in told] == [200, 200, 200]
        assert proxy.get(ASKED, headers=told[0]).status_code == 429
        # A client writes what it likes before the address that the proxy adds.
        forged = {"X-Forwarded-For": f"192.0.2.99, {told[0]['X-Forwarded-For']}, 10.1.2.3"}
        assert proxy.get(ASKED, headers=forged).status_code == 429


def test_a_proxy_that_nobody_named_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), gated(rate_per_minute=9) as client_of:
        for _ in range(3):
            client_of(PROXY).get(ASKED, headers={"X-Forwarded-For": "198.51.100.7"})
    told = [one.getMessage() for one in caplog.records if "LAHELLA_TRUSTED_PROXIES" in one.msg]
    assert len(told) == 1
    assert PROXY in told[0]
    assert "198.51.100.7" not in told[0]
