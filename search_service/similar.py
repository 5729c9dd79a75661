"""Listings like one listing: what they are about and the needs they answer, near where it is.

The listing's own concepts are asked as if somebody had typed them, so that matching, ranking and
reasons are those of a search.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from indexers.listing import Listing
from indexers.packing import WORD_PARTS
from indexers.staging import LISTINGS
from search_service.answer import Answer, RescueStep
from search_service.criteria import Criteria, Remark
from search_service.engines.engine import Query
from search_service.filters import any_of, quote
from search_service.messages import say
from search_service.near.area_filter import area_filter
from search_service.near.search_area import SearchArea
from search_service.query import conditions_of, plan_of
from search_service.rescue import FEW, Attempt
from search_service.search import Found, Searcher
from search_service.understanding.importance import GENERIC_CONCEPTS, STRONG
from search_service.understanding.term_weights import TermWeights
from search_service.understanding.understand import Understanding
from search_service.understanding.units import MAX_UNITS, Unit
from search_service.why import named_terms
from synonyms.concepts import Concepts
from synonyms.lexicon import Lexicon

# What an idea weighs by the field that names it: a title says what the thing is.
WORTH = {"title_terms": 1.0, "summary_terms": 0.5, "context_terms": 0.4}
NAMING = ("zc", "zq", "zn")  # classes of terms that name an idea itself, not what stands above it
ENOUGH = 0.3  # of the weight of the listing's ideas: one telling idea of three


async def similar_to(
    searcher: Searcher,
    listing: Listing,
    criteria: Criteria,
    remarks: Sequence[Remark],
    now: datetime,
) -> Answer:
    """Like a search answer; of `criteria` count language and length. Raises EngineDown."""
    started = time.perf_counter()
    units = _units(await _terms_of(searcher, listing), searcher)
    point = next((place.point for place in listing.locations if place.point), None)
    asked = replace(criteria, near=point)
    attempt = Attempt(asked, asked, units, searcher.area_of(asked, None), ENOUGH)
    found = await _find(searcher, listing, attempt, now)
    if point is not None and found.total < FEW:
        label = say("rescue.everywhere", criteria.lang)
        step = RescueStep("radius", label, attempt.area.radius_m, None)
        wider = replace(attempt.told(step), area=SearchArea())
        found = max(found, await _find(searcher, listing, wider, now), key=lambda one: one.total)
    if not found.total:
        found = await _find(searcher, listing, replace(attempt, units=[]), now)
    return searcher.answer(found, remarks, now, started)


async def _terms_of(searcher: Searcher, listing: Listing) -> Mapping[str, Any]:
    query: Query = {
        "indexUid": LISTINGS,
        "q": "",
        "limit": 1,
        "filter": f"listing_id = {quote(listing.id)} AND first = true",
        "attributesToRetrieve": [*WORD_PARTS],
    }
    hits = (await searcher.engine.multi_search([query]))[0]["hits"]
    return hits[0] if hits else {}


def _units(terms: Mapping[str, Any], searcher: Searcher) -> list[Unit]:
    """A unit for each idea that the listing names, the weightiest first."""
    lexicon = searcher.index.current.lexicon
    found = {unit.text: unit for unit in _ideas(terms, searcher.concepts, lexicon)}
    return sorted(found.values(), key=lambda unit: -unit.weight)[:MAX_UNITS]


def _ideas(terms: Mapping[str, Any], concepts: Concepts, lexicon: Lexicon) -> Iterator[Unit]:
    weights, named = TermWeights(concepts, lexicon), named_terms(concepts)
    for field, worth in reversed(WORTH.items()):  # the best last, as it stays
        for name in str(terms.get(field, "")).split():
            idea = named.get(name)
            if idea is None or not name.startswith(NAMING) or idea.id in GENERIC_CONCEPTS:
                continue
            own = {name: 1.0} if idea.kind == "need" else weights.of_concepts([idea.id])
            rarity = weights.rarity(own, STRONG)
            yield Unit(f"{idea.kind} {idea.id}", own, rarity * worth)


async def _find(searcher: Searcher, listing: Listing, attempt: Attempt, now: datetime) -> Found:
    within = area_filter(attempt.area, searcher.index.current.locations, bool(attempt.units))
    conditions = {
        **conditions_of(attempt.criteria, within, attempt.units, now, attempt.least),
        "others": f"listing_id != {quote(listing.id)}",
        **({} if attempt.units else _alike(listing)),
    }
    plan = plan_of(attempt.criteria, conditions, within, attempt.units, now)
    results = await searcher.engine.multi_search(plan.queries)
    return Found(Understanding(attempt.criteria), attempt, plan, results)


def _alike(listing: Listing) -> dict[str, str]:
    """What stands in for ideas when a listing names none that we know."""
    if listing.themes:
        return {"theme": any_of("themes", listing.themes)}
    return {"kind": any_of("kind", [listing.kind])}
