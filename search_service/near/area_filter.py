"""The documents that a search area holds, and how each listing is counted once: an area and the
table of locations in, filters and the nearest place of each listing out.

A listing has a document for each of its places. The engine can keep one per listing (`distinct`),
but looks at every match for that; where few have to be left out, they are named instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.point import Point
from search_service.filters import all_of, either, in_box, serving
from search_service.near.covering import covering, naming
from search_service.near.locations import Locations, Rows
from search_service.near.search_area import SearchArea

# Naming a document costs the engine 5 µs, looking for others of the same listing 4 µs per match
# (measured).
NAMING, LOOKING = 5, 4
MOST_NAMED = 20_000
NOWHERE = Locations()


@dataclass(frozen=True, slots=True)
class AreaFilter:
    """What `area` holds. `places` filters documents; `once` leaves one per listing, and where it
    is None the engine has to (`distinct`). `kept` are the rows that stand for their listings."""

    area: SearchArea
    places: str
    once: str | None = ""
    locations: Locations = NOWHERE
    kept: Rows | None = None

    @property
    def expression(self) -> str:
        """The filter of a search that counts each listing once, if `distinct` does not."""
        return all_of([self.places, self.once]) if self.once else self.places

    @property
    def distinct(self) -> bool:
        """Whether the engine has to keep one document per listing."""
        return self.once is None

    def rows_of(self, hits: Sequence[Mapping[str, Any]]) -> Rows:
        """The row of the nearest place of each hit's listing. Raises Rebuilt."""
        rows, listing, kept = self.locations.rows_of(hits), self.locations.listing, self.kept
        if kept is None or not len(kept):
            return rows
        place = np.minimum(np.searchsorted(listing[kept], listing[rows]), len(kept) - 1)
        return np.where(listing[kept[place]] == listing[rows], kept[place], rows)


def area_filter(area: SearchArea, locations: Locations, share: float = 1.0) -> AreaFilter:
    """The filter of an area; `share`: of all listings, about how many match the search's words."""
    if area.centre is None:
        return view_filter(area, locations)
    near = _inside(area, locations)
    candidates = near | locations.anywhere if area.remote_counts else near
    kept, left_out = _nearest_first(locations, near, candidates, area.centre)
    once = None
    if not len(left_out):
        once = ""
    elif len(left_out) <= min(MOST_NAMED, share * np.count_nonzero(candidates) * LOOKING / NAMING):
        once = f"NOT {naming(locations, left_out)}"
    return AreaFilter(area, _places(area, locations, near), once, locations, kept)


def view_filter(area: SearchArea, locations: Locations) -> AreaFilter:
    """The same where no place of a listing is nearer than another, as on a map."""
    if not area.placed:
        return AreaFilter(area, area.unplaced(), locations=locations)
    inside = _inside(area, locations)
    once = _once_inside(locations, inside)
    return AreaFilter(area, _places(area, locations, inside), once, locations)


def _places(area: SearchArea, locations: Locations, inside: NDArray[np.bool_]) -> str:
    if area.box is not None and area.shape is None and area.centre is None:
        return in_box(area.box)
    places = covering(locations, inside)
    if area.centre is None or not area.remote_counts:
        return places
    remote = ["anywhere = true", *([serving(area.municipality)] if area.municipality else [])]
    return either([places, all_of(remote)])


def _inside(area: SearchArea, locations: Locations) -> NDArray[np.bool_]:
    bounds = []
    if area.box is not None:
        bounds.append(locations.in_box(area.box))
    if area.shape is not None:
        bounds.append(locations.in_shape(area.shape))
    if area.centre is not None and area.radius_m is not None:
        bounds.append(locations.in_circle(area.centre, area.radius_m))
    return reduce(np.logical_and, bounds) if bounds else locations.placed.copy()


def _nearest_first(
    locations: Locations, near: NDArray[np.bool_], candidates: NDArray[np.bool_], centre: Point
) -> tuple[Rows, Rows]:
    """Of listings with several documents: the row that stands for each, and the other rows.

    What lies near goes before what can be used from anywhere, a place before none.
    """
    rows = np.flatnonzero(candidates & locations.several)
    chords = locations.chords(centre, rows)
    order = np.where(near[rows], chords, np.where(np.isnan(chords), np.inf, chords + 1e9))
    kept = locations.firsts(rows, order)
    others = np.ones(len(rows), dtype=bool)
    others[np.searchsorted(rows, kept)] = False
    return kept, rows[others]


def _once_inside(locations: Locations, inside: NDArray[np.bool_]) -> str | None:
    """One document of each listing that has some inside: its first place, else another."""
    rows = np.flatnonzero(inside & locations.several)
    led = locations.listing[rows[locations.lead[rows]]]
    others = rows[~np.isin(locations.listing[rows], led)]
    standing = locations.firsts(others, np.zeros(len(others)))
    if len(standing) > MOST_NAMED:
        return None
    leads = ["lead = true"]
    return either([*leads, naming(locations, standing)] if len(standing) else leads)
