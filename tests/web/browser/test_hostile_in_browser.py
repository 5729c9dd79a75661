"""A hostile listing in a real browser: nothing of it runs, on no page and in no part that scripts
draw."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from indexers.plain_text import visible
from tests.conftest import app_with
from tests.live_service import serving
from tests.web.browser.conftest import HEIGHT
from tests.web.browser.foreign_site import foreign_site
from tests.web.browser.guard import Complaints, guard
from tests.web.browser.widget_page import WIDGETS, embed_code
from tests.web.hostile_listing import ID, hostile_engine
from tests.web.squares import write_squares

WIDTH = 1280
SAFE = re.compile(r"http://127\.0\.0\.1|tel:|#$")


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service on the hostile listing and one like it, with borders for the maps."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with (
        hostile_engine(folder) as address,
        serving(app_with(address, boundaries=str(write_squares(folder)))) as url,
    ):
        yield url


@pytest.fixture
def hostile(browser: Browser, hostile_url: str, complaints: Complaints) -> Iterator[Page]:
    """A guarded page there; a dialog, a foreign request or a forbidden script is a complaint."""
    size = ViewportSize(width=WIDTH, height=HEIGHT)
    context = browser.new_context(base_url=hostile_url, viewport=size)
    guard(context, complaints)
    page = context.new_page()
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    yield page
    assert page.evaluate("() => document.querySelector('[onload], [onerror], img[src=x]')") is None
    context.close()
    # Its picture stands on another host, which the guard does not let through.
    picture = ("asked another host: https://x.example.org/", "console: Failed to load resource")
    assert [one for one in complaints if not one.startswith(picture)] == []


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_it_is_a_text_in_the_list_and_on_its_page(hostile: Page, lang: str) -> None:
    hostile.goto(f"/?kind=event&lang={lang}")
    expect(hostile.locator(".hit h3")).to_contain_text("<script>alert(1)</script>")
    hostile.goto(f"/listings/{ID}?lang={lang}")
    heading = hostile.locator("h1").inner_text()
    assert "<img src=x onerror=alert(1)>" in heading
    assert heading == visible(heading), "nothing hides or reorders it"
    hostile.locator(".place-map").scroll_into_view_if_needed()
    expect(hostile.locator(".map-pin")).to_have_count(1)


def test_it_is_a_text_on_the_map(hostile: Page) -> None:
    hostile.goto("/?kind=event#map")
    hostile.locator(".map-spot").press("Enter")
    expect(hostile.locator(".map-spots a")).to_contain_text("<script>alert(1)</script>")
    expect(hostile.locator(".map-spots img, .map-spots script")).to_have_count(0)


def test_it_is_a_text_in_the_guides_list_and_on_paper(hostile: Page) -> None:
    hostile.goto("/guide")
    hostile.locator("summary", has_text="Esteettömyys").click()
    hostile.locator('input[value="wheelchair"]').check()
    hostile.locator(".situation button[type=submit]").click()
    hostile.locator(f'button[name="add"][value="{ID}"]').click()
    expect(hostile.locator(".picks li a").first).to_contain_text("<script>alert(1)</script>")
    hostile.locator('button[name="paper"]').click()
    expect(hostile.locator(".paper h2")).to_contain_text("<script>alert(1)</script>")
    assert "javascript:" not in hostile.locator(".paper").inner_html()


@pytest.mark.parametrize("widget", WIDGETS)
def test_it_is_a_text_in_widgets_of_another_site(
    hostile: Page, hostile_url: str, widget: str
) -> None:
    with foreign_site(hostile_url) as site:
        hostile.goto(site.show(embed_code(hostile_url, widget, 'kind="event"')))
        element = hostile.locator(f"lahella-{widget}")
        if widget == "search":
            element.locator("input").press("Enter")  # no word: all that the embedder lets in
        link = element.locator(".hit h3 a")
        expect(link).to_contain_text("<script>alert(1)</script>")
        if widget == "map":
            element.locator(".map-spot").press("Enter")
            expect(element.locator(".map-spots a")).to_contain_text("<script>")
        for one in element.locator("a").all():
            assert SAFE.match(one.get_attribute("href") or ""), one
        planted = "script, img, iframe, [onload], [onerror], [onmouseover]"
        expect(element.locator(planted)).to_have_count(0)
        text = element.locator(".hit").text_content() or ""
        assert text == visible(text), "nothing hides or reorders it"
