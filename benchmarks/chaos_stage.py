"""One half of `make chaos`: engines, wires, API and indexer, and what each build finds in peace."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import meilisearch
import orjson
from meilisearch.errors import MeilisearchError

from benchmarks.chaos_load import QUERIES, Found, Got, Load, ask, outcome_of, wrong_among
from benchmarks.chaos_processes import MASTER, Node, Service, Wire, index
from indexers.index.staging import LISTINGS, live_build
from search_service.demo import DEMO

FAULT_S = 4.0
CALM_S = 1.5
RECOVERY_S = 60.0
LISTED = 120
LEFT_OUT = 20  # listings that the second source lacks
Act = Callable[[], Awaitable[None]]


class Stage:
    """Engines, wires and the API of one half, and what their builds find."""

    def __init__(self, folder: Path, engines: int) -> None:
        self.folder = folder
        self.nodes = [Node(folder / f"engine-{number}") for number in range(engines)]
        self.wires = [Wire(node.port) for node in self.nodes]
        self.right: dict[str, dict[str, Found]] = {}
        self.expected: dict[Path, dict[str, Found]] = {}  # by the source
        self.sources = _sources(folder)
        self.service: Service | None = None
        self.wrong = 0

    @property
    def url(self) -> str:
        """Where the API is."""
        assert self.service is not None
        return self.service.url

    async def begin(self, workers: int) -> None:
        """Start all, and learn what each source finds in peace."""
        for node, wire in zip(self.nodes, self.wires, strict=True):
            node.start()
            await wire.open()
        await self.build(0)
        engines = [f"http://127.0.0.1:{wire.port}" for wire in self.wires]
        self.service = await asyncio.to_thread(Service, engines, workers, self.folder / "api")
        for number in (1, 0):
            await self.build(number)
            await self.learn(number)

    async def build(self, number: int, kind: str = "build", **changed: str) -> int:
        """One run of the indexer with a source; its exit status."""
        urls = [node.url for node in self.nodes]
        run = index(kind, self.sources[number], urls, self.folder / "indexer", **changed)
        await asyncio.to_thread(run.join)
        self.note(number)
        return run.exitcode or 0

    def note(self, number: int) -> None:
        """Take down which source the live builds were made of."""
        for node in self.nodes:
            try:
                found = live_build(meilisearch.Client(node.url, MASTER, timeout=5))
            except MeilisearchError:
                continue
            if found:
                self.right.setdefault(found["build"], self.expected.get(self.sources[number], {}))

    async def learn(self, number: int) -> None:
        """Ask every query until the build that was just made has answered it."""
        build = (live_build(meilisearch.Client(self.nodes[0].url, MASTER)) or {})["build"]
        found: dict[str, Found] = {}
        async with aiohttp.ClientSession() as session:
            while len(found) < len(QUERIES):
                for query in QUERIES:
                    got = await ask(session, self.url, query)
                    if got.build == build:
                        found[query] = got.found
        self.expected[self.sources[number]] = found
        self.right[build] = found

    async def run(self, fault: str, act: Act, mend: Act) -> None:
        """Break, wait, mend, wait until all is well; print a line."""
        load = Load(self.url)
        load.start()
        await asyncio.sleep(CALM_S)
        await act()
        await asyncio.sleep(FAULT_S)
        await mend()
        recovered = await load.until_fresh(RECOVERY_S)
        await load.stop()
        wrong = wrong_among(load.got, self._of_build)
        outcome = outcome_of(fault, load.got, wrong.total(), recovered)
        self.wrong += outcome.wrong + (not recovered)
        say(outcome.line())
        if wrong:
            say(f"  (wrong: {dict(wrong)})")

    def _of_build(self, got: Got) -> Found | None:
        return self.right.get(got.build, {}).get(got.query)

    def held(self) -> list[int]:
        """How many listings each engine has."""
        asked = {"filter": "first = true", "hitsPerPage": 0}
        clients = (meilisearch.Client(node.url, MASTER) for node in self.nodes)
        return [client.index(LISTINGS).search("", asked)["totalHits"] for client in clients]

    def end(self) -> None:
        """End every process."""
        if self.service:
            self.service.end()
        for node in self.nodes:
            node.end()


def _sources(folder: Path) -> tuple[Path, Path]:
    """Two files of listings: the demo, and the demo without some of it."""
    records = orjson.loads(Path(DEMO).read_bytes())[:LISTED]
    paths = folder / "all.json", folder / "fewer.json"
    paths[0].write_bytes(orjson.dumps(records))
    paths[1].write_bytes(orjson.dumps(records[LEFT_OUT:]))
    return paths


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
