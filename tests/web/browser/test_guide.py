from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import HEIGHT, OpenPage

WIDTHS = (360, 1280)


def answered(page: Page, lang: str = "fi") -> None:
    """A situation with results and one picked listing."""
    page.goto(f"/guide?lang={lang}")
    page.locator('input[value="loneliness"]').check()
    page.locator(".situation button[type=submit]").click()
    page.locator('button[name="add"]').first.click()
    expect(page.locator(".picks li")).to_have_count(1)


def test_a_situation_is_answered_picked_and_printed_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    answered(page)
    assert page.url.partition("#")[0].endswith("/guide?lang=fi")
    page.locator('button[name="paper"]').click()
    expect(page.locator(".paper svg")).to_have_count(1)
    expect(page.locator("#print")).to_be_hidden()


def test_enter_in_a_field_searches_and_picks_nothing(page: Page) -> None:
    answered(page)
    page.locator("#guide-age").fill("70")
    page.keyboard.press("Enter")
    expect(page.locator("#guide-age")).to_have_value("70")
    expect(page.locator(".picks li")).to_have_count(1)


def test_a_link_opens_the_situation_and_no_request_tells_it(
    page: Page, open_page: OpenPage
) -> None:
    answered(page)
    page.locator(".link summary").click()
    link = page.locator(".link a").get_attribute("href")
    assert link
    other = open_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    expect(other.locator(".picks li")).to_have_count(1)
    expect(other.locator('input[value="loneliness"]')).to_be_checked()
    assert not [url for url in asked if "loneliness" in url.partition("#")[0]]
    assert not other.context.cookies()
    assert other.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_the_paper_is_printed_by_a_button(page: Page) -> None:
    page.add_init_script("window.print = () => { document.title = 'printed' }")
    answered(page)
    page.locator('button[name="paper"]').click()
    page.get_by_role("button", name="Tulosta", exact=True).click()
    assert page.title() == "printed"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_axe_finds_nothing_in_the_guides_view(
    page: Page, axe: Callable[[Page], list[str]], lang: str
) -> None:
    def look() -> None:
        page.wait_for_load_state()  # with its styles
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert axe(page) == [], width
        page.set_viewport_size({"width": 320, "height": HEIGHT})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320

    page.goto(f"/guide?lang={lang}")
    look()
    answered(page, lang)
    look()
    with page.expect_navigation():
        page.locator('button[name="paper"]').click()
    look()


def test_targets_are_large_enough_for_a_finger(page: Page) -> None:
    answered(page)
    targets = page.locator(".guide button, .boxes label, .guide summary").locator("visible=true")
    heights = [box["height"] for one in targets.all() if (box := one.bounding_box())]
    assert len(heights) > 20
    assert min(heights) >= 44
