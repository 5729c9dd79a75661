"""Whole listings: an id in, the record out as it was indexed; and how one is told in a language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from indexers.index.card import text_language
from indexers.index.document import is_expired
from indexers.index.staging import LISTINGS
from indexers.listing import Listing
from indexers.session import next_occurrence
from indexers.taxonomy import label
from search_service.absence import absence, outcome_for
from search_service.engines.engine import Query
from search_service.errors import Gone
from search_service.filters import quote
from search_service.search import Searcher
from search_service.settings import ZONE
from synonyms.concepts import Concepts
from synonyms.needs import needs

ALIKE = 20  # the engine ignores the case of ids: more listings than one id may stand for
RECORD = ("listing_id", "listing", "need_reasons")  # what the first document of a listing holds


class Whole(NamedTuple):
    """A listing, and the needs it answers with the concept that tells each."""

    listing: Listing
    reasons: Mapping[str, str]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Whole":
        """The record of a first document."""
        found = Listing.model_validate_json(document["listing"])
        return cls(found, document.get("need_reasons", {}))


async def find_whole(searcher: Searcher, listing_id: str, now: datetime) -> Whole:
    """The listing with that id, or the one it was merged into.

    Raises NotFound, Gone when its time is over, EngineDown.
    """
    query: Query = {
        "indexUid": LISTINGS,
        "q": "",
        "limit": ALIKE,
        "filter": f"listing_id = {quote(listing_id)} AND first = true",
        "attributesToRetrieve": [*RECORD],
    }
    hits = (await searcher.engine.multi_search([query]))[0]["hits"]
    hit = next((one for one in hits if one["listing_id"] == listing_id), None)
    if hit is None:
        outcome = await outcome_for(searcher.engine, listing_id)
        if outcome and outcome.into:
            return await find_whole(searcher, outcome.into, now)
        raise absence(listing_id, outcome)
    found = Whole.of(hit)
    if is_expired(found.listing, now):
        raise Gone(f"The time of listing {listing_id} is over.")
    return found


def told_whole(whole: Whole, lang: str, now: datetime, concepts: Concepts) -> dict[str, Any]:
    """All of a listing as JSON: as indexed, with the text, next time and needs told in `lang`."""
    listing = whole.listing
    text_lang = text_language(listing, lang)
    start = next_occurrence(listing.sessions, now)
    return {
        **listing.model_dump(mode="json"),
        "lang": lang,
        "text_lang": text_lang,
        "text": listing.texts[text_lang].model_dump(mode="json"),
        "next_session": start.astimezone(ZONE).isoformat() if start else None,
        "needs": needs_told(whole, concepts, lang),
    }


def needs_told(whole: Whole, concepts: Concepts, lang: str) -> list[dict[str, str]]:
    """Needs with label and reason: a concept of the listing, or the source that says so."""
    listing, reasons = whole
    source = label("sources", listing.provenance.source, lang)
    told = {need: concepts.label(concept, lang) for need, concept in reasons.items()}
    told |= {need: source for need in listing.needs if need in needs() and need not in told}
    return [
        {"code": need, "label": needs()[need].label(lang), "reason": reason}
        for need, reason in told.items()
    ]
