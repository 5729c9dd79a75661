"""`python -m benchmarks.new_builds`: what searchers notice of a build that comes.

One searcher asks a service on many listings again and again, while a build with as large tables
becomes live: announced, as the indexer does it, and, for comparison, at once.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median, quantiles
from threading import Event, Thread
from typing import Annotated, NamedTuple

import meilisearch
import orjson
import typer

from benchmarks.analysis_speed import forget_words
from benchmarks.language import NOW, console, machine_lines, plain_table
from benchmarks.load import Call, Target, memory_mb, wait_until_idle
from benchmarks.many_listings import make_corpus
from benchmarks.questions import TEXT, questions
from benchmarks.serving import since
from benchmarks.spread_engine import Served, service, spread_engine
from indexers.building.publication import NOTICE_S, READ_PER_S
from indexers.engine.address import EngineAddress
from indexers.index.companion import BuildFacts, Coming, build_document, coming_document
from indexers.index.staging import COMPANION, LISTINGS, Staging, live_build
from indexers.index.terms import TermMaker
from synonyms.concepts import Concepts

PEACE_S = 5.0
AFTER_S, AFTER_PER_S = 5.0, 25_000  # watched afterwards: longer when tables are read meanwhile


class Answered(NamedTuple):
    """One search: what it took, and the build that answered; "" of none."""

    seconds: float
    build: str


def main(
    documents: Annotated[int, typer.Option(min=300, help="about how many to index")] = 100_000,
) -> None:
    """Measure and print."""
    started = time.perf_counter()
    forget_words()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    table = plain_table("while", "searches", "failed", "p50 ms", "p95 ms", "longest ms", "MB")
    with spread_engine(corpus, documents, NOW) as address, service(address, NOW) as served:
        wait_until_idle(served.pid)
        with _searching(served) as answered:
            for name, found in _watch(address, answered):
                table.add_row(name, *_cells(found), f"{memory_mb(served.pid):.0f}")
    for line in machine_lines(address.version):
        console.print(line)
    console.print(table)
    console.print(f"{documents:,} documents; measured in {since(started)}.")


def _watch(
    address: EngineAddress, answered: Sequence[Answered]
) -> Iterator[tuple[str, Sequence[Answered]]]:
    """What was answered in each step."""
    client = meilisearch.Client(address.url, address.key)
    staging, facts = Staging(client), BuildFacts.model_validate(live_build(client))

    def during(seconds: float) -> Sequence[Answered]:
        first = len(answered)
        time.sleep(seconds)
        return answered[first:]

    def become_live(coming: BuildFacts) -> Sequence[Answered]:
        staging.finish(client.index(LISTINGS).add_documents([build_document(coming)]).task_uid)
        found = during(AFTER_S + facts.documents / AFTER_PER_S)
        assert found[-1].build == coming.build, "the new build was not read in this time"
        return found

    yield "nothing changes", during(PEACE_S)
    announced, at_once = (
        facts.model_copy(update={"build": name, "number": facts.number + number})
        for number, name in enumerate(("announced", "at once"), start=1)
    )
    staging.announce(coming_document(Coming(facts=announced, companion=COMPANION)))
    yield "a build is announced", during(NOTICE_S + facts.documents / READ_PER_S)
    yield "it becomes live", become_live(announced)
    yield "one comes unannounced", become_live(at_once)


@contextmanager
def _searching(served: Served) -> Iterator[Sequence[Answered]]:
    """One search after the other for the length of the block, each text asked before."""
    paths = [one.path for one in questions(100)[TEXT]]
    target, answered, over = Target(served.base), list[Answered](), Event()
    for path in paths:
        target.ask([Call(path)])

    def search() -> None:
        while not over.is_set():
            for path in paths:
                started = time.perf_counter()
                status, body = target.answer(Call(path))
                build = orjson.loads(body)["index"]["build"] if status == 200 else ""
                answered.append(Answered(time.perf_counter() - started, build))

    searcher = Thread(target=search)
    searcher.start()
    try:
        yield answered
    finally:
        over.set()
        searcher.join()


def _cells(found: Sequence[Answered]) -> Sequence[str]:
    took = [one.seconds * 1000 for one in found]
    failed = sum(not one.build for one in found)
    spread = (median(took), quantiles(took, n=20)[-1], max(took))
    return f"{len(found):,}", str(failed), *(f"{ms:.1f}" for ms in spread)


if __name__ == "__main__":
    typer.run(main)
