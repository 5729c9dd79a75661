"""The search: criteria in, answer out. Understand, plan, ask the engine once, rank, show."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from geo.area_finder import AreaFinder
from search_service.answer import Answer, IndexFacts, QueryRead
from search_service.criteria import Criteria, Remark
from search_service.engine import Engine
from search_service.facets import facets_of
from search_service.filters import filters_of
from search_service.help import help_for
from search_service.hits import HitMaker
from search_service.live import LiveIndex
from search_service.place_reading import place_typed
from search_service.query import plan_of
from search_service.ranking import Ranked, distance_of, ranked
from search_service.search_area import area_of
from search_service.understand import understand
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
        read = understand(criteria, live, self.concepts, now)
        criteria, place = read.criteria, read.place
        if criteria.place:
            place = place_typed(criteria.place, criteria.lang)
        area = area_of(criteria, place, self.areas, live.per_municipality)
        preferred = bool(read.preferences)
        plan = plan_of(criteria, filters_of(criteria, now), area, read.units, preferred)
        results = await self.engine.multi_search(plan.queries)
        if plan.ranked:
            pool = ranked(results[0]["hits"], read.units, read.preferences, area)
            first = (criteria.page - 1) * criteria.per_page
            shown = pool[first : first + criteria.per_page]
        else:
            shown = [Ranked(hit, 0.0, distance_of(hit, area.centre)) for hit in results[0]["hits"]]
        maker = HitMaker(criteria.lang, now, read.units, self.concepts, area.centre is not None)
        return Answer(
            query=QueryRead(criteria.q, criteria.lang, read.interpretations, read.suggestion),
            place=place.read(criteria.lang) if place else None,
            radius_m=area.radius_m,
            total=results[0]["totalHits"],
            page=criteria.page,
            per_page=criteria.per_page,
            hits=[maker.hit(one) for one in shown],
            facets=facets_of(criteria.facets, plan, results, criteria.lang, live),
            rescue=None,
            help=help_for(read.needs, criteria.lang),
            warnings=[{"field": one.field, "message": one.message} for one in remarks],
            took_ms=round((time.perf_counter() - started) * 1000),
            index=IndexFacts(
                live.build, live.built_at.isoformat() if live.built_at else None, live.listings
            ),
        )
