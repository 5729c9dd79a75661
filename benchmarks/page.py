"""`python -m benchmarks.page`: what the pages cost on a phone over fast 3G, in bytes and time."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Annotated

import typer

from benchmarks.language import NOW, console, machine_lines, plain_table
from benchmarks.many_listings import make_corpus
from benchmarks.page_visit import NETWORK, SLOWER, Visit, phone, visit
from benchmarks.spread_engine import spread_service
from indexers.index.terms import TermMaker
from synonyms.concepts import Concepts

PATHS = {
    "start": "/",
    "search": "/?q=liikunta",
    "guide": "/guide",
    "statement": "/accessibility",
}
FROM_SEARCH = "listing"  # the first that the search finds


def main(
    documents: Annotated[int, typer.Option(min=300, help="about how many to index")] = 2000,
    visits: Annotated[int, typer.Option(min=1, help="first visits of each page")] = 5,
) -> None:
    """Measure and print."""
    started = time.perf_counter()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    with spread_service(corpus, documents, NOW) as served, phone() as browser:
        listing = browser.new_page()
        listing.goto(f"{served.base}/?q=kuoro")
        listing.request.get(f"{served.base}/v1/suggest?q=kuo")  # the first one makes its tables
        first = str(listing.locator(".hit h3 a").first.get_attribute("href"))
        made = {
            name: [visit(browser, served.base + path) for _ in range(visits)]
            for name, path in {**PATHS, FROM_SEARCH: first}.items()
        }
        version = served.engine
    for line in machine_lines(version):
        console.print(line)
    console.print(
        f"Network {NETWORK['downloadThroughput'] * 8 / 1e6:.1f} Mbit/s, {NETWORK['latency']} ms; "
        f"processor {SLOWER} times slower; medians of {visits} first visits"
    )
    console.print(
        "kB and answers before the map; milliseconds to the first and the largest paint; layout "
        "shift; milliseconds from a key to suggestions, and of the slowest answer to a key"
    )
    console.print(_table(made))
    console.print(f"Measured in {time.perf_counter() - started:.0f} s.")


def _table(made: dict[str, list[Visit]]) -> object:
    table = plain_table(
        *("page", "kB", "answers", "first", "largest", "shift", "suggest", "key", "map kB"),
    )
    for name, all_ in made.items():
        table.add_row(
            name,
            _middle(all_, lambda one: one.weight.bytes / 1000, 1),
            _middle(all_, lambda one: one.weight.answers),
            _middle(all_, lambda one: one.first_paint),
            _middle(all_, lambda one: one.largest_paint),
            _middle(all_, lambda one: one.shift, 3),
            _middle(all_, lambda one: one.suggested),
            _middle(all_, lambda one: one.longest_input),
            _middle(all_, lambda one: one.map_weight.bytes / 1000 or None, 1),
        )
    return table


def _middle(visits: Sequence[Visit], of: Callable[[Visit], float | None], decimals: int = 0) -> str:
    known = [value for one in visits if (value := of(one)) is not None]
    return f"{median(known):.{decimals}f}" if known else "–"


if __name__ == "__main__":
    typer.run(main)
