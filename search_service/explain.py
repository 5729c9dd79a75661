"""Why a listing is, or is not, in the answer of a search: what became of it, filters, words, rank.

An id and criteria in; an Explanation out, for operators who are asked "why is ours not shown?".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from indexers.index.card import text_in
from indexers.index.staging import LISTINGS
from search_service.absence import outcome_for
from search_service.answer import Hit
from search_service.criteria import Criteria
from search_service.filters import quote
from search_service.messages import say
from search_service.search import Searcher
from search_service.understanding.units import Unit, all_terms
from search_service.why import reason_of

LOOKED_THROUGH = 10  # pages of PER_PAGE hits; a rank beyond them is told as such
PER_PAGE = 100
MESSAGES = ("valid", "area", "text")  # conditions with a sentence of their own


@dataclass(frozen=True, slots=True)
class Excluding:
    """A filter of the search that the listing does not pass."""

    filter: str  # a parameter, or: valid (its time), area (its place), text (its words)
    message: str


@dataclass(frozen=True, slots=True)
class WordMet:
    """An idea of the query, and what of the listing meets it best; null where nothing does."""

    text: str
    weight: float
    met: str | None


@dataclass(frozen=True, slots=True)
class InSearch:
    """The listing in one search. `rank` counts from 1; null when it is not among the hits."""

    total: int
    rank: int | None
    excluded_by: list[Excluding]
    words: list[WordMet]
    rescue: list[dict[str, Any]]
    hit: Hit | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """`state`: indexed, rejected, expired, merged, or unknown when no source gave the id."""

    id: str
    state: str
    message: str
    title: str | None = None
    into: str | None = None  # the listing that holds what this one told
    search: InSearch | None = None


async def explain(
    searcher: Searcher, listing_id: str, criteria: Criteria, now: datetime
) -> Explanation:
    """Explain one listing. Raises EngineDown."""
    lang = criteria.lang
    hit = await _found(searcher, listing_id)
    if hit is None:
        outcome = await outcome_for(searcher.engine, listing_id)
        state = outcome.outcome if outcome else "unknown"
        reason, into = (outcome.reason, outcome.into) if outcome else ("", None)
        message = say(f"explain.{state}", lang, reason=reason, into=into)
        return Explanation(listing_id, state, message, into=into)
    return Explanation(
        id=listing_id,
        state="indexed",
        message=say("explain.indexed", lang),
        title=text_in(searcher.index.current.locations.entries_of([hit])[0].card, lang)["title"],
        search=await _in_search(searcher, hit, criteria, now),
    )


async def _found(searcher: Searcher, listing_id: str) -> dict[str, Any] | None:
    """The listing's first document."""
    query = {
        "indexUid": LISTINGS,
        "limit": 1,
        "filter": f"listing_id = {quote(listing_id)} AND first = true",
        "attributesToRetrieve": ["id", "listing_id"],
    }
    [result] = await searcher.engine.multi_search([query])
    return dict(result["hits"][0]) if result["hits"] else None


async def _in_search(
    searcher: Searcher, hit: dict[str, Any], criteria: Criteria, now: datetime
) -> InSearch:
    found = await searcher.find(criteria, now)
    attempt = found.attempt
    conditions = found.plan.conditions
    excluding = await _excluding(searcher, hit["listing_id"], conditions, criteria.lang)
    rank, shown = None, None
    if not excluding:
        rank, shown = await _ranked(searcher, hit["listing_id"], criteria, now)
    return InSearch(
        total=found.total,
        rank=rank,
        excluded_by=excluding,
        words=_words(attempt.units, hit, searcher, criteria.lang),
        rescue=found.steps or [],
        hit=shown,
    )


async def _excluding(
    searcher: Searcher, listing_id: str, conditions: Mapping[str, str], lang: str
) -> list[Excluding]:
    """The filters that no document of the listing passes, asked one by one in one call."""
    own = f"listing_id = {quote(listing_id)}"
    queries = [
        {"indexUid": LISTINGS, "filter": [own, condition], "page": 1, "hitsPerPage": 0}
        for condition in conditions.values()
    ]
    results = await searcher.engine.multi_search(queries)
    return [
        Excluding(name, _told(name, lang))
        for name, result in zip(conditions, results, strict=True)
        if not result["totalHits"]
    ]


def _told(name: str, lang: str) -> str:
    if name in MESSAGES:
        return say(f"explain.{name}", lang)
    return say("explain.filter", lang, name=name)


async def _ranked(
    searcher: Searcher, listing_id: str, criteria: Criteria, now: datetime
) -> tuple[int | None, Hit | None]:
    for page in range(1, LOOKED_THROUGH + 1):
        asked = replace(criteria, page=page, per_page=PER_PAGE, facets=())
        answer = await searcher.search(asked, (), now)
        for place, hit in enumerate(answer.hits, start=1):
            if hit.id == listing_id:
                return (page - 1) * PER_PAGE + place, hit
        if len(answer.hits) < PER_PAGE:
            break
    return None, None


def _words(
    units: Sequence[Unit], hit: dict[str, Any], searcher: Searcher, lang: str
) -> list[WordMet]:
    locations = searcher.index.current.locations
    worth = locations.ranking.worth(locations.row_of[hit["id"]], all_terms(units))
    told = []
    for unit in units:
        best = unit.best(worth)
        met = reason_of(best[0], worth[best[0]], searcher.concepts, lang) if best else None
        told.append(WordMet(unit.text, round(unit.weight, 3), met))
    return told
