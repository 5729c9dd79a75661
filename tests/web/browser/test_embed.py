"""The configurator, and its code on somebody else's site."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.browser.conftest import OpenPage
from tests.web.browser.foreign_site import ForeignSite
from tests.web.browser.guard import Complaints
from tests.web.browser.widget_page import WIDGETS


def code_on(page: Page) -> str:
    return page.locator("#embed-code").input_value()


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_axe_finds_nothing_on_the_configurator(
    page: Page, axe: Callable[[Page], list[str]], lang: str
) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(
            f"/embed?lang={lang}&widget=listings&limit=3&accent=%23cccccc&background=%23fff0f0"
        )
        expect(page.locator("lahella-listings .hit").first).to_be_visible()
        # The colours chosen here are told to be too weak; axe would rightly say the same of them.
        page.evaluate("() => document.querySelector('.preview').remove()")
        assert axe(page) == [], width
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width
    page.goto(f"/embed?lang={lang}")
    assert axe(page) == []


def test_every_change_is_seen_at_once_and_kept_in_the_address(page: Page) -> None:
    page.goto("/embed?lang=fi")
    page.get_by_label("Lista ilman hakukenttää").check()
    expect(page.locator(".preview lahella-listings .told h2")).to_be_visible()
    page.get_by_label("Missä kunnassa").select_option("091")
    page.get_by_label("Linkit ja painikkeet").fill("#cccccc")
    expect(page.locator("#embed-checks")).to_contain_text("ei riitä")
    expect(page.locator("#embed-code")).to_have_value(re.compile('municipality="091"'))
    expect(page.get_by_label("Linkit ja painikkeet")).to_have_value("#cccccc")
    assert "municipality=091" in page.url
    page.reload()
    expect(page.get_by_label("Missä kunnassa")).to_have_value("091")


def test_the_code_is_copied_and_this_is_told(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/embed?lang=en")
    page.get_by_role("button", name="Copy the code").click()
    expect(page.locator("#embed-told")).to_have_text("The code has been copied.")
    assert page.evaluate("() => navigator.clipboard.readText()") == code_on(page)


def test_without_scripts_the_form_shows_the_code(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/embed?lang=en")
    page.get_by_label("Map and list").check()
    page.get_by_label("In which municipality").select_option("091")
    page.get_by_role("button", name="Show the code").click()
    assert '<lahella-map base="' in code_on(page)
    assert 'municipality="091"' in code_on(page)
    expect(page.locator("#embed-copy")).to_be_hidden()
    expect(page.locator(".preview form")).to_be_visible()


@pytest.mark.parametrize("widget", WIDGETS)
def test_the_copied_code_works_and_a_changed_byte_is_refused(
    page: Page, foreign: ForeignSite, complaints: Complaints, widget: str
) -> None:
    page.goto(f"/embed?widget={widget}&municipality=091")
    code = code_on(page)
    assert "integrity=" in code
    page.goto(foreign.show(code))
    element = page.locator(f"lahella-{widget}")
    expect(element.locator(".room")).to_be_visible()
    page.wait_for_load_state("networkidle")
    complaints_before = list(complaints)

    def change(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.body() + b"\n")

    page.route(f"**/static/lahella-{widget}-*.js", change)
    page.goto(foreign.show(code, hostile=False))
    page.wait_for_load_state("networkidle")
    expect(element.locator(".room")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert complaints_before == []
    assert any("integrity" in one for one in complaints)
    complaints.clear()
