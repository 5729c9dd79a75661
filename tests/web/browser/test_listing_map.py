"""A listing's page in a browser: its small map, the copied link, the print button."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.web.browser.conftest import HEIGHT, PHONE, OpenPage
from tests.web.browser.guard import Complaints, guard

CHOIR = "/listings/lahella:7200010007"


@pytest.fixture
def bordered(browser: Browser, bordered_url: str, complaints: Complaints) -> Iterator[Page]:
    """A guarded page on it, of a phone's width."""
    size = ViewportSize(width=PHONE, height=HEIGHT)
    context = browser.new_context(base_url=bordered_url, viewport=size)
    guard(context, complaints)
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_its_place_stands_on_a_small_map_that_axe_finds_nothing_in(
    bordered: Page, axe: Callable[[Page], list[str]], lang: str
) -> None:
    bordered.goto(f"{CHOIR}?lang={lang}")
    bordered.locator(".place-map").scroll_into_view_if_needed()
    expect(bordered.locator(".map-pin")).to_have_count(1)
    expect(bordered.locator("path.map-outline")).to_have_count(1)
    bordered.wait_for_load_state("networkidle")
    assert axe(bordered) == []


def test_a_map_that_does_not_come_leaves_the_address(
    bordered: Page, complaints: Complaints
) -> None:
    bordered.route("**/static/place_map-*", lambda route: route.abort())
    bordered.goto(CHOIR)
    bordered.locator(".places").scroll_into_view_if_needed()
    expect(bordered.locator(".place-map")).to_be_hidden()
    expect(bordered.locator(".places h3")).to_have_text("Porthaninkatu 9, 00530 Helsinki")
    assert all("ERR_FAILED" in one for one in complaints)
    complaints.clear()


def test_the_link_is_copied_and_that_is_told(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(CHOIR)
    page.get_by_role("button", name="Kopioi linkki").click()
    expect(page.locator("#copied")).to_have_text("Linkki on kopioitu.")
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(CHOIR)


def test_without_scripts_there_is_neither_map_nor_button(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(CHOIR)
    expect(page.locator("main button").locator("visible=true")).to_have_count(0)
