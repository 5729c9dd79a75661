"""The map: a view in, its clusters or points out. Reads and loosens a search as /v1/search does."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from geo.cells import Cell, level_for_zoom
from search_service.answer import IndexFacts, Interpretation, QueryRead
from search_service.criteria import Criteria, Remark
from search_service.engine import Result
from search_service.map_features import Feature, clusters_of, geojson_of, spots_of
from search_service.map_parameters import MapQuestion, shows_finland
from search_service.map_plan import (
    CellChoice,
    cells_for,
    cells_query,
    conditions_of,
    in_cells,
    listings_query,
    pointless_query,
    points_query,
)
from search_service.place_reading import NamedPlace, place_typed
from search_service.rescue import FEW, Attempt, rungs
from search_service.search import Searcher
from search_service.search_area import SearchArea, area_of
from search_service.understand import Understanding, understand

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
        first, read, place = self._attempt(question.criteria, now)
        everywhere = self._area(replace(first.criteria, bbox=None), place)
        attempt, results = await self._climb(first, everywhere, cells, question, now)
        conditions = conditions_of(attempt, attempt.area, now)
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
                {"field": one.field, "message": one.message}
                for one in (*question.remarks, *_unplaced(first.criteria, place))
            ]
            + _coarser(cells, question.zoom),
            took_ms=round((time.perf_counter() - started) * 1000),
            index=IndexFacts(
                live.build, live.built_at.isoformat() if live.built_at else None, live.listings
            ),
        )

    async def tile(
        self, question: MapQuestion, within: Sequence[Cell], now: datetime
    ) -> Sequence[Feature]:
        """The features of a tile that is made of the cells. Nothing is loosened: a tile is a part
        of a map, and what its neighbours find is not known here. Raises EngineDown."""
        cells = cells_for(question.viewport, question.zoom)
        attempt, *_ = self._attempt(question.criteria, now)
        conditions = [*conditions_of(attempt, attempt.area, now), in_cells(within)]
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

    def _attempt(
        self, asked: Criteria, now: datetime
    ) -> tuple[Attempt, Understanding, NamedPlace | None]:
        """The search as understood; a place, typed or in the words, does not move the view."""
        read = understand(asked, self.searcher.index.current, self.searcher.concepts, now)
        typed = read.criteria.place
        place = place_typed(typed, asked.lang) if typed else read.place
        area = self._area(read.criteria, place)
        return Attempt(read.criteria, asked, read.units, area), read, place

    def _area(self, criteria: Criteria, place: NamedPlace | None) -> SearchArea:
        counts = self.searcher.index.current.per_municipality
        return area_of(criteria, place, self.searcher.areas, counts)

    async def _climb(
        self,
        attempt: Attempt,
        everywhere: SearchArea,
        cells: CellChoice,
        question: MapQuestion,
        now: datetime,
    ) -> tuple[Attempt, Sequence[Result]]:
        """Ask; while too little is found, loosen as /v1/search does, so that both agree."""
        best = (attempt, await self._ask(attempt, everywhere, cells, now))
        if not attempt.criteria.q or not shows_finland(question.viewport):
            return best
        if _listings(best[1]) >= FEW:
            return best
        for looser in rungs(attempt):
            results = await self._ask(looser, everywhere, cells, now)
            if _listings(results) > _listings(best[1]):
                best = (looser, results)
            if _listings(results) >= FEW:
                break
        return best

    async def _ask(
        self, attempt: Attempt, everywhere: SearchArea, cells: CellChoice, now: datetime
    ) -> Sequence[Result]:
        conditions = conditions_of(attempt, attempt.area, now)
        queries = [
            cells_query(conditions, cells),
            listings_query(conditions),
            pointless_query(conditions_of(attempt, everywhere, now)),
        ]
        return await self.searcher.engine.multi_search(queries)


def _shows(result: Mapping[str, Any], question: MapQuestion) -> str:
    return "points" if result["totalHits"] <= question.limit else "clusters"


def _listings(results: Sequence[Result]) -> int:
    return int(results[1]["totalHits"])


def _told(read: Understanding) -> list[Interpretation]:
    """What the words were read as; a place among them does not limit what the map shows."""
    return [
        replace(one, applied=False) if one.kind == "place" else one for one in read.interpretations
    ]


def _unplaced(criteria: Criteria, place: NamedPlace | None) -> list[Remark]:
    if not criteria.place or place is not None:
        return []
    return [Remark("place", f"{criteria.place[:60]} is no known place; it was left out")]


def _coarser(cells: CellChoice, zoom: int) -> list[dict[str, str]]:
    if cells.level == level_for_zoom(zoom):
        return []
    return [{"field": "bbox", "message": COARSER}]
