import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from tests.conftest import app_with
from tests.live_service import serving
from tests.web.browser.conftest import HEIGHT, OpenPage
from tests.web.browser.guard import Complaints, guard

TILE = "http://localhost:{port}/tiles/{{z}}/{{x}}/{{y}}.png"


def show_map(page: Page, url: str) -> Locator:
    """Opens the map of a search; gives its panel once it has been counted."""
    page.goto(url)
    page.get_by_role("button", name="Kartta", exact=True).click()
    expect(page.locator(".map-told")).to_contain_text("Kartalla ilmoituksia")
    return page.locator(".map-panel")


def told(page: Page) -> int:
    found = re.search(r"\d+", page.locator(".map-told").inner_text().replace("\u00a0", ""))
    assert found
    return int(found[0])


def listed(page: Page) -> int:
    found = re.match(r"[\d\u00a0]+", page.locator("#results-name").inner_text())
    assert found
    return int(found[0].replace("\u00a0", ""))


def test_nothing_of_the_map_is_loaded_before_it_is_wanted(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/?q=jooga", wait_until="networkidle")
    assert not [url for url in asked if "/v1/map" in url or "leaflet" in url or "map-" in url]
    expect(page.locator(".map-panel")).to_be_hidden()


def test_on_a_phone_the_map_takes_the_place_of_the_list_and_gives_it_back(page: Page) -> None:
    show_map(page, "/?q=jooga")
    expect(page.locator(".hits")).to_be_hidden()
    page.get_by_role("button", name="Lista", exact=True).click()
    expect(page.locator(".hits")).to_be_visible()
    expect(page.locator(".map-panel")).to_be_hidden()


def test_on_a_wide_screen_the_map_stands_beside_the_list(open_page: OpenPage) -> None:
    page = open_page(width=1280)
    panel = show_map(page, "/?q=jooga").bounding_box()
    listing = page.locator(".hit").first.bounding_box()
    assert panel is not None
    assert listing is not None
    assert panel["x"] > listing["x"] + listing["width"]


def test_the_area_is_searched_and_the_list_counts_what_the_map_counts(page: Page) -> None:
    show_map(page, "/?q=liikunta&price=free&place=Helsinki")
    page.get_by_role("button", name="Lähennä", exact=True).click()
    expect(page.locator(".map-told")).to_contain_text("Kartalla")
    page.wait_for_load_state("networkidle")
    with page.expect_navigation():
        page.get_by_role("button", name="Hae tältä alueelta").click()
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["q"], asked["price"]) == (["liikunta"], ["free"])
    assert "place" not in asked
    assert len(asked["bbox"][0].split(",")) == 4
    expect(page.locator(".map-told")).to_contain_text("Kartalla")
    # The box just searched is shown with some room round it.
    assert 0 < listed(page) <= told(page)


def test_a_cluster_is_opened_with_the_keyboard_alone(page: Page) -> None:
    views: list[float] = []
    page.on("request", lambda request: views.extend(spans(request.url)))
    show_map(page, "/")
    page.wait_for_load_state("networkidle")
    page.locator(".map-cluster").first.focus()
    with page.expect_response("**/v1/map?*"):
        page.keyboard.press("Enter")
    assert views[-1] <= views[-2] / 2
    expect(page.locator(".map-canvas")).to_be_focused()


def spans(url: str) -> list[float]:
    """How many degrees a request for the map is wide."""
    if "/v1/map?" not in url:
        return []
    west, _, east, _ = map(float, parse_qs(urlsplit(url).query)["bbox"][0].split(","))
    return [east - west]


def test_the_arrows_move_the_map(page: Page) -> None:
    show_map(page, "/")
    page.locator(".map-canvas").focus()
    with page.expect_response("**/v1/map?*"):
        page.keyboard.press("ArrowRight")


def test_a_spot_is_a_list_of_links_that_gives_the_focus_back(page: Page) -> None:
    show_map(page, "/?q=jooga&place=Helsinki")
    spot = page.locator(".map-spot").first
    spot.focus()
    page.keyboard.press("Enter")
    listing = page.locator(".map-spots a").first
    expect(listing).to_be_visible()
    assert "/listings/" in (listing.get_attribute("href") or "")
    expect(page.locator(".map-spots")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-spots")).to_be_hidden()
    expect(spot).to_be_focused()


def test_the_choice_of_the_map_lasts_over_the_next_search(page: Page) -> None:
    show_map(page, "/?q=jooga")
    page.get_by_role("link", name="Rajaa hakua").click()
    page.locator(".facet a").first.click()
    expect(page.locator(".map-panel")).to_be_visible()


def test_a_map_that_fails_says_so_and_the_list_stays(page: Page, complaints: Complaints) -> None:
    page.route("**/v1/map*", lambda route: route.abort())
    page.goto("/?q=jooga")
    page.get_by_role("button", name="Kartta", exact=True).click()
    expect(page.locator(".map-told")).to_contain_text("Lista toimii")
    complaints.clear()


def test_without_scripts_no_map_is_offered(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/?q=jooga")
    expect(page.locator(".views")).to_be_hidden()
    expect(page.locator(".map-panel")).to_be_hidden()


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_axe_finds_nothing_on_the_map(
    page: Page, axe: Callable[[Page], list[str]], lang: str
) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(f"/?q=liikunta&lang={lang}#map")
        expect(page.locator(".map-told")).to_contain_text(re.compile(r"\d"))
        page.wait_for_load_state("networkidle")
        page.locator(".map-marker > button").first.press("Enter")
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], width


def test_every_button_of_the_map_is_large_enough_for_a_finger(page: Page) -> None:
    show_map(page, "/")
    page.wait_for_load_state("networkidle")
    for one in page.locator(".map-panel button, .map-panel .leaflet-bar a").all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_borders_are_drawn_where_they_are_loaded(
    browser: Browser, bordered_url: str, complaints: Complaints
) -> None:
    context = browser.new_context(base_url=bordered_url)
    guard(context, complaints)
    page = context.new_page()
    show_map(page, "/?q=jooga")
    expect(page.locator("path.map-outline")).to_have_count(1)
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Tilastokeskus")
    context.close()
    assert complaints == []


def test_tiles_come_from_the_configured_host_and_no_other(
    browser: Browser, engine: EngineAddress, demo: Report, complaints: Complaints
) -> None:
    asked: list[tuple[str, str | None]] = []
    tiles = {"tiles_url": TILE.format(port=9), "tiles_attribution": "© Kartta"}
    with serving(app_with(engine, **tiles)) as url:
        context = browser.new_context(base_url=url)
        guard(context, complaints)
        picture = (Path(__file__).parents[3] / "search_service/web/src/icon.svg").read_bytes()

        def give(route: Route, request: Request) -> None:
            asked.append((request.url, request.headers.get("referer")))
            route.fulfill(body=picture, content_type="image/svg+xml")

        context.route("http://localhost:9/**", give)
        page = context.new_page()
        show_map(page, "/?q=jooga")
        expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
        expect(page.locator(".leaflet-control-attribution")).to_have_text("© Kartta")
        context.close()
    assert {referer for _, referer in asked} <= {f"{url}/", None}
    assert complaints == []


def test_names_of_towns_tell_where_one_is_in_the_language_of_the_page(page: Page) -> None:
    for lang, name in (("fi", "Espoo"), ("sv", "Esbo")):
        page.goto(f"/?q=liikunta&place=Helsinki&radius_m=20000&lang={lang}#map")
        expect(page.locator(".map-town", has_text=name)).to_have_count(1)
        assert page.locator(".map-town [aria-hidden=true]").count() > 100
