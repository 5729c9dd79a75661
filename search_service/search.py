"""The search: criteria in, answer out. Understand, plan, ask the engine once, rank, show."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from geo.area_finder import AreaFinder
from search_service.answer import Answer, IndexFacts, QueryRead
from search_service.area_filter import area_filter
from search_service.criteria import Criteria, Remark
from search_service.engine import Engine, Result
from search_service.facets import facets_of
from search_service.help import help_for
from search_service.hits import HitMaker
from search_service.live import LiveIndex
from search_service.place_reading import NamedPlace
from search_service.query import Plan, conditions_of, plan_of
from search_service.ranking import (
    Ranked,
    by_distance,
    by_next_session,
    distance_of,
    ranked,
)
from search_service.rescue import Attempt, climb
from search_service.search_area import SearchArea, area_of
from search_service.understand import Understanding, understand
from synonyms.concepts import Concepts


class Found(NamedTuple):
    """What an attempt was answered; hits stand for the nearest place of their listing."""

    plan: Plan
    conditions: Mapping[str, str]
    hits: Sequence[Result]
    results: Sequence[Result]


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
        live = self.index.current
        attempt, read, found = await self.attempt(criteria, now)
        shown, results = _shown(found, read, attempt, now), found.results
        maker = HitMaker(
            criteria.lang, now, attempt.units, self.concepts, attempt.area.centre is not None
        )
        return Answer(
            query=QueryRead(criteria.q, criteria.lang, read.interpretations, read.suggestion),
            place=read.place.read(criteria.lang) if read.place else None,
            radius_m=attempt.area.told_radius,
            total=results[0]["totalHits"],
            page=criteria.page,
            per_page=criteria.per_page,
            hits=[maker.hit(one) for one in shown],
            facets=facets_of(criteria.facets, found.plan, results, criteria.lang, live),
            rescue=[step.wire() for step in attempt.steps] or None,
            help=help_for(read.needs, criteria.lang),
            warnings=[one.wire() for one in (*remarks, *read.remarks)],
            took_ms=round((time.perf_counter() - started) * 1000),
            index=IndexFacts.of(live),
        )

    async def attempt(
        self, criteria: Criteria, now: datetime
    ) -> tuple[Attempt, Understanding, Found]:
        """The search that found enough, as it was understood and loosened, and what it found."""
        first, read = self.begin(criteria, now)
        if criteria.sort == "distance" and first.area.centre is None:
            first = replace(first, criteria=replace(first.criteria, sort="best"))
        attempt, found = await climb(first, lambda one: self._ask(one, read, now), _total)
        return attempt, read, found

    def begin(self, asked: Criteria, now: datetime) -> tuple[Attempt, Understanding]:
        """The search as understood, with nothing loosened."""
        read = understand(asked, self.index.current, self.concepts, now)
        area = self.area_of(read.criteria, read.place)
        return Attempt(read.criteria, asked, read.units, area), read

    def area_of(self, criteria: Criteria, place: NamedPlace | None) -> SearchArea:
        """Where to search for the criteria and a place that was named."""
        return area_of(criteria, place, self.areas, self.index.current.per_municipality)

    async def _ask(self, attempt: Attempt, read: Understanding, now: datetime) -> Found:
        criteria, units = attempt.criteria, attempt.units
        within = area_filter(attempt.area, self.index.current.locations, bool(units))
        conditions = conditions_of(criteria, within, units, now, attempt.least)
        plan = plan_of(criteria, conditions, within, units, now, bool(read.preferences))
        results = await self.engine.multi_search(plan.queries)
        hits = [within.nearest(hit) for hit in results[0]["hits"]]
        return Found(plan, conditions, hits, results)


def _total(found: Found) -> int:
    return int(found.results[0]["totalHits"])


def _shown(found: Found, read: Understanding, attempt: Attempt, now: datetime) -> list[Ranked]:
    """The hits of the page: ours by rank out of the pool, or the engine's as they came."""
    criteria, area, hits = attempt.criteria, attempt.area, found.hits
    if not found.plan.ranked:
        return [Ranked(hit, 0.0, distance_of(hit, area.centre)) for hit in hits]
    first = (criteria.page - 1) * criteria.per_page
    if criteria.sort == "soonest":
        pool = by_next_session(hits, area, now)
    elif criteria.sort == "distance":
        pool = by_distance(hits, area)
    else:
        pool = ranked(hits, attempt.units, read.preferences, area, attempt.asked.q)
    return pool[first : first + criteria.per_page]
