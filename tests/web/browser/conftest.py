"""A real browser on the real service: pages that may ask no other host and may tell no error."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.commands.doctor import chromium
from tests.conftest import app_with
from tests.live_service import serving
from tests.web.browser.foreign_site import ForeignSite, foreign_site
from tests.web.browser.guard import OWN_HOSTS_ONLY, Complaints, guard
from tests.web.squares import write_squares

PHONE = 360  # CSS pixels
HEIGHT = 800
FLAGS = (
    *("--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"),
    *("--no-first-run", "--disable-component-update", OWN_HOSTS_ONLY),
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class OpenPage(Protocol):
    """Opens a page in a browser context of its own; `options` are those of `new_context`."""

    def __call__(self, *, width: int = PHONE, **options: Any) -> Page: ...


# For the package, not the session: while Playwright lives, its event loop is the main thread's,
# and no test elsewhere could run one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of this machine, without a window."""
    found = chromium(os.environ)
    assert found.ok, f"Chromium: {found.detail}. {found.fix}"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found.detail, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def live_url(engine: EngineAddress, demo: Report) -> Iterator[str]:
    """The address of the service on the demo listings; its clock stands at NOW."""
    with serving(app_with(engine)) as url:
        yield url


@pytest.fixture
def complaints() -> Complaints:
    """What the browser complained of so far; a test that means to be told empties it."""
    return []


@pytest.fixture
def open_page(browser: Browser, live_url: str, complaints: Complaints) -> Iterator[OpenPage]:
    """Opens guarded pages, whose addresses may be written without the host ("/?q=kuoro")."""
    contexts = []

    def open_one(*, width: int = PHONE, **options: Any) -> Page:
        size = ViewportSize(width=width, height=HEIGHT)
        contexts.append(browser.new_context(base_url=live_url, viewport=size, **options))
        guard(contexts[-1], complaints)
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def width() -> int:
    """The width of `page`; parametrize it for others than a phone's."""
    return PHONE


@pytest.fixture
def page(open_page: OpenPage, width: int) -> Page:
    """One guarded page."""
    return open_page(width=width)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Looks for what WCAG 2.2 AA and good practice forbid: "rule: where: what is wrong" of each."""
    source = AXE.read_text("utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [
            f"{rule['id']}: {node['target']}: {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations


@pytest.fixture
def foreign(live_url: str) -> Iterator[ForeignSite]:
    """Somebody else's site, which embeds what this service gives."""
    with foreign_site(live_url) as site:
        yield site


@pytest.fixture(scope="module")
def bordered_url(
    engine: EngineAddress, demo: Report, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The service with boundaries: squares round the centres."""
    boundaries = write_squares(tmp_path_factory.mktemp("boundaries"))
    with serving(app_with(engine, boundaries=str(boundaries))) as url:
        yield url
