"""The map among the widgets: a part that comes later, checked, and a list that goes with it."""

import re

from playwright.sync_api import Page, Route, expect

from tests.web.browser.foreign_site import ForeignSite
from tests.web.browser.guard import Complaints
from tests.web.browser.widget_page import open_widget


def count_in(text: str) -> int:
    found = re.search(r"\d+", text.replace("\u00a0", ""))
    assert found
    return int(found[0])


def test_the_list_counts_what_the_map_shows(page: Page, foreign: ForeignSite) -> None:
    element = open_widget(page, foreign, "map")
    with page.expect_response("**/v1/search?*bbox=*"):
        element.get_by_role("button", name="Lähennä", exact=True).click()
    page.wait_for_load_state("networkidle")
    shown = count_in(element.locator(".map-told").inner_text())
    assert count_in(element.locator(".told h2").inner_text()) == shown


def test_a_place_is_where_the_map_looks_first_and_no_wall(page: Page, foreign: ForeignSite) -> None:
    with page.expect_request("**/v1/map?*bbox=24.*") as asked:
        open_widget(page, foreign, "map", 'place="Helsinki" radius="3000"')
    assert "place=" not in asked.value.url


def test_the_keyboard_alone_opens_a_cluster_and_a_spot(page: Page, foreign: ForeignSite) -> None:
    element = open_widget(page, foreign, "map")
    page.wait_for_load_state("networkidle")
    element.locator(".map-cluster").first.focus()
    with page.expect_response("**/v1/map?*"):
        page.keyboard.press("Enter")
    expect(element.locator(".map-canvas")).to_be_focused()
    open_widget(page, foreign, "map", 'municipality="091"')
    page.wait_for_load_state("networkidle")
    spot = element.locator(".map-spot").first
    spot.focus()
    page.keyboard.press("Enter")
    link = element.locator(".map-spots a").first
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").startswith(f"{foreign.service}/listings/")
    page.keyboard.press("Escape")
    expect(spot).to_be_focused()


def test_a_map_part_with_a_changed_byte_is_refused_and_the_list_stays(
    page: Page, foreign: ForeignSite, complaints: Complaints
) -> None:
    def change(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.body() + b"\n")

    page.route("**/static/map_part-*.js", change)
    element = open_widget(page, foreign, "map")
    expect(element.locator(".map-place")).to_contain_text("Lista toimii")
    expect(element.locator(".hit").first).to_be_visible()
    assert any("integrity" in one for one in complaints)
    complaints.clear()
