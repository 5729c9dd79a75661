"""Where every document of a build lies: rows of the companion index in, a table for geometry out.

A document is named here by its row. Distances are first taken straight through the earth: between
points 300 km apart the chord is shorter than the way on the ellipsoid by a hundredth of a per cent,
and what lies so near to a circle is measured on the ellipsoid.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.cells import LEVELS
from geo.distance import Box, box_around, chords_m, distance_m, through_earth
from geo.point import Point
from indexers.index.document_rows import DocumentRow
from search_service.cards import CardTable, Entry
from search_service.engines.asking import meet_another_build
from search_service.near.validity import Validity
from search_service.ranking_table import RankingTable

Rows = NDArray[np.intp]
Metres = NDArray[np.float64]

# How much longer than its chord a way on the ellipsoid may be, and shorter: the least radius of
# curvature is at the equator (south to north). Rounding is far below the millimetre added.
_LEAST_RADIUS_M = 6_335_439.0
_MILLIMETRE = 0.001
# How the bits of a number are drawn apart, step by step (Morton codes); a key after all of them.
_SPREADING = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
_LAST_KEY = 2**62


class CellColumn(NamedTuple):
    """The cells of one level: the number of each row's cell; the rows, x and y of each cell.

    Cells are numbered so that those of a coarser cell follow each other (Z-order). Rows without a
    point share a last cell with negative x and y.
    """

    level: int
    number: Rows
    rows: Rows
    x: Rows
    y: Rows

    def named(self, cells: Rows) -> list[str]:
        """The names of cells, as documents carry them."""
        pairs = zip(self.x[cells].tolist(), self.y[cells].tolist(), strict=True)
        return [f"{x}_{y}" for x, y in pairs]


class Locations:
    """The table of one build. Rows of one listing stand together, in the listing's order."""

    def __init__(self, rows: Iterable[DocumentRow] = ()) -> None:
        ordered = sorted(rows, key=lambda row: _parts(row.id))
        names = [_parts(row.id)[0] for row in ordered]
        self.ids = [row.id for row in ordered]
        self.row_of = {row.id: number for number, row in enumerate(ordered)}
        self.lat = _floats(row.lat for row in ordered)
        self.lon = _floats(row.lon for row in ordered)
        self.anywhere = np.array([row.anywhere for row in ordered], dtype=bool)
        self.placed = ~np.isnan(self.lat)
        self.listing = np.cumsum([before != name for before, name in _pairs(names)])
        self.several = _several(self.listing)
        self.lead = _firsts(self.listing, self.placed)
        begins, ends = (row.begins for row in ordered), (row.ends for row in ordered)
        self.validity = Validity(_floats(begins), _floats(ends))
        # The first rows of listings that no map can show.
        self.pointless = _pointless(self.listing, self.placed)
        cells = _finest_cells(ordered)
        self.columns = [_column(cells, level) for level in LEVELS]
        # The first row of each row's listing, where what all its documents share stands.
        first = np.searchsorted(self.listing, self.listing)
        self.ranking = RankingTable(ordered, first)
        self.cards = CardTable(ordered, first)
        self._earth = through_earth(self.lat, self.lon)
        self._by_lat = np.argsort(self.lat)  # rows without a point come last
        self._lon_by_lat = self.lon[self._by_lat]

    def __len__(self) -> int:
        return len(self.ids)

    def point(self, row: int) -> Point | None:
        """The point of a row."""
        if not self.placed[row]:
            return None
        return Point(float(self.lat[row]), float(self.lon[row]))

    def rows_of(self, hits: Sequence[Mapping[str, Any]]) -> Rows:
        """The rows of documents of the engine. Raises Rebuilt when one is of another build."""
        try:
            ids = map(itemgetter("id"), hits)
            return np.fromiter(map(self.row_of.__getitem__, ids), dtype=np.intp, count=len(hits))
        except KeyError:
            meet_another_build()

    def entries_of(self, hits: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """What is shown of documents of the engine. Raises Rebuilt."""
        return [self.entry(row) for row in self.rows_of(hits).tolist()]

    def entry(self, row: int) -> Entry:
        """What is shown of a row."""
        held = self.cards.of(row)
        places = held.card["locations"]
        place = places[self.cards.number(row)] if places else None
        return Entry(self.ids[row], held, place, self.point(row))

    def rows_in(self, box: Box) -> Rows:
        """The rows with a point in the box or on its edge, in any order."""
        low = np.searchsorted(self.lat, box.south, sorter=self._by_lat)
        high = np.searchsorted(self.lat, box.north, side="right", sorter=self._by_lat)
        lon = self._lon_by_lat[low:high]
        found: Rows = self._by_lat[low:high][(lon >= box.west) & (lon <= box.east)]
        return found

    def in_box(self, box: Box) -> NDArray[np.bool_]:
        """Whether each row lies in the box or on its edge."""
        found = np.zeros(len(self), dtype=bool)
        found[self.rows_in(box)] = True
        return found

    def in_shape(self, shape: BaseGeometry) -> NDArray[np.bool_]:
        """Whether each row lies in the polygon or on its edge."""
        rows = self.rows_in(Box(*shape.bounds))
        found = np.zeros(len(self), dtype=bool)
        shapely.prepare(shape)
        found[rows] = shapely.covers(shape, shapely.points(self.lon[rows], self.lat[rows]))
        return found

    def chords(self, centre: Point, rows: Rows) -> Metres:
        """Metres from the centre straight through the earth; not a number without a point."""
        return chords_m(centre, self._earth.take(rows, axis=0))  # faster than [rows]

    def in_circle(self, centre: Point, radius_m: float) -> NDArray[np.bool_]:
        """Whether each row lies within the radius on the ellipsoid."""
        rows = self.rows_in(box_around(centre, radius_m))
        chords = self.chords(centre, rows)
        half = min(radius_m / (2 * _LEAST_RADIUS_M), math.pi / 2)
        surely = 2 * _LEAST_RADIUS_M * math.sin(half) - _MILLIMETRE
        found = np.zeros(len(self), dtype=bool)
        found[rows[chords <= surely]] = True
        for row in rows[(chords > surely) & (chords <= radius_m)]:
            there = Point(float(self.lat[row]), float(self.lon[row]))
            found[row] = distance_m(centre, there) <= radius_m
        return found

    def firsts(self, rows: Rows, order: Metres) -> Rows:
        """Of rising rows the one of each listing that is first by `order` (a number for each)."""
        if not len(rows):
            return rows
        listing = self.listing[rows]
        starts, lengths = runs(listing)
        least = np.repeat(np.minimum.reduceat(order, starts), lengths)
        best = np.flatnonzero(order == least)
        found: Rows = rows[best[runs(listing[best])[0]]]
        return found


def runs(values: Rows) -> tuple[Rows, Rows]:
    """Where each run of equal values begins, and how long it is."""
    begins = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    lengths = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1:] = len(values) - starts[-1:]
    return starts, lengths


def _parts(document_id: str) -> tuple[str, int]:
    """The listing's key and the document's number in it."""
    key, _, number = document_id.rpartition("__")
    return key, int(number)


def _pairs(names: list[str]) -> Iterable[tuple[str | None, str]]:
    return zip([None, *names], names, strict=False)


def _floats(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def _several(listing: Rows) -> NDArray[np.bool_]:
    """Whether the row's listing has other rows."""
    found: NDArray[np.bool_] = np.bincount(listing)[listing] > 1 if len(listing) else listing > 0
    return found


def _firsts(listing: Rows, placed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the row is the first of its listing with a point."""
    rows = np.flatnonzero(placed)
    found = np.zeros(len(listing), dtype=bool)
    found[rows[np.diff(listing[rows], prepend=-1) != 0]] = True
    return found


def _pointless(listing: Rows, placed: NDArray[np.bool_]) -> Rows:
    """The first rows of listings without any point."""
    rows = np.flatnonzero(np.diff(listing, prepend=-1) != 0)
    found: Rows = rows[~np.isin(listing[rows], listing[placed])]
    return found


def _finest_cells(rows: Iterable[DocumentRow]) -> Rows:
    """x and y of each row's cell of the finest level; -1 without a point."""
    parts = (row.cell.partition("_") if row.cell else ("-1", "", "-1") for row in rows)
    pairs = [(int(x), int(y)) for x, _, y in parts]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _column(finest: Rows, level: int) -> CellColumn:
    x, y = (finest >> (LEVELS[-1] - level)).T
    keys = np.where(x < 0, _LAST_KEY, _spread_bits(x) << 1 | _spread_bits(y))
    _, first, number, held = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    return CellColumn(level, number, held, x[first], y[first])


def _spread_bits(number: Rows) -> Rows:
    """Each bit of a number below 2^18 at twice its place, so that two numbers fit into one."""
    spread: Rows = number & (2 ** LEVELS[-1] - 1)
    for shift, mask in _SPREADING:
        spread = (spread | spread << shift) & np.intp(mask)
    return spread
