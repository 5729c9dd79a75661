"""One first visit to a page by a slow phone: an address in, bytes and milliseconds out.

The phone is Chromium with the network and the processor slowed down by its own tools. Loopback has
no handshakes of TLS, which would add some of those round trips once.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from search_service.commands.doctor import chromium

WIDTH, HEIGHT = 360, 800
# "Fast 3G" as browsers' tools had it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4  # a middling phone beside a desk computer
FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
TYPED = "kuo"
# The map has come and tells how many listings it shows.
COUNTED = r"() => /\d/.test(document.querySelector('.map-told')?.textContent ?? '')"
# The page tells of itself. An observer hears what was before it; a key is timed to the frame after
# the one in which suggestions were first there.
WATCH = """() => {
  const told = (window.told = { shift: 0, input: 0 });
  const watch = (type, hear) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear))
      .observe({ type, buffered: true, durationThreshold: 16 });
  watch("paint", (one) => { told[one.name] = one.startTime });
  watch("largest-contentful-paint", (one) => { told.largest = one.startTime });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) told.shift += one.value });
  watch("event", ({ interactionId, duration }) => {
    if (interactionId) told.input = Math.max(told.input, duration);
  });
  addEventListener("keydown", (key) => { told.key = key.timeStamp }, true);
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      if (told.suggested || !document.querySelector(".suggest-option")) return;
      requestAnimationFrame(() => requestAnimationFrame((now) => { told.suggested = now }));
    }).observe(document.body, { subtree: true, childList: true });
  });
}"""


@dataclass
class Weight:
    """What came over the network: bytes with their headers, and answers."""

    bytes: int = 0
    answers: int = 0

    def add(self, told: dict[str, Any]) -> None:
        """Count one answer that has come."""
        self.bytes += int(told["encodedDataLength"])
        self.answers += 1


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit; times in milliseconds since the address was asked for, None where nothing came."""

    weight: Weight
    first_paint: float | None
    largest_paint: float | None
    shift: float
    suggested: float | None = None  # from the last key to suggestions on the screen
    longest_input: float | None = None  # the slowest answer of the page to a key
    map_weight: Weight = field(default_factory=Weight)


@contextmanager
def phone() -> Iterator[Browser]:
    """The browser. Raises RuntimeError where there is none."""
    found = chromium(os.environ)
    if not found.ok:
        raise RuntimeError(f"Chromium: {found.detail}. {found.fix}")
    flags = (*FLAGS, *(("--no-sandbox",) if os.geteuid() == 0 else ()))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found.detail, args=flags)
        yield running
        running.close()


def visit(browser: Browser, url: str) -> Visit:
    """Visit an address for the first time; type into its search field, then open its map."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True)
    page = context.new_page()
    weight = _slowed(page)
    page.add_init_script(f"({WATCH})()")
    page.goto(url)
    page.wait_for_load_state("networkidle")
    before = Weight(weight.bytes, weight.answers)
    told: dict[str, float] = page.evaluate("() => window.told")
    typed = _typed(page) if page.locator("#q").count() else {}
    start = Weight(weight.bytes, weight.answers)
    if page.locator(".views button").count():
        page.locator("#q").press("Escape")
        page.locator(".views button").last.click()
        page.wait_for_function(COUNTED)
    context.close()
    return Visit(
        weight=before,
        first_paint=told.get("first-contentful-paint"),
        largest_paint=told.get("largest"),
        shift=told["shift"],
        suggested=typed["suggested"] - typed["key"] if "suggested" in typed else None,
        longest_input=typed.get("input"),
        map_weight=Weight(weight.bytes - start.bytes, weight.answers - start.answers),
    )


def _slowed(page: Page) -> Weight:
    """The page under the network and processor of a phone; gives what will come."""
    weight = Weight()
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.on("Network.loadingFinished", weight.add)
    tools.send("Network.emulateNetworkConditions", NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return weight


def _typed(page: Page) -> dict[str, float]:
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially(TYPED, delay=80)
    page.wait_for_function("() => window.told.suggested")
    told: dict[str, float] = page.evaluate("() => window.told")
    return told
