"""What is sent to the engine for one view of the map, pure: all counts in one HTTP call.

Documents cost the engine a hundred times more than counts (it reads each one whole), so they are
asked in a second call, and only when the counts say that they are few enough to be shown.
Locations are counted per cell by facets, without distinct: a listing with three places in view
stands in three cells. Listings are counted beside them, as /v1/search counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from geo.cells import LEVELS, STEP, Cell, cells_across, level_for_zoom
from geo.distance import Box
from indexers.index.settings import MAX_FACET_VALUES
from indexers.index.staging import LISTINGS
from search_service.filters import all_of, any_of, filters_of
from search_service.near.area_filter import AreaFilter
from search_service.query import matching
from search_service.rescue import Attempt


@dataclass(frozen=True, slots=True)
class CellChoice:
    """Levels whose cells are counted: the clusters', and the one that tells how they come apart."""

    level: int
    finer: int | None

    @property
    def facets(self) -> list[str]:
        """The facets to count."""
        return [cell_field(level) for level in (self.level, self.finer) if level is not None]


def cell_field(level: int) -> str:
    """The attribute of documents that names their cell of a level."""
    return f"cell_{level}"


def cells_for(box: Box, zoom: int) -> CellChoice:
    """The level of the zoom, or a coarser one where so many cells could be cut by the engine.

    A box that shows at most MAX_FACET_VALUES cells has no more of them with something in it.
    """
    level = level_for_zoom(zoom)
    while level > LEVELS[0] and cells_across(box, level) > MAX_FACET_VALUES:
        level -= STEP
    return CellChoice(level, level + STEP if level < LEVELS[-1] else None)


def conditions_of(attempt: Attempt, within: AreaFilter, now: datetime) -> list[str]:
    """The filters of a search in an area, as /v1/search has them, for every location."""
    conditions = [*filters_of(attempt.criteria, now).values(), within.places]
    if attempt.units:
        conditions.append(matching(attempt.units, attempt.least))
    return conditions


def cells_query(conditions: Sequence[str], cells: CellChoice) -> dict[str, Any]:
    """The number of locations in view, in all and per cell."""
    return {**_counted(conditions), "facets": cells.facets}


def points_query(conditions: Sequence[str], limit: int) -> dict[str, Any]:
    """The locations in view themselves."""
    return {**_counted(conditions), "hitsPerPage": limit}


def listings_query(conditions: Sequence[str], within: AreaFilter) -> dict[str, Any]:
    """The number of listings in view."""
    if within.distinct:
        return {**_counted(conditions), "distinct": "listing_id"}
    return _counted([*conditions, within.once] if within.once else conditions)


def pointless_query(conditions: Sequence[str]) -> dict[str, Any]:
    """The number of listings that no map can show; the conditions are those without a viewport."""
    return _counted([*conditions, "first = true", "on_map = false"])


def in_cells(cells: Sequence[Cell]) -> str:
    """Documents in one of the cells, all of one level."""
    return any_of(cell_field(cells[0].level), [cell.name for cell in cells])


def _counted(conditions: Sequence[str]) -> dict[str, Any]:
    return {
        "indexUid": LISTINGS,
        "q": "",
        "filter": all_of(conditions),
        "page": 1,
        "hitsPerPage": 0,
        "attributesToRetrieve": ["id"],
    }
