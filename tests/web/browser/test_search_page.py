"""The search page in a browser: narrowing by facets and typed filters, taking readings back."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from search_service.web.page_texts import PageTexts
from tests.web.browser.conftest import OpenPage


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def counted(page: Page) -> int:
    return int(page.locator("#results-name").inner_text().split()[0].replace("\u00a0", ""))


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_facet_counts_what_it_then_finds_and_is_taken_back(
    open_page: OpenPage, lang: str
) -> None:
    page = open_page(width=1280)
    page.goto(f"/?q=liikunta&lang={lang}")
    whole = counted(page)
    facet = page.locator("details.facet").first.locator("a").first
    expected = int(facet.locator(".count").inner_text())
    facet.click()
    expect(page.locator(".chip.remove")).to_have_count(1)
    assert counted(page) == expected < whole
    page.get_by_role("link", name=PageTexts(lang)("filters.remove")).click()
    expect(page.locator(".chip.remove")).to_have_count(0)
    assert counted(page) == whole


def test_on_a_phone_filters_open_by_a_link_and_lead_back_to_the_results(page: Page) -> None:
    page.goto("/?q=liikunta")
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("link", name="Rajaa hakua").click()
    expect(page.locator("#filters")).to_be_visible()
    page.locator("#filters").get_by_role("link", name="Näytä tulokset").click()
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#results-name")).to_be_in_viewport()


def test_an_age_and_a_time_are_typed_without_scripts(open_page: OpenPage) -> None:
    page = open_page(width=1280, java_script_enabled=False)
    page.goto("/?q=liikunta&lang=en")
    page.locator("summary", has_text="Age and time").click()
    page.get_by_label("Age", exact=True).fill("70")
    page.get_by_label("Starts at or after").fill("10:00")
    page.get_by_role("button", name="Apply").click()
    assert {"q": ["liikunta"], "age": ["70"], "time_from": ["10:00"]}.items() <= asked(page).items()
    expect(page.locator(".chip.remove")).to_have_count(2)


def test_one_reading_is_taken_back_and_the_other_stays(page: Page) -> None:
    page.goto("/?q=ilmainen+jooga+Tampereella")
    page.get_by_role("link", name="Poista tulkinta: ”Tampereella”").click()
    expect(page.locator(".read .chip.remove")).to_have_count(1)
    assert asked(page)["literal"] == ["Tampereella"]
    page.get_by_role("link", name="Anna haun tulkita sanat").click()
    expect(page.locator(".read .chip.remove")).to_have_count(2)


def test_nothing_found_offers_ways_on_and_no_map(page: Page) -> None:
    page.goto("/?q=xyzzyqwert&price=free")
    expect(page.locator(".advice li")).not_to_have_count(0)
    expect(page.locator(".views")).to_have_count(0)


@pytest.mark.parametrize("path", ["/?q=jooga", "/listings/lahella:7200010007", "/guide"])
def test_pages_stand_right_to_left_without_running_over(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        heading = page.locator("main h1, main h2").locator("visible=true").first.bounding_box()
        assert heading is not None
        assert heading["x"] + heading["width"] > width / 2, "begins at the right"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_axe_finds_nothing_with_filters_open_readings_and_suggestions(
    page: Page, axe: Callable[[Page], list[str]], lang: str
) -> None:
    page.goto(f"/?q=ilmainen+jooga+Tampereella&age=70&literal=ilmainen&lang={lang}#filters")
    assert axe(page) == []
    page.goto(f"/?lang={lang}")
    page.locator("#q").press_sequentially("joo")
    expect(page.locator(".suggest-option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert axe(page) == []


def test_with_colours_of_the_readers_own_what_is_chosen_is_outlined(open_page: OpenPage) -> None:
    page = open_page(width=1280, forced_colors="active")
    page.goto("/?q=liikunta&price=free")
    outlined = "all => all.map((one) => getComputedStyle(one).outlineStyle)"
    for chosen in (".views [aria-pressed=true]", ".facet .chosen", ".languages [aria-current]"):
        assert page.locator(chosen).evaluate_all(outlined) == ["solid"], chosen
    assert page.locator(".views [aria-pressed=false]").evaluate_all(outlined) == ["none"]
