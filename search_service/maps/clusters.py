"""From locations counted per cell to clusters, all of a view at once.

The engine counts the cells of what a search finds; where nothing is searched, the table of the
build does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.cells import LEVELS, STEP, unmercator_all
from geo.distance import Box
from geo.point import Point
from search_service.maps.parameters import CLOSE_ZOOM
from search_service.maps.plan import CellChoice, cell_field
from search_service.near.locations import Locations, Rows

Degrees = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Locations of one cell. `expansion_zoom` is null where zooming in shows no more."""

    at: Point
    cell: str
    count: int
    box: Box
    expansion_zoom: int | None


class CellCounts(NamedTuple):
    """Cells of a level with something in them, and the locations in each."""

    level: int
    x: Rows
    y: Rows
    held: Rows

    @classmethod
    def of_engine(cls, result: Mapping[str, Any], level: int) -> "CellCounts":
        """What the engine counted."""
        found: Mapping[str, int] = result.get("facetDistribution", {}).get(cell_field(level), {})
        numbers = "_".join(found).split("_") if found else []
        x, y = np.array(numbers, dtype=np.intp).reshape(-1, 2).T
        return cls(level, x, y, np.fromiter(found.values(), dtype=np.intp, count=len(found)))

    @classmethod
    def of_rows(cls, locations: Locations, rows: Rows, level: int) -> "CellCounts":
        """The rows of the table, counted."""
        column = locations.columns[LEVELS.index(level)]
        held = np.bincount(column.number[rows], minlength=len(column.x))
        cells = np.flatnonzero(held)
        return cls(level, column.x[cells], column.y[cells], held[cells])

    def coarser(self, level: int) -> "CellCounts":
        """The cells that these lie in. Those of one cell have to follow each other."""
        x, y = self.x >> self.level - level, self.y >> self.level - level
        is_first = (np.diff(x, prepend=-1) != 0) | (np.diff(y, prepend=-1) != 0)
        first = np.flatnonzero(is_first)
        held = np.add.reduceat(self.held, first) if len(first) else self.held
        return CellCounts(level, x[first], y[first], held)


class ViewCounts(NamedTuple):
    """The cells of a view, and of the level that tells how they come apart."""

    cells: CellCounts
    finer: CellCounts | None

    @classmethod
    def of_engine(cls, result: Mapping[str, Any], chosen: CellChoice) -> "ViewCounts":
        """What the engine counted, unless it has cut the finer cells."""
        cells, finer = (
            level and CellCounts.of_engine(result, level) for level in (chosen.level, chosen.finer)
        )
        assert cells
        if finer and finer.held.sum() != cells.held.sum():
            finer = None
        return cls(cells, finer or None)

    @classmethod
    def of_rows(cls, locations: Locations, rows: Rows, chosen: CellChoice) -> "ViewCounts":
        """The rows of the table, counted."""
        if not chosen.finer:
            return cls(CellCounts.of_rows(locations, rows, chosen.level), None)
        finer = CellCounts.of_rows(locations, rows, chosen.finer)
        return cls(finer.coarser(chosen.level), finer)


def clusters_of(counts: ViewCounts, zoom: int, viewport: Box) -> list[Cluster]:
    """One cluster per cell with something in view, from west to east."""
    order = np.lexsort((counts.cells.y, counts.cells.x))
    level, x, y, count = counts.cells.level, *(one[order] for one in counts.cells[1:])
    lat, lon, parts = _middles(CellCounts(level, x, y, count), counts.finer)
    side = 1 << level
    north, west = unmercator_all(x / side, y / side)
    south, east = unmercator_all((x + 1) / side, (y + 1) / side)
    columns = (
        np.clip(lat, viewport.south, viewport.north),
        np.clip(lon, viewport.west, viewport.east),
        *(np.maximum(west, viewport.west), np.maximum(south, viewport.south)),
        *(np.minimum(east, viewport.east), np.minimum(north, viewport.north)),
        *(x, y, count, parts),
    )
    return [
        Cluster(
            at=Point(at_lat, at_lon),
            cell=f"{level}/{cell_x}/{cell_y}",
            count=held,
            box=Box(*edges),
            expansion_zoom=_expansion(level, apart, zoom),
        )
        for at_lat, at_lon, *edges, cell_x, cell_y, held, apart in zip(
            *(one.tolist() for one in columns), strict=True
        )
    ]


def _middles(cells: CellCounts, finer: CellCounts | None) -> tuple[Degrees, Degrees, Rows]:
    """Where most of each cell is, by its finer cells, and how many of those there are.

    The documents' own points are not known where the engine counted.
    """
    if finer is None:
        side = 1 << cells.level
        lat, lon = unmercator_all((cells.x + 0.5) / side, (cells.y + 0.5) / side)
        return lat, lon, np.zeros(len(cells.x), dtype=np.intp)
    shift, side = finer.level - cells.level, 1 << finer.level
    keys = _keys(cells.x, cells.y)  # in order, since the cells are
    owner = np.searchsorted(keys, _keys(finer.x >> shift, finer.y >> shift))
    across, down = (
        np.bincount(owner, (at + 0.5) / side * finer.held, len(keys)) / cells.held
        for at in (finer.x, finer.y)
    )
    return *unmercator_all(across, down), np.bincount(owner, minlength=len(keys))


def _keys(x: Rows, y: Rows) -> Rows:
    return (x << LEVELS[-1]) | y


def _expansion(level: int, parts: int, zoom: int) -> int | None:
    """The first zoom whose cells part the cluster, or, where all is in one of those, the next."""
    if level == LEVELS[-1] and zoom >= CLOSE_ZOOM:
        return None
    first = level if parts > 1 else level + STEP
    return min(max(first, zoom + 1), max(CLOSE_ZOOM, zoom))
