"""`python -m benchmarks.language`: what the language work costs on this machine, as ratios.

Prints the speed of the analysis, the time added to a search, and the growth of the index. Absolute
figures change with the machine and its load; the ratios are of one run and hold better.
"""

import asyncio
import os
import platform
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import libvoikko
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.analysis_speed import Speed, analysis_speeds, forget_words
from benchmarks.index_growth import Filled, filled_engine
from benchmarks.many_listings import FORMS, Corpus, make_corpus
from benchmarks.query_cost import PARTS, Cost, query_costs
from indexers.index.terms import TermMaker
from search_service.commands.relevance import read_queries
from synonyms.concepts import Concepts
from synonyms.finnish import finnish_engine

NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")  # the day that the demo listings assume
QUERIES = Path(__file__).parents[1] / "tests" / "relevance" / "queries.jsonl"
EVERY = 2  # every second query is as mixed a lot, in half the time
WIDTH = 100
console = Console(highlight=False, width=WIDTH)


def main(
    listings: Annotated[int, typer.Option(min=300, help="about how many to index")] = 5000,
) -> None:
    """Measure and print."""
    started = time.perf_counter()
    concepts = Concepts.load()
    forget_words()
    corpus = make_corpus(TermMaker(concepts), NOW)
    copies = max(1, round(listings / len(corpus.listings)))
    speeds = analysis_speeds(corpus.listings, concepts)
    filled, costs = _index(corpus, copies)
    for line in machine_lines(filled["language"].address.version):
        console.print(line)
    console.print("\nAnalysis: words per CPU second; × of cutting texts into words only")
    console.print(_analysis_table(speeds))
    many = f"{len(corpus.listings) * copies:,} listings"
    console.print(f"One search of {many}: milliseconds; × of the engine's part")
    console.print(_query_table(costs))
    console.print(f"An index of {many} ({filled['language'].documents:,} documents)")
    console.print(_growth_table(corpus, copies, filled))
    first, known = corpus.first_terms_s, corpus.terms_s
    console.print(f"Terms of one copy: {first:.1f} CPU s; {known:.1f} with all words seen before.")
    console.print(f"Measured in {time.perf_counter() - started:.0f} s.")


def _index(corpus: Corpus, copies: int) -> tuple[Mapping[str, Filled], Mapping[str, Cost]]:
    """Each form twice, there and back; the quicker one counts, the later one is searched."""
    once: dict[str, Filled] = {}
    for form in FORMS:
        with filled_engine(corpus, form, copies) as one:
            once[form] = one
    with ExitStack() as stack:
        again = {
            form: stack.enter_context(filled_engine(corpus, form, copies))
            for form in reversed(FORMS)
        }
        pairs = {form: (once[form], again[form]) for form in FORMS}
        quicker = {form: min(pair, key=lambda one: one.seconds) for form, pair in pairs.items()}
        ours, plain = again["language"].address, again["written"].address
        queries = read_queries(QUERIES)[::EVERY]
        return quicker, asyncio.run(query_costs(ours, plain, corpus, copies, queries, NOW))


def machine_lines(engine: str = "") -> Sequence[str]:
    """What the figures were measured on; `engine` is its version, where known."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{_processor()}, {os.cpu_count()} cores, load {load}; {platform.platform()}",
        f"Python {platform.python_version()}, Meilisearch {engine or '?'}, {_finnish()}, "
        f"simplemma {version('simplemma')}, snowballstemmer {version('snowballstemmer')}",
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line)
    return next(named, platform.machine())


def _finnish() -> str:
    if finnish_engine() != "voikko":
        return "no libvoikko (Snowball reads Finnish)"
    return f"libvoikko {libvoikko.Voikko.getVersion()}"


def _analysis_table(speeds: Sequence[Speed]) -> Table:
    table = plain_table(
        *("language", "words", "distinct", "cut", "first time", "×", "seen before", "×"),
        *("concepts", "×"),
    )
    for one in speeds:
        rates = (one.cold, one.cached, one.matched)
        cells = [cell for rate in rates for cell in (f"{rate:,.0f}", f"{rate / one.cut:.3f}")]
        table.add_row(one.lang, f"{one.words:,}", f"{one.distinct:,}", f"{one.cut:,.0f}", *cells)
    return table


def _query_table(costs: Mapping[str, Cost]) -> Table:
    table = plain_table("part", "p50", "×", "p95", "×")
    direct = costs["direct"]
    for part, told in PARTS.items():
        cost = costs[part]
        ratios = (f"{cost.p50 / direct.p50:.3f}", f"{cost.p95 / direct.p95:.3f}")
        table.add_row(told, f"{cost.p50:.2f}", ratios[0], f"{cost.p95:.2f}", ratios[1])
    return table


def _growth_table(corpus: Corpus, copies: int, filled: Mapping[str, Filled]) -> Table:
    forms = [filled[form] for form in FORMS]
    engine = [one.seconds for one in forms]
    making = [(corpus.read_s + terms) * copies for terms in (corpus.terms_s, 0.0, 0.0)]
    measures = {
        "JSON sent, MB": [one.sent_bytes / 1e6 for one in forms],
        "database, MB": [one.used_bytes / 1e6 for one in forms],
        "engine's indexing, s": engine,
        "making documents, CPU s": making,
        "both, s": [sum(pair) for pair in zip(engine, making, strict=True)],
    }
    table = plain_table("measure", "with terms", "words as written", "×", "no words", "×")
    for name, (ours, raw, nothing) in measures.items():
        ratios = (f"{ours / raw:.2f}", f"{ours / nothing:.2f}")
        table.add_row(name, f"{ours:.1f}", f"{raw:.1f}", ratios[0], f"{nothing:.1f}", ratios[1])
    return table


def plain_table(*columns: str) -> Table:
    """A table whose first column is text."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


if __name__ == "__main__":
    typer.run(main)
