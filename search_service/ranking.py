"""Our own order of the pool: how well the words meet the listing, and how near it is.

    score = relevance x what preferences leave x nearness          each between 0 and 1

Relevance is the share of the query's weight that the listing satisfies, each unit counted by its
best term in its best field. Nearness falls with distance in bands.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.distance import distances_m
from geo.point import Point
from search_service.cards import Entry
from search_service.near.area_filter import AreaFilter
from search_service.near.locations import Locations, Metres, Rows
from search_service.near.search_area import SearchArea
from search_service.understanding.preferences import Preference
from search_service.understanding.units import Unit, all_terms, relevance

# Kilometres and the share of relevance that is left there; between them it falls evenly. People
# walk or cycle to the first, drive to the second once a week, and hardly ever beyond the third.
BANDS = ((0.0, 1.0), (15.0, 0.85), (50.0, 0.45), (120.0, 0.2), (300.0, 0.05))
# A listing from anywhere stands beside those some kilometres off, not before the one next door.
ANYWHERE = 0.8


class Ranked(NamedTuple):
    """What was found, with its score and distance (metres; None without a place)."""

    entry: Entry
    score: float
    distance_m: float | None


def ranked(
    hits: Sequence[Mapping[str, Any]],
    within: AreaFilter,
    area: SearchArea,
    units: Sequence[Unit],
    preferences: Sequence[Preference],
    typed: str = "",
    part: slice = slice(None),
) -> list[Ranked]:
    """Hits of the engine, the best first; those that are named as typed before all others.

    Of equals the one that meets sooner is first, so that the order is always the same. Of them all
    `part` is given. Raises Rebuilt.
    """
    rows, locations = within.rows_of(hits), within.locations
    if not len(rows):
        return []
    table, metres = locations.ranking, _metres(locations, rows, area.centre)
    score = np.ones(len(hits)) * relevance(units, table.worths(rows, all_terms(units)))
    traits = table.traits(rows) if preferences or area.named else []
    for preference in preferences:
        score *= [preference.left(one) for one in traits]
    if area.centre is not None:
        score *= nearness(metres, table.least_m[rows], locations.anywhere[rows])
    elif area.named:
        score *= [1.0 if area.holds(one) else ANYWHERE for one in traits]
    named, soon = table.named(rows, typed), table.next_start[rows]
    order = np.lexsort((rows, soon, -np.round(score, 3), ~named))
    return [
        Ranked(locations.entry(int(rows[one])), float(score[one]), _known(metres[one]))
        for one in order[part].tolist()
    ]


def as_found(
    hits: Sequence[Mapping[str, Any]], within: AreaFilter, centre: Point | None
) -> list[Ranked]:
    """Hits in the order of the engine. Raises Rebuilt."""
    locations, rows = within.locations, within.rows_of(hits)
    metres = _metres(locations, rows, centre)
    pairs = zip(rows.tolist(), metres.tolist(), strict=True)
    return [Ranked(locations.entry(row), 0.0, _known(far)) for row, far in pairs]


def by_next_session(found: Sequence[Ranked], now: datetime) -> list[Ranked]:
    """By their next session as of now; the build's own order is as old as the build."""
    pairs = [(one.entry.held.next_session(now), one) for one in found]
    pairs.sort(key=lambda pair: (pair[0] is None, pair[0], pair[1].entry.listing_id))
    return [one for _, one in pairs]


def by_distance(found: Sequence[Ranked]) -> list[Ranked]:
    """By metres on the ellipsoid; the engine's own order is that of a sphere."""
    return sorted(found, key=lambda one: (one.distance_m is None, one.distance_m))


def _metres(locations: Locations, rows: Rows, centre: Point | None) -> Metres:
    """Metres from the centre to each place; not a number without a place."""
    if centre is None:
        return np.full(len(rows), np.nan)
    return distances_m(centre, locations.lat[rows], locations.lon[rows])


def _known(metres: float) -> float | None:
    return None if math.isnan(metres) else float(metres)


def nearness(metres: Metres, least_m: Metres, anywhere: NDArray[np.bool_]) -> Metres:
    """What distance leaves of the relevance, 0..1; `least_m`: as far as its spot is at least."""
    kilometres, shares = np.array(BANDS).T
    left = np.interp(np.maximum(metres, least_m) / 1000, kilometres, shares)
    # A hybrid: whichever is nearer, its place or its screen.
    left = np.where(anywhere, np.maximum(left, ANYWHERE), left)
    return np.where(np.isnan(metres), ANYWHERE, left)
