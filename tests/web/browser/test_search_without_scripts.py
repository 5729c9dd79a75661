from playwright.sync_api import expect

from tests.web.browser.conftest import OpenPage


def test_a_search_is_typed_sent_narrowed_and_opened(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/?lang=en")
    page.get_by_label("What are you looking for?").fill("choir")
    page.get_by_label("Where?").fill("Helsinki")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".results-head h2")).to_contain_text("“choir”")
    title = page.locator(".hit h3 a").first
    named = title.inner_text()
    title.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(named)


def test_what_needs_a_script_is_not_offered(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_label("Mitä etsit?")).to_be_visible()
    expect(page.locator("#near-me")).to_be_hidden()
    assert page.locator("#near-me").bounding_box() is None
