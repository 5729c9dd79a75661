"""Cells that cut the map into squares: Web Mercator tiles, as slippy maps name them.

A point lies in one cell of every level; a cell of a level holds sixteen of the next one. Documents
carry the names of their cells, so that the engine counts clusters as it counts any facet.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.distance import Box
from geo.point import Point

Fractions = NDArray[np.float64]

ZOOMS = (4, 18)  # Finland on a phone; one house
# Every second level serves two zooms: half the fields on each document, and a cell measures 64 or
# 128 of the 256 pixels of a tile. Finer than 18 (80 m in Finland) nothing but stacks remains.
LEVELS = (6, 8, 10, 12, 14, 16, 18)
STEP = 2
MAX_LAT = 85.0511287798066  # where the square of Web Mercator ends


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """The tile x, y of a level, counted from the north-west corner of the world."""

    level: int
    x: int
    y: int

    @property
    def name(self) -> str:
        """The cell among those of its level, as documents carry it: x_y."""
        return f"{self.x}_{self.y}"


def cell_of(point: Point, level: int) -> Cell:
    """The cell of a level that holds the point; north and west edges belong to the cell."""
    side = 1 << level
    across, down = mercator(point)
    return Cell(level, min(int(across * side), side - 1), min(int(down * side), side - 1))


def box_of(cell: Cell) -> Box:
    """The cell in degrees."""
    side = 1 << cell.level
    north_west = unmercator(cell.x / side, cell.y / side)
    south_east = unmercator((cell.x + 1) / side, (cell.y + 1) / side)
    return Box(north_west.lon, south_east.lat, south_east.lon, north_west.lat)


def centre_of(cell: Cell) -> Point:
    """The middle of the cell on the map."""
    side = 1 << cell.level
    return unmercator((cell.x + 0.5) / side, (cell.y + 0.5) / side)


def level_for_zoom(zoom: int) -> int:
    """The level that serves a zoom of 256-pixel tiles: two finer when even, one finer when odd."""
    return min(max(zoom - zoom % STEP + STEP, LEVELS[0]), LEVELS[-1])


def children(cell: Cell, level: int) -> Iterator[Cell]:
    """The cells of a level, not coarser than the cell's own, that make up the cell."""
    times = 1 << (level - cell.level)
    for x in range(cell.x * times, (cell.x + 1) * times):
        for y in range(cell.y * times, (cell.y + 1) * times):
            yield Cell(level, x, y)


def cells_across(box: Box, level: int) -> int:
    """How many cells of a level the box touches."""
    first = cell_of(Point(box.north, box.west), level)
    last = cell_of(Point(box.south, box.east), level)
    return (last.x - first.x + 1) * (last.y - first.y + 1)


def mercator(point: Point) -> tuple[float, float]:
    """The point as fractions of the map: 0 to 1 from the west, 0 to 1 from the north."""
    lat = math.radians(min(max(point.lat, -MAX_LAT), MAX_LAT))
    down = (1 - math.asinh(math.tan(lat)) / math.pi) / 2
    return (point.lon + 180) / 360, min(max(down, 0.0), 1.0)


def unmercator(across: float, down: float) -> Point:
    """The point at fractions of the map."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))
    return Point(lat, across * 360 - 180)


def unmercator_all(across: Fractions, down: Fractions) -> tuple[Fractions, Fractions]:
    """Latitudes and longitudes at fractions of the map."""
    return np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * down)))), across * 360 - 180
