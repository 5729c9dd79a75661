from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PATHS = ("/", "/?q=jooga+Helsingissä&weekday=2", "/listings/lahella:7200010007", "/accessibility")
WIDTHS = (360, 1280)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(
    page: Page, axe: Callable[[Page], list[str]], path: str, lang: str
) -> None:
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == [], width


def test_axe_would_find_something(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/")
    page.evaluate("() => document.querySelector('label[for=q]').remove()")
    assert any(one.startswith("label: ") for one in axe(page))


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_the_screen(page: Page, path: str) -> None:
    page.goto(path)
    for width in (320, *WIDTHS):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
