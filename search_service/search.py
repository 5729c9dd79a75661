"""The search: criteria in, answer out. Understand, plan, ask the engine once, rank, show."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from geo.area_finder import AreaFinder
from search_service.answer import Answer, IndexFacts, QueryRead
from search_service.criteria import Criteria, Remark
from search_service.engine import Engine, Result
from search_service.facets import facets_of
from search_service.filters import filters_of
from search_service.help import help_for
from search_service.hits import HitMaker
from search_service.live import LiveIndex
from search_service.place_reading import NamedPlace, place_typed
from search_service.polygon import documents_inside, read_polygon
from search_service.query import Plan, plan_of
from search_service.ranking import Ranked, by_next_session, distance_of, ranked
from search_service.rescue import FEW, Attempt, rungs
from search_service.search_area import area_of
from search_service.understand import Understanding, understand
from synonyms.concepts import Concepts


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
        asked = criteria
        read = understand(criteria, live, self.concepts, now)
        criteria, place = read.criteria, read.place
        if criteria.place:
            place = place_typed(criteria.place, criteria.lang)
            remarks = [*remarks, *_unplaced(criteria, place)]
        area = area_of(criteria, place, self.areas, live.per_municipality)
        if criteria.polygon is not None:
            shape = read_polygon(criteria.polygon)
            area = replace(area, documents=tuple(await documents_inside(self.engine, shape)))
        if criteria.sort == "distance" and area.centre is None:
            criteria = replace(criteria, sort="best")
        first = Attempt(criteria, asked, read.units, area)
        attempt, plan, results = await self._climb(first, read, now)
        shown = _shown(plan, results[0]["hits"], read, attempt, now)
        maker = HitMaker(
            criteria.lang, now, read.units, self.concepts, attempt.area.centre is not None
        )
        return Answer(
            query=QueryRead(criteria.q, criteria.lang, read.interpretations, read.suggestion),
            place=place.read(criteria.lang) if place else None,
            radius_m=attempt.area.told_radius,
            total=results[0]["totalHits"],
            page=criteria.page,
            per_page=criteria.per_page,
            hits=[maker.hit(one) for one in shown],
            facets=facets_of(criteria.facets, plan, results, criteria.lang, live),
            rescue=[step.wire() for step in attempt.steps] or None,
            help=help_for(read.needs, criteria.lang),
            warnings=[{"field": one.field, "message": one.message} for one in remarks],
            took_ms=round((time.perf_counter() - started) * 1000),
            index=IndexFacts(
                live.build, live.built_at.isoformat() if live.built_at else None, live.listings
            ),
        )

    async def _climb(
        self, attempt: Attempt, read: Understanding, now: datetime
    ) -> tuple[Attempt, Plan, Sequence[Result]]:
        """Ask; while too little is found, loosen and ask again; keep what found the most."""
        best = (attempt, *await self._ask(attempt, read, now))
        if best[2][0]["totalHits"] >= FEW or not attempt.criteria.q:
            return best
        for looser in rungs(attempt):
            plan, results = await self._ask(looser, read, now)
            if results[0]["totalHits"] > best[2][0]["totalHits"]:
                best = (looser, plan, results)
            if results[0]["totalHits"] >= FEW:
                break
        return best

    async def _ask(
        self, attempt: Attempt, read: Understanding, now: datetime
    ) -> tuple[Plan, Sequence[Result]]:
        plan = plan_of(
            attempt.criteria,
            filters_of(attempt.criteria, now),
            attempt.area,
            attempt.units,
            now,
            bool(read.preferences),
            attempt.least,
        )
        return plan, await self.engine.multi_search(plan.queries)


def _unplaced(criteria: Criteria, place: NamedPlace | None) -> list[Remark]:
    """A remark on a typed place that nobody knows."""
    if place is not None:
        return []
    return [Remark("place", f"{criteria.place[:60]} is no known place; it was left out")]


def _shown(
    plan: Plan, hits: Sequence[Result], read: Understanding, attempt: Attempt, now: datetime
) -> list[Ranked]:
    """The hits of the page: ours by rank out of the pool, or the engine's as they came."""
    criteria, area = attempt.criteria, attempt.area
    if not plan.ranked:
        return [Ranked(hit, 0.0, distance_of(hit, area.centre)) for hit in hits]
    first = (criteria.page - 1) * criteria.per_page
    if criteria.sort == "soonest":
        pool = by_next_session(hits, area, now)
    else:
        pool = ranked(hits, attempt.units, read.preferences, area, attempt.asked.q)
    return pool[first : first + criteria.per_page]
