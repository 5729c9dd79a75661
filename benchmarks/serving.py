"""`python -m benchmarks.serving`: what the service adds to the engine on many listings, as ratios.

One service process is asked over HTTP; every row stands beside the very requests that it makes,
sent straight to the engine in the same interleaved run. Absolute figures change with the machine.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

import typer

from benchmarks.analysis_speed import forget_words
from benchmarks.engine_share import Share, body_of, engine_share
from benchmarks.language import NOW, console, machine_lines, plain_table
from benchmarks.load import (
    AT_ONCE,
    Call,
    Spread,
    Target,
    Throughput,
    Way,
    asked_of_engine,
    latencies,
    memory_mb,
    throughput,
    wait_until_idle,
)
from benchmarks.many_listings import make_corpus
from benchmarks.questions import TEXT, Question, questions
from benchmarks.spread_engine import Served, service, spread_engine
from indexers.engine.address import EngineAddress
from indexers.index.terms import TermMaker
from synonyms.concepts import Concepts

WARM = 5  # rounds before any is counted
SERVICE, ENGINE, NAIVE = "service", "engine", "naive"


class Measured(NamedTuple):
    """One kind of question: latencies by way, and throughputs."""

    spread: Mapping[str, Spread]
    service: Throughput
    engine: Throughput | None  # None where it is not asked: a map without a search

    @property
    def engine_ms(self) -> Spread | None:
        """Latencies of the engine's part, if it has one."""
        return self.spread[ENGINE] if self.engine else None


def main(
    documents: Annotated[int, typer.Option(min=300, help="about how many to index")] = 100_000,
    rounds: Annotated[int, typer.Option(min=20, help="questions of each kind")] = 150,
) -> None:
    """Measure and print."""
    started = time.perf_counter()
    forget_words()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    asked = questions(WARM + rounds)
    with spread_engine(corpus, documents, NOW) as address:
        console.print(f"{documents:,} documents were indexed in {since(started)}.")
        share = engine_share(address, asked, NOW)
        with service(address, NOW) as served:
            print_costs(measure(address, served, asked, share), address)
            console.print(f"Memory of the service: {memory_mb(served.pid):.0f} MB.")
        with service(address, NOW, LAHELLA_KEPT_MB="64") as keeping:
            print_kept(again(keeping, rounds))
    console.print(f"{rounds} questions of each kind; measured in {since(started)}.")


def measure(
    address: EngineAddress, served: Served, asked: Mapping[str, Sequence[Question]], share: Share
) -> Mapping[str, Measured]:
    """Every kind of question."""
    wait_until_idle(served.pid)
    return {
        kind: _measure(_ways(address, served, many, share), served) for kind, many in asked.items()
    }


def again(keeping: Served, rounds: int) -> Throughput:
    """Plain text questions from the memory for popular answers, after each was asked once."""
    calls = {one.path: [Call(one.path)] for one in questions(rounds)[TEXT]}
    way = Way(Target(keeping.base), [*calls.values()])
    throughput(way, keeping.pid)
    return throughput(way, keeping.pid)


def print_kept(kept: Throughput) -> None:
    """What popular answers cost when they are kept; the first row tells what they cost anew."""
    told = f"{kept.per_second:.0f} per s and {kept.cpu_us:.0f} CPU µs each"
    console.print(f"Text questions when answers are kept (LAHELLA_KEPT_MB): {told}.")


def _measure(ways: Mapping[str, Way], served: Served) -> Measured:
    spread = latencies(ways, WARM)
    asks = any(ways[ENGINE].rounds)
    engine = throughput(ways[ENGINE], served.pid) if asks else None
    return Measured(spread, throughput(ways[SERVICE], served.pid), engine)


def _ways(
    address: EngineAddress, served: Served, asked: Sequence[Question], share: Share
) -> Mapping[str, Way]:
    """The service, what it asks of the engine, and what would be asked without our ways."""
    engine = Target(address.url, address.key)
    ways = {
        SERVICE: Way(Target(served.base), [[Call(one.path)] for one in asked]),
        ENGINE: Way(engine, [asked_of_engine(share[one.path]) for one in asked]),
    }
    naive = [one.naive for one in asked if one.naive]
    if naive:
        ways[NAIVE] = Way(engine.again(), [asked_of_engine([body_of([one])]) for one in naive])
    return ways


def print_costs(found: Mapping[str, Measured], address: EngineAddress) -> None:
    """The tables."""
    for line in machine_lines(address.version):
        console.print(line)
    console.print("× of the engine's own part; × naive: of what would be asked without our ways")
    table = plain_table(
        *("question", "p50 ms", "×", "p95 ms", "×", "× naive", "p95"),
        *(f"/s at {AT_ONCE}", "×", "CPU µs"),
    )
    for kind, one in found.items():
        table.add_row(kind, *_cells(one))
    console.print(table)


def _cells(one: Measured) -> Sequence[str]:
    ours, engine, naive = one.spread[SERVICE], one.engine_ms, one.spread.get(NAIVE)
    return (
        f"{ours.p50:.1f}",
        f"{ours.p50 / engine.p50:.2f}" if engine else "",
        f"{ours.p95:.1f}",
        f"{ours.p95 / engine.p95:.2f}" if engine else "",
        *((f"{ours.p50 / naive.p50:.2f}", f"{ours.p95 / naive.p95:.2f}") if naive else ("", "")),
        f"{one.service.per_second:.0f}",
        f"{one.service.per_second / one.engine.per_second:.2f}" if one.engine else "",
        f"{one.service.cpu_us:.0f}",
    )


def since(started: float) -> str:
    """Seconds, for people."""
    return f"{time.perf_counter() - started:.0f} s"


if __name__ == "__main__":
    typer.run(main)
