from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from search_service.web.page_texts import PageTexts
from tests.web.browser.conftest import OpenPage

TAMPERE = {"latitude": 61.498123, "longitude": 23.761456}


def near_button(page: Page) -> None:
    page.get_by_role("button", name="Lähellä minua").click()


def test_the_position_is_sent_rounded_with_the_rest_of_the_form(open_page: OpenPage) -> None:
    page = open_page(geolocation=TAMPERE, permissions=["geolocation"])
    page.goto("/?lang=fi&price=free")
    page.get_by_label("Mitä etsit?").fill("jooga")
    page.get_by_label("Missä?").fill("Helsinki")
    with page.expect_navigation():
        near_button(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["near"] == ["61.498,23.761"]
    assert (asked["q"], asked["price"]) == (["jooga"], ["free"])
    assert "place" not in asked
    expect(page.locator(".read .chip.remove").filter(has_text="valittu sijainti")).to_be_visible()


def test_nobody_is_asked_before_the_button_is_pressed(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(
        "navigator.geolocation.getCurrentPosition = () => { document.title = 'asked' }"
    )
    page.goto("/")
    expect(page.locator("#near-me")).to_be_visible()
    assert page.title() != "asked"
    near_button(page)
    assert page.title() == "asked"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_refusal_is_told_and_the_form_stays(open_page: OpenPage, lang: str) -> None:
    page = open_page(permissions=[])
    page.goto(f"/?lang={lang}")
    page.locator("#q").fill("jooga")
    page.locator("#near-me").click()
    expect(page.locator("#near-me-told")).to_have_text(PageTexts(lang)("near.denied"))
    expect(page.locator("#near-me")).to_be_focused()
    expect(page.locator("#q")).to_have_value("jooga")
    assert "near=" not in page.url


def test_a_second_position_takes_the_place_of_the_first(open_page: OpenPage) -> None:
    page = open_page(geolocation=TAMPERE, permissions=["geolocation"])
    page.goto("/?near=60.17,24.94")
    with page.expect_navigation():
        near_button(page)
    assert parse_qs(urlsplit(page.url).query)["near"] == ["61.498,23.761"]
