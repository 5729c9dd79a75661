"""What is sent to the engine for one search: pure, so that whole queries can be read in tests.

The first query gives hits, total and the facets that need no query of their own; each facet with
an active filter gets one more query without that filter (disjunctive counts). All travel in one
HTTP call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from indexers.index.settings import EVERY
from indexers.index.staging import LISTINGS
from search_service.criteria import FACETS, Criteria
from search_service.filters import (
    EVERY_DAY,
    NOTHING,
    all_of,
    any_of,
    either,
    filters_of,
    on_weekdays,
)
from search_service.near.area_filter import AreaFilter
from search_service.near.search_area import SearchArea
from search_service.understanding.preferences import Preference
from search_service.understanding.units import LEAST, Unit, enough

# Hits fetched for our own ranking; later pages come in the engine's order.
POOL = 60
# What the engine cannot order by turns its order over, so that more has to be looked at: a price or
# an age said in words, being in a named place, the next session as of now.
WIDE_POOL = 120
# Without words there are more listings near than are ranked; those of which only the municipality
# is known all lie in its middle and would fill the pool of whoever asks from there.
KNOWN_FIRST = "coarse:asc"
SORT = {
    "soonest": ["next_start:asc"],
    "newest": ["modified:desc"],
    "name": ["name:asc"],
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The queries of one search, and how their hits are to be read."""

    queries: tuple[dict[str, Any], ...]
    counted: tuple[str, ...]  # facet of each query after the first
    conditions: Mapping[str, str]
    within: AreaFilter  # knows the nearest place of each listing
    by_day: bool  # the last seven queries count the weekdays one by one
    ranked: bool  # hits are a pool for our own ranking, not a page


def conditions_of(
    criteria: Criteria,
    within: AreaFilter,
    units: Sequence[Unit],
    now: datetime,
    least: float = LEAST,
) -> dict[str, str]:
    """All filters of a search by what they come from: parameters, `valid`, `area` and `text`."""
    text = {"text": matching(units, least)} if units else {}
    return {**filters_of(criteria, now), "area": within.expression, **text}


def plan_of(
    criteria: Criteria,
    conditions: Mapping[str, str],
    within: AreaFilter,
    units: Sequence[Unit],
    now: datetime,
    preferences: Sequence[Preference] = (),
) -> Plan:
    """The queries of a search; hits are ordered by preferences too."""
    area = within.area
    ranked = bool(units or area.centre or area.named or preferences) and criteria.sort == "best"
    ranked = ranked or criteria.sort in ("soonest", "distance")
    own = [name for name in criteria.facets if name in conditions]
    by_day = "weekday" in criteria.facets and "time" in conditions
    plain = [FACETS[name] for name in criteria.facets if name not in own]
    wide = preferences or area.named or criteria.sort == "soonest"
    pool = pool_size(criteria.per_page, WIDE_POOL if wide else POOL)
    ranked = ranked and criteria.page * criteria.per_page <= pool
    main = {
        **_base(conditions, within),
        **_words(units if criteria.sort == "best" else ()),
        **_order(criteria, area, bool(units)),
        **_page(criteria, pool if ranked else None),
        "facets": plain,
        "attributesToRetrieve": ["id"],
    }
    if by_day:  # the days of a listing say nothing of its times: each day is asked by itself
        own = [name for name in own if name != "weekday"]
    counts = [_count(conditions, name, within) for name in own]
    days = [_on_day(conditions, criteria, day, now, within) for day in EVERY_DAY if by_day]
    return Plan(
        (main, *counts, *days),
        counted=tuple(own),
        conditions=conditions,
        within=within,
        by_day=by_day,
        ranked=ranked,
    )


def matching(units: Sequence[Unit], least: float = LEAST) -> str:
    """Documents that satisfy enough of the units, or a need that the words tell."""
    sets = [*enough(units, least), *((unit,) for unit in units if unit.implied)]
    return either(all_of(map(satisfying, chosen)) for chosen in dict.fromkeys(sets))


def satisfying(unit: Unit) -> str:
    """Documents with one of the unit's terms, or with its pieces together."""
    ways = [any_of("terms", unit.terms)] if unit.terms else []
    if unit.pieces and all(piece.terms for piece in unit.pieces):
        ways.append(all_of(map(satisfying, unit.pieces)))
    if unit.pieces and not unit.all_pieces:
        sets = (chosen for chosen in enough(unit.pieces) if all(piece.terms for piece in chosen))
        ways += [all_of(map(satisfying, chosen)) for chosen in sets]
    return either(ways) if ways else NOTHING


def pool_size(per_page: int, least: int) -> int:
    """A whole number of pages, so that no page lies across the end of the pool."""
    return -(-least // per_page) * per_page


def _base(conditions: Mapping[str, str], within: AreaFilter) -> dict[str, Any]:
    query: dict[str, Any] = {"indexUid": LISTINGS, "q": "", "filter": [*conditions.values()]}
    if within.distinct:
        query["distinct"] = "listing_id"
    return query


def _count(conditions: Mapping[str, str], facet: str, within: AreaFilter) -> dict[str, Any]:
    others = {name: condition for name, condition in conditions.items() if name != facet}
    return {**_base(others, within), "hitsPerPage": 0, "page": 1, "facets": [FACETS[facet]]}


def _on_day(
    conditions: Mapping[str, str], criteria: Criteria, day: int, now: datetime, within: AreaFilter
) -> dict[str, Any]:
    """How many listings have a session on a weekday, within the asked times."""
    others = {name: value for name, value in conditions.items() if name != "weekday"}
    others["weekday"] = on_weekdays(criteria, [day], now)
    return {**_base(others, within), "hitsPerPage": 0, "page": 1}


def _words(units: Sequence[Unit]) -> dict[str, Any]:
    """The strongest term of each unit, the most telling unit first: the engine drops from the end.

    Matching is the filter's; the words only order what matched.
    """
    ordered = sorted(units, key=lambda unit: unit.weight, reverse=True)
    best = [max(unit.terms, key=lambda name: unit.terms[name]) for unit in ordered if unit.terms]
    return {"q": " ".join([EVERY, *best]), "matchingStrategy": "last"} if best else {}


def _order(criteria: Criteria, area: SearchArea, text: bool) -> dict[str, Any]:
    nearest = []
    if area.centre is not None:
        nearest = [f"_geoPoint({area.centre.lat!r}, {area.centre.lon!r}):asc"]
    if criteria.sort in SORT:
        return {"sort": [*SORT[criteria.sort], *nearest]}
    if nearest and criteria.sort == "best" and not text:
        return {"sort": [KNOWN_FIRST, *nearest]}
    if nearest or text:
        return {"sort": nearest or ["next_start:asc"]}
    return {"sort": SORT["soonest"]}


def _page(criteria: Criteria, pool: int | None) -> dict[str, Any]:
    if pool is not None:
        return {"page": 1, "hitsPerPage": pool}
    return {"page": criteria.page, "hitsPerPage": criteria.per_page}
