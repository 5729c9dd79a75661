"""Widgets on a page of another origin with a strict policy and a hostile style."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.browser.conftest import OpenPage
from tests.web.browser.foreign_site import ForeignSite
from tests.web.browser.guard import Complaints
from tests.web.browser.widget_page import ATTRIBUTES, WIDGETS, embed_code, open_widget

LANGUAGES = {"fi": "ilmoitusta", "sv": "annonser", "en": "listings"}


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_hostile_page_leaves_a_widget_readable(
    page: Page, foreign: ForeignSite, widget: str
) -> None:
    element = open_widget(page, foreign, widget, ATTRIBUTES[widget])
    title = element.locator(".hit h3 a").first
    expect(title).to_be_visible()
    # The page hides and shrinks its own: the style is there, and it is hostile.
    expect(page.locator("h1")).to_have_css("font-size", "3px")
    for name, value in {
        "font-size": "16.8px",
        "text-transform": "none",
        "letter-spacing": "normal",
        "direction": "ltr",
        "color": "rgb(11, 83, 69)",
    }.items():
        expect(title).to_have_css(name, value)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("widget", WIDGETS)
def test_no_widget_is_wider_than_the_screen(page: Page, foreign: ForeignSite, widget: str) -> None:
    open_widget(page, foreign, widget, ATTRIBUTES[widget])
    wide, room = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("widget", WIDGETS)
def test_axe_finds_nothing_in_a_widget(
    page: Page, foreign: ForeignSite, axe: Callable[[Page], list[str]], widget: str, lang: str
) -> None:
    attributes = f'{ATTRIBUTES[widget]} lang="{lang}"'
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        element = open_widget(page, foreign, widget, attributes, hostile=False, lang=lang)
        expect(element.locator(".told h2")).to_be_visible()
        if widget == "map":
            expect(element.locator(".map-marker > button").first).to_be_visible()
            page.wait_for_load_state("networkidle")
        assert axe(page) == [], width


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_where_marks_of_a_map_crowd(
    page: Page, foreign: ForeignSite, axe: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    element = open_widget(page, foreign, "map", 'place="Helsinki"', hostile=False, lang="fi")
    expect(element.locator(".map-marker > button").nth(1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert axe(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_is_that_of_the_page_where_the_widget_tells_none(
    page: Page, foreign: ForeignSite, lang: str
) -> None:
    element = open_widget(page, foreign, "listings", lang=f"{lang}-FI")
    expect(element.locator(".told h2")).to_contain_text(LANGUAGES[lang])


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_widget_asks_its_service_only_and_keeps_nothing(
    page: Page, foreign: ForeignSite, widget: str
) -> None:
    asked: list[tuple[str, dict[str, str]]] = []
    page.on("request", lambda request: asked.append((request.url, request.headers)))
    open_widget(page, foreign, widget, ATTRIBUTES[widget])
    page.wait_for_load_state("networkidle")
    hosts = {f"{urlsplit(url)[0]}://{urlsplit(url)[1]}" for url, _ in asked}
    assert hosts == {foreign.service, foreign.url}
    searches = [headers for url, headers in asked if "/v1/search" in url]
    assert searches
    assert not [headers for headers in searches if "referer" in headers or "cookie" in headers]
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_changed_attributes_change_what_is_shown(page: Page, foreign: ForeignSite) -> None:
    element = open_widget(page, foreign, "listings", 'limit="3"')
    expect(element.locator(".hit")).to_have_count(3)
    element.evaluate("one => { one.lang = 'sv'; one.setAttribute('limit', '2') }")
    expect(element.locator(".hit")).to_have_count(2)
    expect(element.locator(".told h2")).to_contain_text("annonser")
    element.evaluate("one => one.setAttribute('kind', 'volunteering')")
    with page.expect_request("**/v1/search?*kind=event*per_page=2*"):
        element.evaluate("one => one.setAttribute('kind', 'event')")


def test_more_listings_come_with_the_focus_on_the_first_of_them(
    page: Page, foreign: ForeignSite
) -> None:
    element = open_widget(page, foreign, "listings", 'limit="2"')
    element.get_by_role("button", name="Näytä lisää").press("Enter")
    expect(element.locator(".hit")).to_have_count(4)
    expect(element.locator(".hit").nth(2).locator("a")).to_be_focused()


def test_the_keyboard_alone_searches_by_a_suggestion(page: Page, foreign: ForeignSite) -> None:
    page.goto(foreign.show(embed_code(foreign.service, "search")))
    element = page.locator("lahella-search")
    field = element.locator("input")
    expect(field).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.type("joo")
    expect(element.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(element.locator("[role=option][aria-selected=true]")).to_contain_text("jooga")
    page.keyboard.press("Enter")
    expect(element.locator(".told h2")).to_contain_text("jooga")
    expect(element.get_by_role("listbox")).to_be_hidden()
    expect(element.locator(".told")).to_have_attribute("role", "status")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(element.locator(".results :focus")).to_have_count(1)


def test_suggestions_are_seen_whole_over_what_follows(page: Page, foreign: ForeignSite) -> None:
    code = embed_code(foreign.service, "search", 'height="100"')
    page.goto(foreign.show(f"{code}<p>Muuta</p>"))
    element = page.locator("lahella-search")
    element.locator("input").press_sequentially("ko")
    expect(element.get_by_role("option").first).to_be_in_viewport(ratio=1)
    box, room = (element.locator(one).bounding_box() for one in (".suggest", ".room"))
    assert box is not None
    assert room is not None
    assert box["y"] + box["height"] > room["y"] + room["height"]


def test_without_a_list_the_search_opens_the_page_of_the_service(
    page: Page, foreign: ForeignSite
) -> None:
    page.goto(foreign.show(embed_code(foreign.service, "search", 'limit="0" municipality="091"')))
    page.locator("lahella-search input").fill("kuoro")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{foreign.service}/?lang=fi&municipality=091&q=kuoro"


def test_crisis_words_show_help_first(page: Page, foreign: ForeignSite) -> None:
    page.goto(foreign.show(embed_code(foreign.service, "search")))
    element = page.locator("lahella-search")
    element.locator("input").fill("haluan kuolla")
    page.keyboard.press("Enter")
    call = element.locator(".urgent a").first
    assert (call.get_attribute("href") or "").startswith("tel:")


def test_a_radius_may_be_told_in_kilometres(page: Page, foreign: ForeignSite) -> None:
    code = embed_code(foreign.service, "listings", 'place="Helsinki" radius="2,5 km"')
    with page.expect_request("**/v1/search?*radius_m=2500*"):
        page.goto(foreign.show(code))
    expect(page.locator("lahella-listings .told h2")).to_be_visible()


def test_a_service_that_is_down_is_told_and_asked_again(
    page: Page, foreign: ForeignSite, complaints: Complaints
) -> None:
    def down(route: Route) -> None:
        route.fulfill(status=503, headers={"Access-Control-Allow-Origin": "*"})

    page.route("**/v1/search*", down)
    element = open_widget(page, foreign, "listings")
    expect(element.locator(".told")).to_contain_text("Haku ei juuri nyt vastaa")
    page.unroute("**/v1/search*", down)
    complaints.clear()
    element.get_by_role("button", name="Yritä uudelleen").click()
    expect(element.locator(".hit").first).to_be_visible()


def test_a_wrong_attribute_is_told_to_readers_and_to_the_embedder(
    page: Page, foreign: ForeignSite, complaints: Complaints
) -> None:
    with page.expect_console_message(lambda told: told.text.startswith("lahella: ")) as told:
        element = open_widget(page, foreign, "listings", 'kind="nonsense"')
    assert "kind" in told.value.text
    expect(element.locator(".told")).to_contain_text("asetuksissa on virhe")
    complaints.clear()


def test_waiting_is_told(page: Page, foreign: ForeignSite) -> None:
    page.route("**/v1/search*", lambda _: None)  # no answer ever comes
    page.goto(foreign.show(embed_code(foreign.service, "listings")))
    expect(page.locator("lahella-listings .told")).to_have_text("Haetaan…")
    expect(page.locator("lahella-listings .results")).to_have_attribute("aria-busy", "true")


def test_nothing_found_is_told(page: Page, foreign: ForeignSite) -> None:
    element = open_widget(page, foreign, "listings", 'organisation="lahella:none"')
    expect(element.locator(".told h2")).to_have_text("Ei ilmoituksia")
    expect(element.locator(".hits")).to_be_hidden()


def test_a_base_that_is_no_address_of_the_web_is_not_used(page: Page, foreign: ForeignSite) -> None:
    element = open_widget(page, foreign, "listings", 'base="javascript:alert(1)"')
    for link in element.locator("a").all():
        assert (link.get_attribute("href") or "").startswith(foreign.service)


def test_colours_and_height_are_attributes_that_properties_of_the_page_beat(
    page: Page, foreign: ForeignSite
) -> None:
    colours = 'color-accent="#8a1c1c" color-text="red;} * {display: none" height="200"'
    element = open_widget(page, foreign, "listings", colours)
    link = element.locator(".hit a").first
    expect(link).to_have_css("color", "rgb(138, 28, 28)")
    expect(element.locator(".results")).to_have_css("max-height", "200px")
    element.evaluate("one => one.style.setProperty('--lahella-accent', 'rgb(0, 0, 120)')")
    expect(link).to_have_css("color", "rgb(0, 0, 120)")


def test_a_widget_that_is_taken_away_and_put_back_works(page: Page, foreign: ForeignSite) -> None:
    element = open_widget(page, foreign, "listings", 'limit="2"')
    element.evaluate("one => { const to = one.parentNode; one.remove(); to.append(one) }")
    expect(element.locator(".hit")).to_have_count(2)


def test_two_widgets_of_one_kind_live_side_by_side(page: Page, foreign: ForeignSite) -> None:
    code = embed_code(foreign.service, "listings", 'limit="1"')
    page.goto(foreign.show(f"{code}{code}"))
    expect(page.locator("lahella-listings .hit")).to_have_count(2)


@pytest.mark.parametrize("widget", WIDGETS)
def test_without_scripts_the_form_inside_searches(
    open_page: OpenPage, foreign: ForeignSite, widget: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"/embed?widget={widget}&municipality=091&widget_lang=en")
    code = page.locator("#embed-code").input_value()
    page.goto(foreign.show(code, hostile=False))
    page.get_by_label("What are you looking for?").fill("choir")
    page.get_by_role("button", name="Search").click()
    assert page.url == f"{foreign.service}/?lang=en&municipality=091&q=choir"
    expect(page.locator("#results-name")).to_contain_text("choir")
