from datetime import datetime

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.app import create_app
from search_service.settings import Settings
from tests.conftest import app_with
from tests.web.page_reading import BROWSER, attribute, link_of, read_page, text_of

CHOIR = "/listings/lahella:7200010007"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fi", "Sivua ei löydy"), ("sv", "Sidan hittades inte"), ("en", "Page not found")],
)
def test_an_unknown_listing_is_told_in_plain_words(api: TestClient, lang: str, words: str) -> None:
    page = read_page(api, f"/listings/lahella:none?lang={lang}", status=404)
    assert text_of(page, "h1") == words
    assert attribute(page.css("html")[0], "lang") == lang


def test_a_program_gets_the_problem_instead(api: TestClient) -> None:
    answer = api.get("/listings/lahella:none", headers={"Accept": "*/*"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_wrong_parameters_are_named_and_can_be_left_out(api: TestClient) -> None:
    page = read_page(api, "/?q=kuoro&weekday=9&near=nowhere&lang=en", status=422)
    assert [node.text() for node in page.css("main > div > ul li")] == ["Near", "Day of the week"]
    onward = link_of(page, "a.button-like")
    assert onward == "/?q=kuoro&lang=en"
    read_page(api, onward)


def test_a_listing_whose_time_is_over_is_gone(engine: EngineAddress, demo: Report) -> None:
    app = app_with(engine)
    with TestClient(app) as client:
        late = datetime.fromisoformat("2029-01-01T12:00:00+02:00")
        app.state.settings = app.state.settings.model_copy(update={"now": late})
        page = read_page(client, CHOIR, status=410)
        assert text_of(page, "h1") == "Tämä on jo päättynyt"


def test_a_silent_engine_is_told_and_may_be_tried_again() -> None:
    silent = {"meili_url": "http://127.0.0.1:9", "meili_key": SecretStr(""), "boundaries": None}
    with TestClient(create_app(Settings().model_copy(update=silent))) as client:
        answer = client.get("/?q=kuoro&lang=sv", headers=BROWSER)
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Cache-Control"] == "no-store"
        page = read_page(client, "/?q=kuoro&lang=sv", status=503)
        assert link_of(page, "a.button-like") == "/?q=kuoro&lang=sv"
        assert "vårt" in text_of(page, ".lead")
