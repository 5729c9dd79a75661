"""The guard itself: a page that asks elsewhere or fails is found out."""

from playwright.sync_api import Page

from tests.web.browser.guard import Complaints


def test_another_host_is_not_reached_and_complained_of(page: Page, complaints: Complaints) -> None:
    page.goto("/")
    with page.expect_console_message():
        page.evaluate("() => { new Image().src = 'https://example.org/seen.png' }")
    assert "asked another host: https://example.org/seen.png" in complaints
    complaints.clear()


def test_an_error_of_a_script_is_complained_of(page: Page, complaints: Complaints) -> None:
    page.goto("/")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('broken') }) }")
    assert any("broken" in one for one in complaints)
    complaints.clear()
