"""The search: criteria in, answer out. Understand, plan, ask the engine once, rank, show."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from geo.area_finder import AreaFinder
from search_service.answer import Answer, IndexFacts, QueryRead
from search_service.criteria import Criteria, Remark
from search_service.engines.engine import Engine, Result
from search_service.engines.live import LiveIndex
from search_service.facets import facets_of
from search_service.help import help_for
from search_service.hits import HitMaker
from search_service.near.area_filter import area_filter
from search_service.near.search_area import SearchArea, area_of
from search_service.query import Plan, conditions_of, plan_of
from search_service.ranking import (
    Ranked,
    as_found,
    by_distance,
    by_next_session,
    ranked,
)
from search_service.rescue import Attempt, climb
from search_service.understanding.place_reading import NamedPlace
from search_service.understanding.understand import Understanding, understand
from search_service.understanding.units import share_of
from search_service.watching.observation import note_search
from synonyms.concepts import Concepts

EVERYTHING = slice(None)


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine found for a search: how it was read and loosened, and its first hits."""

    read: Understanding
    attempt: Attempt
    plan: Plan
    results: Sequence[Result]

    @property
    def total(self) -> int:
        """How many listings match, exactly."""
        return int(self.results[0]["totalHits"])

    @property
    def near(self) -> bool:
        """Whether distances mean something."""
        return self.attempt.area.centre is not None

    @property
    def steps(self) -> list[dict[str, Any]] | None:
        """What was loosened, in the words of the contract."""
        return [step.wire() for step in self.attempt.steps] or None

    def in_order(self, now: datetime, part: slice = EVERYTHING) -> list[Ranked]:
        """The first hits: our pool, the best of it first, or a page of the engine as it came.

        `part` says which of the pool are wanted.
        """
        attempt, within, pool = self.attempt, self.plan.within, self.results[0]["hits"]
        if self.plan.ranked and attempt.criteria.sort == "best":
            preferences, typed = self.read.preferences, attempt.asked.q
            return ranked(pool, within, attempt.area, attempt.units, preferences, typed, part)
        found = as_found(pool, within, attempt.area.centre)
        if not self.plan.ranked:
            return found
        if attempt.criteria.sort == "soonest":
            return by_next_session(found, now)[part]
        return by_distance(found)[part]


@dataclass(frozen=True, slots=True)
class Searcher:
    """What a search needs beside its criteria."""

    engine: Engine
    index: LiveIndex
    concepts: Concepts
    areas: AreaFinder

    async def search(self, criteria: Criteria, remarks: Sequence[Remark], now: datetime) -> Answer:
        """Answer one search. Raises EngineDown."""
        started = time.perf_counter()
        return self.answer(await self.find(criteria, now), remarks, now, started)

    def answer(
        self, found: Found, remarks: Sequence[Remark], now: datetime, started: float
    ) -> Answer:
        """What was found, as it is told; `started` is of the performance counter."""
        live, read, attempt = self.index.current, found.read, found.attempt
        asked = attempt.asked
        maker = HitMaker(asked.lang, now, attempt.units, self.concepts, found.near)
        shown = _shown(found, now)
        return Answer(
            query=QueryRead(asked.q, asked.lang, read.interpretations, read.suggestion),
            place=read.place.read(asked.lang) if read.place else None,
            radius_m=attempt.area.told_radius,
            total=found.total,
            page=asked.page,
            per_page=asked.per_page,
            hits=maker.hits(shown, live.locations),
            facets=facets_of(asked.facets, found.plan, found.results, asked.lang, live),
            rescue=found.steps,
            help=help_for(read.needs, asked.lang),
            warnings=[one.wire() for one in (*remarks, *read.remarks)],
            took_ms=round((time.perf_counter() - started) * 1000),
            index=IndexFacts.of(live),
        )

    async def find(self, criteria: Criteria, now: datetime) -> Found:
        """Understand, ask, loosen where too little is found. Raises EngineDown."""
        first, read = self.begin(criteria, now)
        if criteria.sort == "distance" and first.area.centre is None:
            first = replace(first, criteria=replace(first.criteria, sort="best"))
        attempt, (plan, results) = await climb(
            first, lambda attempt: self._ask(attempt, read, now), _total
        )
        found = Found(read, attempt, plan, results)
        note_search(found.total, [step.step for step in attempt.steps])
        return found

    def begin(self, asked: Criteria, now: datetime) -> tuple[Attempt, Understanding]:
        """The search as understood, with nothing loosened."""
        read = understand(asked, self.index.current, self.concepts, now)
        area = self.area_of(read.criteria, read.place)
        return Attempt(read.criteria, asked, read.units, area), read

    def area_of(self, criteria: Criteria, place: NamedPlace | None) -> SearchArea:
        """Where to search for the criteria and a place that was named."""
        return area_of(criteria, place, self.areas, self.index.current.per_municipality)

    async def _ask(
        self, attempt: Attempt, read: Understanding, now: datetime
    ) -> tuple[Plan, Sequence[Result]]:
        criteria, units, live = attempt.criteria, attempt.units, self.index.current
        within = area_filter(attempt.area, live.locations, share_of(units, live.lexicon))
        conditions = conditions_of(criteria, within, units, now, attempt.least)
        plan = plan_of(criteria, conditions, within, units, now, read.preferences)
        return plan, await self.engine.multi_search(plan.queries)


def _total(found: tuple[Plan, Sequence[Result]]) -> int:
    return int(found[1][0]["totalHits"])


def _shown(found: Found, now: datetime) -> list[Ranked]:
    """The hits of the page: a slice of our pool, or the engine's page."""
    criteria = found.attempt.criteria
    if not found.plan.ranked:
        return found.in_order(now)
    first = (criteria.page - 1) * criteria.per_page
    return found.in_order(now, slice(first, first + criteria.per_page))
