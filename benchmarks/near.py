"""`python -m benchmarks.near`: what nearness and the map cost on many listings, as ratios.

A service with 100,000 documents is asked over HTTP; every row stands beside a plain text query of
the same run. Absolute figures change with the machine and its load.
"""

import time
from typing import Annotated

import typer

from benchmarks.analysis_speed import forget_words
from benchmarks.language import NOW, console, machine_lines, plain_table
from benchmarks.many_listings import make_corpus
from benchmarks.near_cost import TEXT, near_costs
from benchmarks.spread_engine import spread_service
from indexers.index.terms import TermMaker
from synonyms.concepts import Concepts


def main(
    documents: Annotated[int, typer.Option(min=300, help="about how many to index")] = 100_000,
    rounds: Annotated[int, typer.Option(min=2, help="questions of each kind")] = 100,
) -> None:
    """Measure and print."""
    started = time.perf_counter()
    forget_words()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    with spread_service(corpus, documents, NOW) as served:
        console.print(f"An index of {documents:,} documents was made in {_since(started)}.")
        costs = near_costs(served.base, rounds)
    for line in machine_lines(served.engine):
        console.print(line)
    table = plain_table("question", "p50 ms", "×", "p95 ms", "×")
    text = costs[TEXT]
    for kind, cost in costs.items():
        ratios = (f"{cost.p50 / text.p50:.2f}", f"{cost.p95 / text.p95:.2f}")
        table.add_row(kind, f"{cost.p50:.1f}", ratios[0], f"{cost.p95:.1f}", ratios[1])
    console.print(table)
    console.print(f"Measured in {_since(started)}.")


def _since(started: float) -> str:
    return f"{time.perf_counter() - started:.0f} s"


if __name__ == "__main__":
    typer.run(main)
