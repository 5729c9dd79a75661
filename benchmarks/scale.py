"""`python -m benchmarks.scale`: what each kind of question and a build cost by number of documents.

Sizes are measured one after the other, each on an engine of its own; ratios of one size are of one
interleaved run, figures of different sizes are not.
"""

import time
from typing import Annotated, NamedTuple

import typer

from benchmarks.analysis_speed import forget_words
from benchmarks.engine_share import engine_share
from benchmarks.language import NOW, console, plain_table
from benchmarks.load import memory_mb
from benchmarks.many_listings import Corpus, make_corpus
from benchmarks.questions import questions
from benchmarks.serving import SERVICE, WARM, Measured, measure, print_costs, since
from benchmarks.spread_engine import service, spread_engine
from indexers.index.terms import TermMaker
from synonyms.concepts import Concepts

SIZES = (10_000, 100_000, 1_000_000)


class Size(NamedTuple):
    """What was measured at one size."""

    build_s: float  # documents and companion into the engine
    memory_mb: float  # of the service
    found: dict[str, Measured]


def main(
    most: Annotated[int, typer.Option(help="leave larger sizes out")] = SIZES[-1],
    rounds: Annotated[int, typer.Option(min=20, help="questions of each kind")] = 60,
) -> None:
    """Measure and print."""
    started = time.perf_counter()
    forget_words()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    sizes = dict[int, Size]()
    for count in (size for size in SIZES if size <= most):
        sizes[count] = _measure(corpus, count, rounds)
        console.print(f"{count:,} documents; after {since(started)}")
    console.print(_table(sizes))
    console.print(f"{rounds} questions of each kind; measured in {since(started)}.")


def _measure(corpus: Corpus, count: int, rounds: int) -> Size:
    asked, started = questions(WARM + rounds), time.perf_counter()
    with spread_engine(corpus, count, NOW) as address:
        took = time.perf_counter() - started
        share = engine_share(address, asked, NOW)
        with service(address, NOW) as served:
            found = measure(address, served, asked, share)
            print_costs(found, address)  # the next size takes long
            return Size(took, memory_mb(served.pid), {**found})


def _table(sizes: dict[int, Size]) -> object:
    columns = (
        f"{count // 1000}k {name}" for count in sizes for name in ("p50", "engine", "CPU µs")
    )
    table = plain_table("question", *columns)
    for kind in next(iter(sizes.values())).found:
        cells = [cell for size in sizes.values() for cell in _cells(size.found[kind])]
        table.add_row(kind, *cells)
    for name, cell in (("build, s", "build_s"), ("service, MB", "memory_mb")):
        told = [(f"{getattr(size, cell):.0f}", "", "") for size in sizes.values()]
        table.add_row(name, *(one for cells in told for one in cells))
    return table


def _cells(one: Measured) -> tuple[str, str, str]:
    engine = f"{one.engine_ms.p50:.1f}" if one.engine_ms else ""
    return f"{one.spread[SERVICE].p50:.1f}", engine, f"{one.service.cpu_us:.0f}"


if __name__ == "__main__":
    typer.run(main)
