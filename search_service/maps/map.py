"""The map: a view in, its clusters or points out. Reads and loosens a search as /v1/search does."""

import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from geo.cells import Cell, level_for_zoom
from search_service.answer import IndexFacts, Interpretation, QueryRead
from search_service.criteria import Remark
from search_service.engines.engine import Result
from search_service.maps.features import Feature, clusters_of, geojson_of, spots_of
from search_service.maps.parameters import MapQuestion, shows_finland
from search_service.maps.plan import (
    CellChoice,
    cells_for,
    cells_query,
    conditions_of,
    in_cells,
    listings_query,
    pointless_query,
    points_query,
)
from search_service.near.area_filter import AreaFilter, view_filter
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

        def ask(attempt: Attempt) -> Awaitable[Sequence[Result]]:
            return self._ask(attempt, everywhere, cells, now)

        # A view of a part of the country may well be empty.
        whole = shows_finland(question.viewport)
        attempt, results = (
            await climb(first, ask, _listings) if whole else (first, await ask(first))
        )
        conditions = conditions_of(attempt, self._within(attempt.area), now)
        features = await self._features(results[0], conditions, cells, question)
        box = question.viewport
        return MapAnswer(
            bbox=[box.west, box.south, box.east, box.north],
            zoom=question.zoom,
            level=cells.level,
            shows=_shows(results[0], question),
            total=results[0]["totalHits"],
            listings=results[1]["totalHits"],
            without_point=results[2]["totalHits"],
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
        seen = self._within(attempt.area)
        conditions = [*conditions_of(attempt, seen, now), in_cells(within)]
        (counted,) = await self.searcher.engine.multi_search([cells_query(conditions, cells)])
        return await self._features(counted, conditions, cells, question)

    async def _features(
        self,
        counted: Mapping[str, Any],
        conditions: Sequence[str],
        cells: CellChoice,
        question: MapQuestion,
    ) -> Sequence[Feature]:
        if _shows(counted, question) == "clusters":
            return clusters_of(counted, cells, question.zoom, question.viewport)
        if not counted["totalHits"]:
            return ()
        lang = question.criteria.lang
        query = points_query(conditions, question.limit)
        (found,) = await self.searcher.engine.multi_search([query])
        return spots_of(found["hits"], lang)

    async def _ask(
        self, attempt: Attempt, everywhere: SearchArea, cells: CellChoice, now: datetime
    ) -> Sequence[Result]:
        within = self._within(attempt.area)
        conditions = conditions_of(attempt, within, now)
        queries = [
            cells_query(conditions, cells),
            listings_query(conditions, within),
            pointless_query(conditions_of(attempt, self._within(everywhere), now)),
        ]
        return await self.searcher.engine.multi_search(queries)

    def _within(self, area: SearchArea) -> AreaFilter:
        return view_filter(area, self.searcher.index.current.locations)


def _shows(result: Mapping[str, Any], question: MapQuestion) -> str:
    return "points" if result["totalHits"] <= question.limit else "clusters"


def _listings(results: Sequence[Result]) -> int:
    return int(results[1]["totalHits"])


def _told(read: Understanding) -> list[Interpretation]:
    """What the words were read as; a place among them does not limit what the map shows."""
    return [
        replace(one, applied=False) if one.kind == "place" else one for one in read.interpretations
    ]


def _coarser(cells: CellChoice, zoom: int) -> list[Remark]:
    if cells.level == level_for_zoom(zoom):
        return []
    return [Remark("bbox", COARSER)]
