"""Readers who search all the time while something breaks, and what they got.

An answer is wrong when it is not, to the listing and its order, what the build that it names finds
in peace.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import aiohttp

QUERIES = (
    "q=uimahallissa",
    "q=kuoro&lang=sv",
    "q=ryhmä&facets=kind,theme",
    "near=60.17,24.94&per_page=50",
    "place=Tampere",
    "q=kiropraktikko+helsingissä+sunnuntaina",  # climbs the rescue ladder
    "kind=support&sort=name",
    "sort=newest&page=2",
)
READERS = 4
PATIENCE_S = 30.0
PAUSE_S = 0.01
OK, OLD = "ok", "old, told so"

Found = tuple[int, tuple[str, ...]]  # total, ids in order


class Got(NamedTuple):
    """One answer: when it came, how long it took, what it was, and what it told."""

    at: float
    took_s: float
    kind: str
    query: str
    build: str
    found: Found


@dataclass
class Load:
    """A crowd of readers from `start` to `stop`."""

    url: str
    got: list[Got] = field(default_factory=list)
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    _over: bool = False

    def start(self) -> None:
        """Let them begin."""
        self._tasks = [asyncio.create_task(self._read(number)) for number in range(READERS)]

    async def stop(self) -> None:
        """Wait for the answers that are on their way."""
        self._over = True
        await asyncio.gather(*self._tasks)

    async def until_fresh(self, within_s: float) -> bool:
        """Wait until every reader gets fresh answers again."""
        ends = time.monotonic() + within_s
        while time.monotonic() < ends:
            seen = len(self.got)
            await asyncio.sleep(0.5)
            later = self.got[seen:]
            if len(later) >= READERS and all(one.kind == OK for one in later):
                return True
        return False

    async def _read(self, number: int) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE_S)) as session:
            while not self._over:
                self.got.append(await ask(session, self.url, QUERIES[number % len(QUERIES)]))
                number += 1
                await asyncio.sleep(PAUSE_S)


async def ask(session: aiohttp.ClientSession, url: str, query: str) -> Got:
    """One search."""
    began = time.monotonic()
    kind, build = "", ""
    found: Found = 0, ()
    try:
        async with session.get(f"{url}/v1/search?{query}") as answer:
            body: Mapping[str, Any] = await answer.json(content_type=None)
            kind = str(answer.status)
            if answer.status == 200:
                kind = OLD if "Warning" in answer.headers else OK
                build, found = body["index"]["build"], found_in(body)
    except (aiohttp.ClientError, TimeoutError) as error:
        kind = type(error).__name__
    at = time.monotonic()
    return Got(at, at - began, kind, query, build, found)


def found_in(body: Mapping[str, Any]) -> Found:
    """What an answer found."""
    return body["total"], tuple(hit["id"] for hit in body["hits"])


def wrong_among(got: Sequence[Got], right: Callable[[Got], Found | None]) -> "Counter[str]":
    """Wrong answers by their queries; `right` gives what one should have found."""
    answered = (one for one in got if one.kind in (OK, OLD))
    return Counter(one.query for one in answered if one.found != right(one))


class Outcome(NamedTuple):
    """One line of the table."""

    fault: str
    kinds: Counter[str]
    wrong: int
    gap_s: float  # between two fresh answers, whoever got them
    slowest_s: float
    recovered: bool

    def line(self) -> str:
        """The line."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        ends = "yes" if self.recovered else "NO"
        return (
            f"| {self.fault} | {self.kinds.total()} | {kinds} | {self.wrong} | "
            f"{self.gap_s:.2f} | {self.slowest_s:.2f} | {ends} |"
        )


HEAD = """| fault | requests | answers by kind | wrong | worst gap s | slowest s | recovered |
|---|---|---|---|---|---|---|"""


def outcome_of(fault: str, got: Sequence[Got], wrong: int, recovered: bool) -> Outcome:
    """What happened."""
    fresh = sorted(one.at for one in got if one.kind == OK)
    gaps = [after - before for before, after in pairwise(fresh)]
    slowest = max(one.took_s for one in got)
    kinds = Counter(one.kind for one in got)
    return Outcome(fault, kinds, wrong, max(gaps, default=0.0), slowest, recovered)
