"""`python -m benchmarks.postgis`: the service beside PostGIS on the same listings, as ratios.

Each is a process of its own, asked over HTTP with the same client in the same interleaved run.
The peer is told the radius that the service chose, so that both look at the same places.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import typer

from benchmarks.analysis_speed import forget_words
from benchmarks.language import NOW, console, machine_lines, plain_table
from benchmarks.load import AT_ONCE, Call, Spread, Target, Throughput, Way, latencies, throughput
from benchmarks.many_listings import make_corpus
from benchmarks.postgis_app import DSN, TIME
from benchmarks.postgis_cluster import HOW, cluster, programs
from benchmarks.postgis_fill import fill, rows_of
from benchmarks.postgis_terms import terms_asked
from benchmarks.questions import NEAR, NEAR_TEXT, TEXT, questions
from benchmarks.serving import WARM, since
from benchmarks.spread_engine import PATIENCE_S, service, spread_engine
from benchmarks.spread_listings import spread_documents
from indexers.index.terms import TermMaker
from synonyms.concepts import Concepts


class Row(NamedTuple):
    """The kind of question, and what the peer gets of its words."""

    kind: str
    reading: str = "words"  # or "terms": the service's understanding, so that both find the same
    between: str = " "  # what stands between words


# Any word finds a third of what the service does, all words a fortieth: neither is the same work.
ROWS = {
    "text, all words": Row(TEXT),
    "text, any word": Row(TEXT, between=" or "),
    "text, our terms": Row(TEXT, "terms"),
    "text near a point, all words": Row(NEAR_TEXT),
    "text near a point, our terms": Row(NEAR_TEXT, "terms"),
    NEAR: Row(NEAR),
}
OURS, PEER = "service", "postgis"
COUNTRY_M = 1_500_000  # the service tells no radius where it looked at the whole country


class Server(NamedTuple):
    """A running server."""

    base: str
    pid: int


class Compared(NamedTuple):
    """One kind of question, by who answers; `found` is the mean of the totals."""

    spread: Mapping[str, Spread]
    load: Mapping[str, Throughput]
    found: Mapping[str, float]


def main(
    documents: Annotated[int, typer.Option(min=300, help="about how many to index")] = 100_000,
    rounds: Annotated[int, typer.Option(min=20, help="questions of each kind")] = 60,
) -> None:
    """Measure and print."""
    folder = programs()
    if folder is None:
        console.print(f"PostGIS is not installed, and nothing was measured. {HOW}")
        raise typer.Exit(1)
    started = time.perf_counter()
    forget_words()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    with cluster(folder) as address:
        filling = time.perf_counter()
        asyncio.run(fill(address, rows_of(spread_documents(corpus, documents))))
        console.print(f"PostGIS has the listings in {since(filling)}.")
        terms = terms_asked(corpus, round(documents / len(corpus.full)), NOW)
        with spread_engine(corpus, documents, NOW) as engine, service(engine, NOW) as ours:
            with peer(address, NOW) as other:
                found = compare(Server(ours.base, ours.pid), other, rounds, terms)
            print_table(found, engine.version)
    console.print(f"{rounds} questions of each kind; measured in {since(started)}.")


@contextmanager
def peer(address: str, now: datetime) -> Iterator[Server]:
    """The peer in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (
        *(sys.executable, "-m", "uvicorn", "--factory", "benchmarks.postgis_app:create_app"),
        *("--port", str(port), "--loop", "uvloop", "--http", "httptools"),
        *("--no-access-log", "--log-level", "warning"),
    )
    given = {DSN: address, TIME: str(now.timestamp())}
    served = subprocess.Popen(command, env={**os.environ, **given})
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_for(base, served)
        yield Server(base, served.pid)
    finally:
        served.terminate()
        served.wait()


def _wait_for(base: str, served: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and served.poll() is None:
        try:
            if httpx.get(f"{base}/words?q=kuoro", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the peer did not become ready")


def compare(
    ours: Server, other: Server, rounds: int, terms: Callable[[str], str]
) -> Mapping[str, Compared]:
    """Every kind of question, in turns."""
    asked = questions(WARM + rounds)
    return {
        name: _compare(ours, other, [one.path for one in asked[row.kind]], row, terms)
        for name, row in ROWS.items()
    }


def _compare(
    ours: Server, other: Server, paths: Sequence[str], row: Row, terms: Callable[[str], str]
) -> Compared:
    told = [_answer(ours, path) for path in paths]
    theirs = [
        peer_path(path, one["radius_m"] or COUNTRY_M, row, terms)
        for path, one in zip(paths, told, strict=True)
    ]
    found = [_answer(other, path)["total"] for path in theirs]
    asked = {OURS: (ours, paths), PEER: (other, theirs)}
    ways = {name: _way(server, many) for name, (server, many) in asked.items()}
    spread = latencies(ways, WARM)
    load = {name: throughput(ways[name], server.pid) for name, (server, _) in asked.items()}
    means = {OURS: sum(one["total"] for one in told), PEER: sum(found)}
    return Compared(spread, load, {name: one / len(paths) for name, one in means.items()})


def peer_path(path: str, radius_m: float, row: Row, terms: Callable[[str], str]) -> str:
    """What the peer is asked for a path of the service."""
    asked = {name: values[-1] for name, values in parse_qs(urlsplit(path).query).items()}
    if "near" in asked:
        lat, lon = asked["near"].split(",")
        where = {"lat": lat, "lon": lon, "metres": radius_m}
        if "q" not in asked:
            return f"/near?{urlencode(where)}"
    else:
        where = {"most": asked["per_page"]}
    words = terms(asked["q"]) if row.reading == "terms" else row.between.join(asked["q"].split())
    way = f"{row.reading}/near" if "near" in asked else row.reading
    return f"/{way}?{urlencode({'q': words, **where})}"


def _way(server: Server, paths: Sequence[str]) -> Way:
    return Way(Target(server.base), [[Call(path)] for path in paths])


def _answer(server: Server, path: str) -> dict[str, Any]:
    answer = httpx.get(f"{server.base}{path}", trust_env=False, timeout=60)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def print_table(found: Mapping[str, Compared], engine: str) -> None:
    """Both, and ours over the peer's."""
    for line in machine_lines(engine):
        console.print(line)
    console.print("× of PostGIS (peer): under 1 the service is faster; throughput: over 1")
    table = plain_table(
        *("question", "p50 ms", "peer", "×", "p95", "peer", "×"),
        *(f"/s at {AT_ONCE}", "peer", "×", "found", "peer"),
    )
    for kind, one in found.items():
        table.add_row(kind, *cells(one))
    console.print(table)


def cells(one: Compared) -> Sequence[str]:
    """A row of the table."""
    pairs = (
        (one.spread[OURS].p50, one.spread[PEER].p50),
        (one.spread[OURS].p95, one.spread[PEER].p95),
        (one.load[OURS].per_second, one.load[PEER].per_second),
    )
    told = [(_short(ours), _short(peer), f"{ours / peer:.2f}") for ours, peer in pairs]
    found = (f"{one.found[OURS]:.0f}", f"{one.found[PEER]:.0f}")
    return (*(cell for row in told for cell in row), *found)


def _short(figure: float) -> str:
    return f"{figure:.1f}" if figure < 100 else f"{figure:.0f}"


if __name__ == "__main__":
    typer.run(main)
