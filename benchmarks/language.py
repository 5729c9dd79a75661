"""`python -m benchmarks.language`: what the language work costs on this machine, as ratios.

Prints the speed of the analysis, the time added to a search, and the growth of the index. Absolute
figures change with the machine and its load; the ratios are of one run and hold better.
"""

import asyncio
import os
import platform
import time
from collections.abc import Mapping, Sequence
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
from indexers.index_terms import TermMaker
from search_service.relevance import read_queries
from synonyms.concepts import Concepts
from synonyms.finnish import finnish_engine

NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")  # the day that the demo listings assume
QUERIES = Path(__file__).parents[1] / "tests" / "relevance" / "queries.jsonl"
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
    _machine(filled["language"])
    console.print(_analysis_table(speeds))
    console.print(_query_table(costs, len(corpus.listings) * copies))
    console.print(_growth_table(corpus, copies, filled))
    console.print(f"Measured in {time.perf_counter() - started:.0f} s.")


def _index(corpus: Corpus, copies: int) -> tuple[Mapping[str, Filled], Mapping[str, Cost]]:
    """Each form twice, there and back; the quicker one counts. Queries go to the last engine."""
    filled: dict[str, Filled] = {}
    for form in (*FORMS, *reversed(FORMS[1:])):
        with filled_engine(corpus, form, copies) as one:
            filled[form] = min(filled.get(form, one), one, key=lambda each: each.seconds)
    with filled_engine(corpus, FORMS[0], copies) as last:
        filled[FORMS[0]] = min(filled[FORMS[0]], last, key=lambda each: each.seconds)
        queries = read_queries(QUERIES)
        return filled, asyncio.run(query_costs(last.address, corpus, copies, queries, NOW))


def _machine(filled: Filled) -> None:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    console.print(f"{_processor()}, {os.cpu_count()} cores, load {load}; {platform.platform()}")
    console.print(
        f"Python {platform.python_version()}, Meilisearch {filled.address.version}, {_finnish()}, "
        f"simplemma {version('simplemma')}, snowballstemmer {version('snowballstemmer')}"
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
    table = _table(
        "Analysis: words per CPU second of one thread, and the ratio to cutting into words only",
        *("language", "words", "distinct", "cut", "first time", "×", "seen before", "×"),
        *("concepts", "×"),
    )
    for one in speeds:
        rates = (one.cold, one.cached, one.matched)
        cells = [cell for rate in rates for cell in (f"{rate:,.0f}", f"{rate / one.cut:.3f}")]
        table.add_row(one.lang, f"{one.words:,}", f"{one.distinct:,}", f"{one.cut:,.0f}", *cells)
    return table


def _query_table(costs: Mapping[str, Cost], listings: int) -> Table:
    table = _table(
        f"A search among {listings:,} listings: ms, and the ratio to the engine's part sent straight",
        *("part", "p50", "×", "p95", "×"),
    )
    direct = costs[PARTS[0]]
    for part in PARTS:
        cost = costs[part]
        ratios = (cost.p50 / direct.p50, cost.p95 / direct.p95)
        table.add_row(
            part, f"{cost.p50:.2f}", f"{ratios[0]:.2f}", f"{cost.p95:.2f}", f"{ratios[1]:.2f}"
        )
    return table


def _growth_table(corpus: Corpus, copies: int, filled: Mapping[str, Filled]) -> Table:
    full, written, none = (filled[form] for form in FORMS)
    documents = len(corpus.listings) * copies
    table = _table(
        f"An index of {documents:,} listings ({full.documents:,} documents), and the ratios",
        *("measure", "with terms", "words as written", "×", "no words", "×"),
    )
    made = {FORMS[0]: (corpus.read_s + corpus.terms_s) * copies}
    makes = [made.get(form, corpus.read_s * copies) for form in FORMS]
    measures = {
        "JSON sent, MB": [one.sent_bytes / 1e6 for one in (full, written, none)],
        "database, MB": [one.used_bytes / 1e6 for one in (full, written, none)],
        "engine's indexing, s": [one.seconds for one in (full, written, none)],
        "making documents, CPU s": makes,
    }
    both = zip(measures["engine's indexing, s"], makes, strict=True)
    measures["both, s"] = [engine + making for engine, making in both]
    for name, (ours, raw, nothing) in measures.items():
        ratios = (f"{ours / raw:.2f}", f"{ours / nothing:.2f}")
        table.add_row(name, f"{ours:.1f}", f"{raw:.1f}", ratios[0], f"{nothing:.1f}", ratios[1])
    first = corpus.first_terms_s - corpus.terms_s
    table.caption = f"Words read for the first time add {first:.1f} CPU s to one copy's making."
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


if __name__ == "__main__":
    typer.run(main)
