"""The map: a view in, its clusters or points out. Reads and loosens a search as /v1/search does."""

import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from geo.cells import Cell, level_for_zoom
from search_service.answer import IndexFacts, Interpretation, QueryRead
from search_service.criteria import Remark
from search_service.engines.engine import Query
from search_service.maps.clusters import clusters_of
from search_service.maps.features import Feature, geojson_of, spots_of
from search_service.maps.parameters import MapQuestion, shows_finland
from search_service.maps.plan import (
    CellChoice,
    cells_for,
    cells_query,
    conditions_of,
    in_cells,
    listings_query,
    pointless_query,
)
from search_service.maps.view import FromEngine, FromTable, InView, is_plain
from search_service.near.area_filter import AreaFilter, view_filter
from search_service.near.locations import Locations
from search_service.near.search_area import SearchArea
from search_service.rescue import Attempt, climb
from search_service.search import Searcher
from search_service.understanding.understand import Understanding

COARSER = "the viewport is too large for this zoom: larger cells were counted"


@dataclass(frozen=True, slots=True)
class MapAnswer:
    """What /v1/map gives: a GeoJSON FeatureCollection with what was counted beside it."""

    bbox: list[float]
    zoom: int
    level: int
    shows: str
    total: int
    listings: int
    without_point: int
    features: list[dict[str, Any]]
    query: QueryRead
    radius_m: int | None
    rescue: list[dict[str, Any]] | None
    warnings: list[dict[str, str]]
    took_ms: int
    index: IndexFacts
    type: str = "FeatureCollection"
    counted: str = "locations"


@dataclass(frozen=True, slots=True)
class MapMaker:
    """Answers views of the map and tiles with what searches are answered with."""

    searcher: Searcher

    async def view(self, question: MapQuestion, now: datetime) -> MapAnswer:
        """Answer one view. Raises EngineDown."""
        started = time.perf_counter()
        live = self.searcher.index.current
        cells = cells_for(question.viewport, question.zoom)
        first, read = self.searcher.begin(question.criteria, now)
        everywhere = self.searcher.area_of(replace(first.criteria, bbox=None), read.place)

        def ask(attempt: Attempt) -> Awaitable[InView]:
            return self._look(attempt, everywhere, cells, now)

        # A view of a part of the country may well be empty.
        whole = shows_finland(question.viewport)
        attempt, seen = await climb(first, ask, _listings) if whole else (first, await ask(first))
        features = await _features(seen, cells, question)
        box = question.viewport
        return MapAnswer(
            bbox=[box.west, box.south, box.east, box.north],
            zoom=question.zoom,
            level=cells.level,
            shows=_shows(seen, question),
            total=seen.total,
            listings=seen.listings,
            without_point=seen.without_point,
            features=[geojson_of(one) for one in features],
            query=QueryRead(first.criteria.q, first.criteria.lang, _told(read), read.suggestion),
            radius_m=attempt.area.told_radius,
            rescue=[step.wire() for step in attempt.steps] or None,
            warnings=[
                one.wire()
                for one in (*question.remarks, *read.remarks, *_coarser(cells, question.zoom))
            ],
            took_ms=round((time.perf_counter() - started) * 1000),
            index=IndexFacts.of(live),
        )

    async def tile(
        self, question: MapQuestion, within: Sequence[Cell], now: datetime
    ) -> Sequence[Feature]:
        """The features of a tile that is made of the cells. Nothing is loosened: a tile is a part
        of a map, and what its neighbours find is not known here. Raises EngineDown."""
        cells = cells_for(question.viewport, question.zoom)
        attempt, _ = self.searcher.begin(question.criteria, now)
        seen: InView
        if is_plain(attempt, now):
            seen = FromTable.of(self._locations, attempt.area, now, within)
        else:
            conditions = conditions_of(attempt, self._within(attempt.area), now)
            seen = await self._counted([*conditions, in_cells(within)], cells)
        return await _features(seen, cells, question)

    async def _look(
        self, attempt: Attempt, everywhere: SearchArea, cells: CellChoice, now: datetime
    ) -> InView:
        if is_plain(attempt, now):
            return FromTable.of(self._locations, attempt.area, now)
        within = self._within(attempt.area)
        conditions = conditions_of(attempt, within, now)
        return await self._counted(
            conditions,
            cells,
            listings_query(conditions, within),
            pointless_query(conditions_of(attempt, self._within(everywhere), now)),
        )

    async def _counted(
        self, conditions: Sequence[str], cells: CellChoice, *others: Query
    ) -> FromEngine:
        engine = self.searcher.engine
        results = await engine.multi_search([cells_query(conditions, cells), *others])
        return FromEngine(engine, self._locations, conditions, results)

    @property
    def _locations(self) -> Locations:
        return self.searcher.index.current.locations

    def _within(self, area: SearchArea) -> AreaFilter:
        return view_filter(area, self._locations)


async def _features(seen: InView, cells: CellChoice, question: MapQuestion) -> Sequence[Feature]:
    if _shows(seen, question) == "clusters":
        return clusters_of(seen.counts(cells), question.zoom, question.viewport)
    if not seen.total:
        return ()
    return spots_of(await seen.entries(question.limit), question.criteria.lang)


def _shows(seen: InView, question: MapQuestion) -> str:
    return "points" if seen.total <= question.limit else "clusters"


def _listings(seen: InView) -> int:
    return seen.listings


def _told(read: Understanding) -> list[Interpretation]:
    """What the words were read as; a place among them does not limit what the map shows."""
    return [
        replace(one, applied=False) if one.kind == "place" else one for one in read.interpretations
    ]


def _coarser(cells: CellChoice, zoom: int) -> list[Remark]:
    if cells.level == level_for_zoom(zoom):
        return []
    return [Remark("bbox", COARSER)]
