"""A listing full of markup, handlers, script addresses and bidi tricks is only text in widgets."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Browser, Page, expect

from indexers.managed_engine import ManagedEngine
from indexers.plain_text import visible
from tests.conftest import app_with, build_index
from tests.live_service import serving
from tests.search_service.small_corpus import activity
from tests.web.browser.foreign_site import ForeignSite, foreign_site
from tests.web.browser.guard import Complaints, guard
from tests.web.browser.widget_page import WIDGETS, embed_code
from tests.web.hostile_listing import ID, index_hostile

SAFE = re.compile(r"https?://127\.0\.0\.1|tel:|#$")


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForeignSite]:
    """A site that embeds a service with the hostile listing and one like it."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    path = folder / "activities.json"
    path.write_bytes(orjson.dumps([activity("7200000001")]))
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, path)
        index_hostile(engine.address)
        with serving(app_with(engine.address)) as url, foreign_site(url) as site:
            yield site


@pytest.fixture
def hostile_page(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    """A guarded page; a dialog is complained of."""
    context = browser.new_context()
    guard(context, complaints)
    page = context.new_page()
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("widget", WIDGETS)
def test_its_texts_stay_texts(hostile_page: Page, hostile_site: ForeignSite, widget: str) -> None:
    page = hostile_page
    page.goto(hostile_site.show(embed_code(hostile_site.service, widget, 'kind="event"')))
    element = page.locator(f"lahella-{widget}")
    if widget == "search":
        element.locator("input").press("Enter")  # no word: all that the embedder lets in
    link = element.locator(".hit h3 a").first
    expect(link).to_contain_text("<script>alert(1)</script>")
    if widget == "map":
        element.locator(".map-spot").first.press("Enter")
        expect(element.locator(".map-spots a")).to_contain_text("<script>")
    assert (link.get_attribute("href") or "").startswith(
        f"{hostile_site.service}/listings/{ID.replace(':', '%3A')}"
    )
    for one in element.locator("a").all():
        assert SAFE.match(one.get_attribute("href") or ""), one
    assert (
        element.locator("script, img, svg, iframe, [onload], [onerror], [onmouseover]").count() == 0
    )
    for hit in element.locator(".hit").all():
        text = hit.text_content() or ""
        assert text == visible(text), "nothing hides or reorders the text"
