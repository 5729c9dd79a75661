"""What lies in a view of the map, counted: by the engine what a search finds, by the table of the
build where nothing is searched. Both count the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from geo.cells import LEVELS, Cell
from search_service.cards import Entry
from search_service.engines.engine import Engine
from search_service.filters import filters_of
from search_service.maps.clusters import ViewCounts
from search_service.maps.plan import CellChoice, points_query
from search_service.near.locations import Locations, Rows
from search_service.near.search_area import SearchArea
from search_service.rescue import Attempt


@dataclass(frozen=True, slots=True)
class FromEngine:
    """What the engine counted of a search, and where it gets the locations."""

    engine: Engine
    locations: Locations
    conditions: Sequence[str]
    results: Sequence[Mapping[str, Any]]  # cells, and after them totals of listings, if asked

    @property
    def listings(self) -> int:
        """Listings in view."""
        return int(self.results[1]["totalHits"])

    @property
    def without_point(self) -> int:
        """Listings of the search that no map can show."""
        return int(self.results[2]["totalHits"])

    @property
    def total(self) -> int:
        """Locations in view."""
        return int(self.results[0]["totalHits"])

    def counts(self, chosen: CellChoice) -> ViewCounts:
        """Cells of the view."""
        return ViewCounts.of_engine(self.results[0], chosen)

    async def entries(self, limit: int) -> Sequence[Entry]:
        """The locations themselves. Raises EngineDown, Rebuilt."""
        (found,) = await self.engine.multi_search([points_query(self.conditions, limit)])
        return self.locations.entries_of(found["hits"])


@dataclass(frozen=True, slots=True)
class FromTable:
    """The rows in view of all that is shown now."""

    locations: Locations
    rows: Rows
    without_point: int

    @classmethod
    def of(
        cls, locations: Locations, area: SearchArea, now: datetime, within: Sequence[Cell] = ()
    ) -> "FromTable":
        """What the area's box holds, and the cells, if some are given."""
        rows = locations.rows_in(area.box) if area.box else np.flatnonzero(locations.placed)
        shown = locations.validity.shown(now)
        rows = rows[shown[rows]]
        if within:
            column = locations.columns[LEVELS.index(within[0].level)]
            wanted = np.zeros(len(column.x), dtype=bool)
            for cell in within:
                wanted |= (column.x == cell.x) & (column.y == cell.y)
            rows = rows[wanted[column.number[rows]]]
        return cls(locations, rows, int(shown[locations.pointless].sum()))

    @property
    def listings(self) -> int:
        """Listings in view."""
        found = np.zeros(len(self.locations) + 1, dtype=bool)
        found[self.locations.listing[self.rows]] = True
        return int(found.sum())

    @property
    def total(self) -> int:
        """Locations in view."""
        return len(self.rows)

    def counts(self, chosen: CellChoice) -> ViewCounts:
        """Cells of the view."""
        return ViewCounts.of_rows(self.locations, self.rows, chosen)

    async def entries(self, limit: int) -> Sequence[Entry]:
        """The locations themselves, in the order of the table."""
        return [self.locations.entry(row) for row in np.sort(self.rows)[:limit].tolist()]


InView = FromEngine | FromTable


def is_plain(attempt: Attempt, now: datetime) -> bool:
    """Whether a view shows all there is now, so that the table knows it without the engine."""
    area = attempt.area
    elsewhere = area.centre or area.named or area.shape
    return not (attempt.units or elsewhere) and set(filters_of(attempt.criteria, now)) == {"valid"}
