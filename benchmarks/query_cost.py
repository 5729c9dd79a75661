"""What the language work adds to a search: graded queries in, milliseconds of each part out.

For each query in turn: the whole search, the very queries that it sends to the engine sent
straight, the words as typed asked of a plain index, and the parts of the language work by
themselves. So all meet the machine in the same state.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles
from typing import Any

from benchmarks.analysis_speed import forget_words
from benchmarks.many_listings import Corpus
from geo.nearest_centre import NearestCentre
from indexers.engine.managed import EngineAddress
from indexers.index.staging import LISTINGS
from search_service.answer import Answer
from search_service.commands.relevance import GradedQuery
from search_service.criteria import Criteria
from search_service.engines.engine import Engine, Query, Result
from search_service.engines.live import LiveBuild, LiveIndex
from search_service.marking import marked
from search_service.parameters import read_parameters
from search_service.search import Searcher
from search_service.understanding.understand import Understanding, understand
from search_service.understanding.units import all_terms
from synonyms.concepts import Concepts
from synonyms.lexicon import Lexicon

ROUNDS = 3  # after one that warms everything up
BUDGET_S = 15.0  # after which no further round begins
TIMEOUT_S = 30.0
PARTS = {
    "direct": "the engine's part: its queries sent straight",
    "plain": "words as typed, to an index of words as written",
    "understanding": "understanding, words seen before",
    "first": "understanding, words never seen before",
    "marking": "marking a page of twenty hits",
    "language": "understanding and marking",
    "search": "the whole search",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one part over all queries."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Cost":
        """The cost of at least two measured times."""
        return cls(median(seconds) * 1000, quantiles(seconds, n=20)[-1] * 1000)


class RecordingEngine(Engine):
    """Keeps what it was asked."""

    def __init__(self, url: str, key: str) -> None:
        super().__init__(url, key, TIMEOUT_S)
        self.asked: list[Sequence[Query]] = []

    async def multi_search(self, queries: Sequence[Query]) -> Sequence[Result]:
        """As an engine does."""
        self.asked.append(queries)
        return await super().multi_search(queries)


async def query_costs(
    address: EngineAddress,
    plain: EngineAddress,
    corpus: Corpus,
    copies: int,
    queries: Sequence[GradedQuery],
    now: datetime,
) -> Mapping[str, Cost]:
    """The cost of each of PARTS on two engines filled with copies of the corpus.

    `address` has the form "language", `plain` the form "written".
    """
    engine = RecordingEngine(address.url, address.key)
    written = Engine(plain.url, plain.key, TIMEOUT_S)
    await engine.open()
    await written.open()
    try:
        index = LiveIndex(engine, 0.0, lambda: now)
        index.latest = live_build(corpus, copies, now)
        searcher = Searcher(engine, index, Concepts.load(), NearestCentre())
        await _run(bench := _Bench(engine, written, searcher, now), queries)
    finally:
        await engine.close()
        await written.close()
    return {part: Cost.of(bench.times[part]) for part in PARTS}


async def _run(bench: "_Bench", queries: Sequence[GradedQuery]) -> None:
    for query in queries:
        await bench.warm(query)
    started = time.perf_counter()
    for number in range(ROUNDS):
        if number and time.perf_counter() - started > BUDGET_S:
            break
        for position, query in enumerate(queries, start=number):
            await bench.time(query, turned=position % 2 == 0)
    for query in queries:
        bench.time_first_reading(query)


def live_build(corpus: Corpus, copies: int, now: datetime) -> LiveBuild:
    """What the API would know of a build of all copies."""
    listings = len(corpus.listings) * copies
    frequency = {name: count * copies for name, count in corpus.frequency.items()}
    first = (one for one in corpus.full if one.first)
    places = Counter(code for one in first for code in one.municipalities)
    return LiveBuild(
        build="benchmark",
        built_at=now,
        listings=listings,
        lexicon=Lexicon(listings, frequency).prepare(),
        per_municipality={code: count * copies for code, count in places.items()},
    )


class _Bench:
    """Times the parts of one query after another."""

    def __init__(
        self, engine: RecordingEngine, plain: Engine, searcher: Searcher, now: datetime
    ) -> None:
        self.times: dict[str, list[float]] = {}
        self._engine = engine
        self._plain = plain
        self._searcher = searcher
        self._now = now
        self._answers: dict[str, Answer] = {}
        self._sent: dict[str, list[Sequence[Query]]] = {}

    async def warm(self, query: GradedQuery) -> None:
        """Ask once, and keep the answer and what the engine was asked for it."""
        self._engine.asked.clear()
        self._answers[query.id] = await self._searcher.search(_criteria(query), (), self._now)
        self._sent[query.id] = list(self._engine.asked)

    async def time(self, query: GradedQuery, *, turned: bool) -> None:
        """The three ways to the engine, in either order; then the language work."""
        ways = {"search": self._search, "direct": self._send, "plain": self._send_plain}
        for name in reversed(ways) if turned else ways:
            started = time.perf_counter()
            await ways[name](query)
            self._note(name, time.perf_counter() - started)
        understanding, read = self._understand(query)
        marking = self._mark(query, read)
        self._note("understanding", understanding)
        self._note("marking", marking)
        self._note("language", understanding + marking)

    async def _search(self, query: GradedQuery) -> None:
        await self._searcher.search(_criteria(query), (), self._now)

    async def _send(self, query: GradedQuery) -> None:
        for queries in self._sent[query.id]:
            await self._engine.multi_search(queries)

    async def _send_plain(self, query: GradedQuery) -> None:
        await self._plain.multi_search([plain_query(_criteria(query))])

    def time_first_reading(self, query: GradedQuery) -> None:
        """Understand words that have been forgotten."""
        forget_words()
        self._note("first", self._understand(query)[0])

    def _understand(self, query: GradedQuery) -> tuple[float, Understanding]:
        live, concepts = self._searcher.index.current, self._searcher.concepts
        criteria = _criteria(query)
        started = time.perf_counter()
        read = understand(criteria, live, concepts, self._now)
        return time.perf_counter() - started, read

    def _mark(self, query: GradedQuery, read: Understanding) -> float:
        wanted, concepts = all_terms(read.units), self._searcher.concepts
        started = time.perf_counter()
        for hit in self._answers[query.id].hits:
            for text in (hit.title, hit.summary):
                marked(text, hit.lang, wanted, concepts)
        return time.perf_counter() - started

    def _note(self, part: str, seconds: float) -> None:
        self.times.setdefault(part, []).append(seconds)


def plain_query(criteria: Criteria) -> Query:
    """The words as typed for one page of listings, the nearest first among like ones."""
    query: dict[str, Any] = {"indexUid": LISTINGS, "q": criteria.q, "page": 1}
    query |= {"hitsPerPage": criteria.per_page, "attributesToRetrieve": ["id"]}
    if criteria.near is None:
        return query | {"filter": "first = true"}
    near = f"_geoPoint({criteria.near.lat}, {criteria.near.lon}):asc"
    return query | {"sort": [near], "distinct": "listing_id"}


def _criteria(query: GradedQuery) -> Criteria:
    """The query as the API reads it, twenty hits a page."""
    asked = {name: [value] for name, value in query.parameters().items() if name != "per_page"}
    return read_parameters(asked)[0]
