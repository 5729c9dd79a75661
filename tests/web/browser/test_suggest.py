from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from search_service.web.page_texts import PageTexts
from tests.web.browser.conftest import OpenPage


def field(page: Page) -> Locator:
    return page.locator("#q")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_the_keyboard_alone_finds_chooses_and_searches(page: Page) -> None:
    page.goto("/?price=free")
    field(page).focus()
    page.keyboard.type("joo")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_contain_text("jooga")
    active = field(page).get_attribute("aria-activedescendant")
    assert active is not None
    assert active == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator("#results-name")).to_contain_text("jooga")
    assert asked(page) == {"q": ["jooga"], "price": ["free"]}


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_how_many_there_are_is_told_politely(page: Page, lang: str) -> None:
    page.goto(f"/?lang={lang}")
    field(page).press_sequentially("jo")
    expect(options(page).first).to_be_visible()
    told = PageTexts(lang)("suggest.many", n=options(page).count())
    expect(page.locator(".field.wide [role=status]")).to_have_text(told)


def test_nothing_to_suggest_is_told_and_opens_nothing(page: Page) -> None:
    page.goto("/")
    field(page).press_sequentially("xyzzyq")
    expect(page.locator(".field.wide [role=status]")).to_have_text("Ei ehdotuksia")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_escape_closes_first_and_empties_the_field_only_then(page: Page) -> None:
    page.goto("/")
    field(page).press_sequentially("joo")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("joo")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_tab_goes_on_and_leaves_what_was_typed(page: Page) -> None:
    page.goto("/")
    field(page).press_sequentially("joo")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("joo")
    expect(page.locator("#place")).to_be_focused()


def test_enter_without_a_choice_sends_what_was_typed(page: Page) -> None:
    page.goto("/")
    field(page).press_sequentially("joo")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#results-name")).to_contain_text("”joo”")


def test_a_place_goes_into_its_own_field_and_a_position_away(page: Page) -> None:
    page.goto("/?near=60.18,24.95")
    field(page).press_sequentially("tampe")
    options(page).filter(has_text="Tampere").first.click()
    expect(page.locator("#place")).to_have_value("Tampere")
    expect(page.locator(".circumstances")).to_contain_text("Tampere")
    assert asked(page) == {"place": ["Tampere"]}


def test_a_listing_is_opened(page: Page) -> None:
    page.goto("/?lang=en")
    field(page).press_sequentially("chess club for school")
    listing = page.get_by_role("group", name="Listings").get_by_role("option").first
    text = listing.locator(".suggest-text").inner_text()
    listing.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    assert asked(page) == {"lang": ["en"]}


def test_a_question_that_was_overtaken_is_given_up(page: Page) -> None:
    page.goto("/")
    page.route("**/v1/suggest?q=ko&*", lambda _: None)  # no answer ever comes
    with page.expect_request("**/v1/suggest?q=ko&*"):
        field(page).press_sequentially("ko")
    with page.expect_event("requestfailed") as given_up:
        page.keyboard.type("ti")
    assert given_up.value.failure == "net::ERR_ABORTED"
    expect(options(page).filter(has_text="koti").first).to_be_visible()


def test_suggestions_that_fail_leave_the_search_as_it_is(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.route("**/v1/suggest*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        field(page).press_sequentially("joo")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#results-name")).to_contain_text("”joo”")
    assert [one for one in complaints if "ERR_FAILED" not in one] == []
    complaints.clear()


def test_the_list_lies_over_the_page_and_moves_nothing(open_page: OpenPage) -> None:
    page = open_page(width=1280)
    page.goto("/")
    before = page.locator("#results").bounding_box()
    field(page).press_sequentially("joo")
    expect(options(page).first).to_be_visible()
    assert page.locator("#results").bounding_box() == before
    for one in options(page).all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_markup_in_a_suggestion_is_text(page: Page) -> None:
    tricky = "<mark>ko</mark>&lt;img src=x onerror=alert(1)&gt;<b>x</b><script>alert(1)</script>"
    one = {"text": "ko", "kind": "listing", "count": 1, "detail": "<i>ry</i>", "url_params": {}}
    group = {"kind": "listing", "label": "<u>Ilmoitukset</u>", "items": [{**one, "marked": tricky}]}
    page.route("**/v1/suggest*", lambda route: route.fulfill(json={"groups": [group]}))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto("/")
    field(page).press_sequentially("ko")
    told = "ko<img src=x onerror=alert(1)><b>x</b><script>alert(1)</script>"
    expect(options(page)).to_contain_text(told)
    expect(options(page)).to_contain_text("<i>ry</i>")
    expect(page.locator(".suggest").locator("img, script, b, i, u")).to_have_count(0)
