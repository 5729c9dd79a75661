"""Who may frame, read and embed what the service answers, as a browser would be told."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.settings import Settings
from search_service.web.assets import asset_url
from tests.conftest import app_with
from tests.web.page_reading import BROWSER

TOWN = "https://www.kunta.example"
READ_BY_OTHERS = ("/v1/search?q=kuoro", "/v1/map?bbox=19,59,32,70&zoom=5", "/v1/suggest?q=kuo")
PAGES = ("/", "/?weekday=9", "/listings/lahella:7200010007", "/listings/lahella:none")


@contextmanager
def client_with(engine: EngineAddress, **settings: str) -> Iterator[TestClient]:
    with TestClient(app_with(engine, **settings)) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_be_framed_by_nobody_and_may_ask_for_nothing(api: TestClient, path: str) -> None:
    headers = api.get(path, headers=BROWSER).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/v1/search", "/nowhere", "/healthz", asset_url("page.js")])
def test_no_reply_is_guessed_at_or_tells_where_it_leads(api: TestClient, path: str) -> None:
    headers = api.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", [*READ_BY_OTHERS, asset_url("page.js"), "/v1/search?weekday=9"])
def test_what_others_may_read_says_so_whoever_asks(api: TestClient, path: str) -> None:
    for origin in ({}, {"Origin": TOWN}):
        headers = api.get(path, headers=origin).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Content-Security-Policy" not in headers


def test_an_unchanged_page_keeps_the_policy_it_had(api: TestClient) -> None:
    tag = api.get("/", headers=BROWSER).headers["ETag"]
    answer = api.get("/", headers={**BROWSER, "If-None-Match": tag})
    assert answer.status_code == 304
    assert "Content-Security-Policy" not in answer.headers


def test_named_sites_may_show_pages_in_a_frame(engine: EngineAddress, demo: Report) -> None:
    with client_with(engine, frame_ancestors=f"'self' {TOWN}") as client:
        policy = client.get("/", headers=BROWSER).headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {TOWN}")


def test_only_named_sites_may_read(engine: EngineAddress, demo: Report) -> None:
    with client_with(engine, cors_origins=f"{TOWN} https://b.example") as client:
        own = client.get("/v1/search", headers={"Origin": TOWN}).headers
        other = client.get("/v1/search", headers={"Origin": "https://other.example"}).headers
        nobody = client.get("/v1/search").headers
    assert own["Access-Control-Allow-Origin"] == TOWN
    assert "Access-Control-Allow-Origin" not in other
    # A cache must not give one site what was said to another.
    assert [headers["Vary"].count("Origin") for headers in (own, other, nobody)] == [1, 1, 1]


def test_a_preflight_allows_a_posted_search(api: TestClient) -> None:
    asked = {
        "Origin": TOWN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = api.options("/v1/search", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAHELLA_FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("LAHELLA_FRAME_ANCESTORS", "'none' https://a.example"),
        ("LAHELLA_FRAME_ANCESTORS", "https://a.example\r\nX-Evil: 1"),
        ("LAHELLA_FRAME_ANCESTORS", ""),
        ("LAHELLA_CORS_ORIGINS", "https://a.example/path"),
        ("LAHELLA_CORS_ORIGINS", "a.example"),
        ("LAHELLA_CORS_ORIGINS", "* https://a.example"),
        ("LAHELLA_CORS_ORIGINS", "null"),
    ],
)
def test_a_setting_that_is_no_list_of_sites_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    field = name.removeprefix("LAHELLA_").lower()
    with pytest.raises(ValidationError, match=rf"{field}\n.*expected .*https://example\.fi"):
        Settings()


def test_the_pages_for_programmers_still_work(api: TestClient) -> None:
    headers = api.get("/docs").headers
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
