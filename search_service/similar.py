"""Listings like one listing: what they are about and the needs they answer, near where it is.

The listing's own concepts are asked as if somebody had typed them, so that matching, ranking and
reasons are those of a search.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from indexers.index.document import document_id
from indexers.listing import Listing
from search_service.answer import Answer, RescueStep
from search_service.criteria import Criteria, Remark
from search_service.engines.asking import meet_another_build
from search_service.filters import any_of, quote
from search_service.messages import say
from search_service.near.area_filter import area_filter
from search_service.near.search_area import SearchArea
from search_service.query import conditions_of, plan_of
from search_service.ranking_table import FIELDS
from search_service.rescue import FEW, Attempt
from search_service.search import Found, Searcher
from search_service.understanding.importance import GENERIC_CONCEPTS, STRONG
from search_service.understanding.term_weights import TermWeights
from search_service.understanding.understand import Understanding
from search_service.understanding.units import MAX_UNITS, Unit, share_of
from search_service.why import named_terms

# What an idea weighs by the field that names it: a title says what the thing is.
WORTH = {FIELDS["title_terms"]: 1.0, FIELDS["summary_terms"]: 0.5, FIELDS["context_terms"]: 0.4}
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
    units = _units(listing, searcher)
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


def _units(listing: Listing, searcher: Searcher) -> list[Unit]:
    """A unit for each idea that the listing names, the weightiest first."""
    live, named = searcher.index.current, named_terms(searcher.concepts)
    row = live.locations.row_of.get(document_id(listing.id, 0))
    if row is None:
        meet_another_build()
    held = live.locations.ranking.worth(row, named)
    weights, found = TermWeights(searcher.concepts, live.lexicon), dict[str, Unit]()
    # The best field last, as it stays; of one field the terms in a fixed order.
    for name, worth in sorted(held.items(), key=lambda one: (one[1], one[0])):
        idea, share = named[name], WORTH.get(worth)
        if share is None or not name.startswith(NAMING) or idea.id in GENERIC_CONCEPTS:
            continue
        own = {name: 1.0} if idea.kind == "need" else weights.of_concepts([idea.id])
        text = f"{idea.kind} {idea.id}"
        found[text] = Unit(text, own, weights.rarity(own, STRONG) * share)
    return sorted(found.values(), key=lambda unit: -unit.weight)[:MAX_UNITS]


async def _find(searcher: Searcher, listing: Listing, attempt: Attempt, now: datetime) -> Found:
    live = searcher.index.current
    within = area_filter(attempt.area, live.locations, share_of(attempt.units, live.lexicon))
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
