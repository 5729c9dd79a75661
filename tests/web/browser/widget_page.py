"""A widget on somebody else's site: its embed code in, the opened page out."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.web.browser.foreign_site import ForeignSite

WIDGETS = ("search", "map", "listings")
ATTRIBUTES = {"search": 'place="Helsinki"', "map": 'kind="hobby"', "listings": 'serves="091"'}
Open = Callable[..., Locator]


def embed_code(service: str, widget: str, attributes: str = "") -> str:
    """The script and the element, without a fallback."""
    name = f"lahella-{widget}"
    script = f'<script type="module" src="{service}/widgets/{name}.js"></script>'
    return f"{script}<{name} {attributes}></{name}>"


def open_widget(
    page: Page, site: ForeignSite, widget: str, attributes: str = "", **options: object
) -> Locator:
    """Shows a widget; a search box is asked something. Gives the element with its answer there."""
    hostile = bool(options.get("hostile", True))
    lang = str(options.get("lang", "fi"))
    code = embed_code(site.service, widget, attributes)
    page.goto(site.show(code, hostile=hostile, lang=lang))
    element = page.locator(f"lahella-{widget}")
    if widget == "search":
        element.get_by_role("searchbox").or_(element.get_by_role("combobox")).fill("kuoro")
        element.locator("form button").click()
    expect(element.locator(".results")).to_have_attribute("aria-busy", "false")
    return element
