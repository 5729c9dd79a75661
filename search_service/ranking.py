"""Our own order of the pool: how well the words meet the listing, and how near it is.

    score = relevance x what preferences leave x nearness          each between 0 and 1

Relevance is the share of the query's weight that the listing satisfies, each unit counted by its
best term in its best field. Nearness falls with distance in bands.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from geo.distance import distance_m, distances_m
from geo.point import Point
from indexers.location_rows import name_code
from indexers.packing import REMEMBERED, card_in
from indexers.session import Session, next_occurrence
from search_service.near.area_filter import AreaFilter
from search_service.near.locations import Locations, Metres, Rows
from search_service.near.search_area import SearchArea
from search_service.ranking_table import NO_SESSION, RankingTable
from search_service.settings import ZONE
from search_service.understanding.preferences import Preference
from search_service.understanding.units import Unit, all_terms, relevance

SESSIONS: TypeAdapter[tuple[Session, ...]] = TypeAdapter(tuple[Session, ...])
# Kilometres and the share of relevance that is left there; between them it falls evenly. People
# walk or cycle to the first, drive to the second once a week, and hardly ever beyond the third.
BANDS = ((0.0, 1.0), (15.0, 0.85), (50.0, 0.45), (120.0, 0.2), (300.0, 0.05))
# A listing from anywhere stands beside those some kilometres off, not before the one next door.
ANYWHERE = 0.8


class Ranked(NamedTuple):
    """A hit of the engine with its score and distance (metres; None without a place)."""

    hit: Mapping[str, Any]
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
    """Hits with the best first; those that are named exactly as typed before all others.

    Of equals the one that meets sooner is first, so that the order is always the same. Of them all
    `part` is given.
    """
    rows, table = within.rows_of(hits), within.locations.ranking
    if not len(rows):
        return []
    metres = _metres(hits, rows, within.locations, area.centre)
    score = np.ones(len(hits)) * relevance(units, table.worths(rows, all_terms(units)))
    for preference in preferences:
        score *= [preference.left(hit) for hit in hits]
    if area.centre is not None:
        anywhere = _told(within.locations.anywhere, rows, True)
        score *= nearness(metres, _told(table.least_m, rows, 0.0), anywhere)
    elif area.named:
        score *= [1.0 if area.holds(hit) else ANYWHERE for hit in hits]
    soon = _told(table.next_start, rows, NO_SESSION)
    order = np.lexsort((rows, soon, -np.round(score, 3), ~_named(table, rows, typed)))
    return [
        Ranked(within.at(hits[one], int(rows[one])), float(score[one]), _known(metres[one]))
        for one in order[part].tolist()
    ]


def _told(values: NDArray[Any], rows: Rows, unknown: float) -> NDArray[Any]:
    """The values of the rows; of rows of another build `unknown`."""
    return np.where(rows < 0, unknown, values[rows]) if len(values) else np.full(len(rows), unknown)


def _named(table: RankingTable, rows: Rows, typed: str) -> NDArray[np.bool_]:
    """Whether each listing's title, or its organisation's name, is what was typed."""
    if not typed.strip():
        return np.zeros(len(rows), dtype=bool)
    code = name_code(typed)
    names = (_told(table.title, rows, 0), _told(table.organisation, rows, 0))
    found: NDArray[np.bool_] = (np.stack(names) == code).any(axis=0)
    return found


def _metres(
    hits: Sequence[Mapping[str, Any]], rows: Rows, locations: Locations, centre: Point | None
) -> Metres:
    """Metres from the centre to each place; not a number without a place."""
    if centre is None:
        return np.full(len(rows), np.nan)
    lat, lon = (_told(degrees, rows, np.nan) for degrees in (locations.lat, locations.lon))
    metres = distances_m(centre, lat, lon)
    for new in np.flatnonzero(rows < 0).tolist():
        metres[new] = distance_of(hits[new], centre)
    return metres


def _known(metres: float) -> float | None:
    return None if np.isnan(metres) else float(metres)


def by_next_session(
    hits: Sequence[Mapping[str, Any]], area: SearchArea, now: datetime
) -> list[Ranked]:
    """Hits by their next session as of now; the build's own order is as old as the build."""
    found = [(next_session_of(hit, now), hit) for hit in hits]
    found.sort(key=lambda pair: (pair[0] is None, pair[0], pair[1]["listing_id"]))
    return [Ranked(hit, 0.0, distance_of(hit, area.centre)) for _, hit in found]


def by_distance(hits: Sequence[Mapping[str, Any]], area: SearchArea) -> list[Ranked]:
    """Hits by metres on the ellipsoid; the engine's own order is that of a sphere."""
    found = [Ranked(hit, 0.0, distance_of(hit, area.centre)) for hit in hits]
    return sorted(found, key=lambda one: (one.distance_m is None, one.distance_m))


def next_session_of(hit: Mapping[str, Any], now: datetime) -> datetime | None:
    """The next start of the hit's sessions, in Finnish time; None when all are past."""
    start = next_occurrence(_sessions_in(hit["card"]), now)
    return start.astimezone(ZONE) if start else None


@lru_cache(maxsize=REMEMBERED)
def _sessions_in(card: str) -> tuple[Session, ...]:
    return SESSIONS.validate_python(card_in({"card": card})["sessions"])


def distance_of(hit: Mapping[str, Any], centre: Point | None) -> float | None:
    """Metres from the centre to the hit's own point, on the ellipsoid."""
    geo = hit.get("_geo")
    if centre is None or geo is None:
        return None
    return distance_m(centre, Point(lat=geo["lat"], lon=geo["lng"]))


def nearness(metres: Metres, least_m: Metres, anywhere: NDArray[np.bool_]) -> Metres:
    """What distance leaves of the relevance, 0..1; `least_m`: as far as its spot is at least."""
    kilometres, shares = np.array(BANDS).T
    left = np.interp(np.maximum(metres, least_m) / 1000, kilometres, shares)
    # A hybrid: whichever is nearer, its place or its screen.
    left = np.where(anywhere, np.maximum(left, ANYWHERE), left)
    return np.where(np.isnan(metres), ANYWHERE, left)
