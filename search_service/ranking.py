"""Our own order of the pool: how well the words meet the listing, and how near it is.

    score = relevance x what preferences leave x nearness          each between 0 and 1

Relevance is the share of the query's weight that the listing satisfies, each unit counted by its
best term in its best field. Nearness falls with distance in bands.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from geo.distance import distance_m
from geo.point import Point
from indexers.listing import PRECISE
from indexers.packing import card_in
from indexers.session import Session, next_occurrence
from search_service.preferences import Preference
from search_service.search_area import SearchArea
from search_service.settings import ZONE
from search_service.units import Unit, relevance
from synonyms.words import fold

SESSIONS: TypeAdapter[tuple[Session, ...]] = TypeAdapter(tuple[Session, ...])
# What a match in a field is worth, the best first. A title names the thing; a description may
# mention anything.
FIELDS = {"title_terms": 1.0, "summary_terms": 0.85, "context_terms": 0.75, "body_terms": 0.68}
# Kilometres and the share of relevance that is left there; between them it falls evenly. People
# walk or cycle to the first, drive to the second once a week, and hardly ever beyond the third.
BANDS = ((0.0, 1.0), (15.0, 0.85), (50.0, 0.45), (120.0, 0.2), (300.0, 0.05))
# A listing from anywhere stands beside those some kilometres off, not before the one next door.
ANYWHERE = 0.8
# The middle of an area counts as at least so far away: about as far as people live from the middle
# of their postal code's area (villages: 2.6 km at the median, measured) or of their municipality.
COARSE_M = {"postcode": 2_000}
COARSEST_M = 5_000
NO_SESSION = 2**53  # epoch seconds: after every listing that meets


class Ranked(NamedTuple):
    """A hit of the engine with its score and distance (metres; None without a place)."""

    hit: Mapping[str, Any]
    score: float
    distance_m: float | None


def ranked(
    hits: Sequence[Mapping[str, Any]],
    units: Sequence[Unit],
    preferences: Sequence[Preference],
    area: SearchArea,
    typed: str = "",
) -> list[Ranked]:
    """Hits with the best first; those that are named exactly as typed before all others."""
    scored = [_score(hit, units, preferences, area) for hit in hits]
    name = fold(typed.strip())
    return sorted(scored, key=lambda one: (not _is_named(one.hit, name), *_place_in_order(one)))


def _is_named(hit: Mapping[str, Any], name: str) -> bool:
    """Whether the listing's title, or its organisation's name, is what was typed."""
    organisation = str(hit.get("organisation_name", "")).partition("|")[2]
    return bool(name) and name in (fold(str(hit.get("name", ""))), fold(organisation))


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
    start = next_occurrence(SESSIONS.validate_python(card_in(hit)["sessions"]), now)
    return start.astimezone(ZONE) if start else None


def _place_in_order(one: Ranked) -> tuple[float, int, str]:
    """Better first; of equals the one that meets sooner, so that the order is always the same."""
    soon = one.hit.get("next_start")
    return -round(one.score, 3), NO_SESSION if soon is None else soon, one.hit["listing_id"]


def distance_of(hit: Mapping[str, Any], centre: Point | None) -> float | None:
    """Metres from the centre to the hit's own point, on the ellipsoid."""
    geo = hit.get("_geo")
    if centre is None or geo is None:
        return None
    return distance_m(centre, Point(lat=geo["lat"], lon=geo["lng"]))


def worth_of(hit: Mapping[str, Any]) -> dict[str, float]:
    """Terms of a document with the worth of the best field that holds them."""
    worth: dict[str, float] = {}
    for name, value in reversed(FIELDS.items()):  # the best last, as it stays
        worth.update(dict.fromkeys(hit.get(name, "").split(), value))
    return worth


def nearness(metres: float | None, hit: Mapping[str, Any]) -> float:
    """What distance leaves of the relevance, 0..1."""
    if metres is None:
        return ANYWHERE
    if hit.get("anywhere"):  # a hybrid: whichever is nearer, its place or its screen
        return max(ANYWHERE, nearness(metres, {**hit, "anywhere": False}))
    precision = hit.get("precision", "")
    if precision not in PRECISE:
        metres = max(metres, COARSE_M.get(precision, COARSEST_M))
    kilometres = metres / 1000
    for (low, high), (far, least) in pairwise(BANDS):
        if kilometres < far:
            return high + (least - high) * (kilometres - low) / (far - low)
    return BANDS[-1][1]


def _score(
    hit: Mapping[str, Any],
    units: Sequence[Unit],
    preferences: Sequence[Preference],
    area: SearchArea,
) -> Ranked:
    metres = distance_of(hit, area.centre)
    score = relevance(units, worth_of(hit))
    for preference in preferences:
        score *= preference.left(hit)
    if area.centre is not None:
        score *= nearness(metres, hit)
    elif area.named and not area.holds(hit):
        score *= ANYWHERE
    return Ranked(hit, score, metres)
