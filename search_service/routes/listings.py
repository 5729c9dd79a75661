"""/v1/listings/{id}: one whole listing, in the asked language with fallbacks marked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from indexers.card import text_language
from indexers.companion import outcome_id, outcome_of
from indexers.document import is_expired
from indexers.listing import Listing
from indexers.session import next_occurrence
from indexers.staging import COMPANION, LISTINGS
from indexers.store.wanted import Outcome
from search_service.errors import Gone, NotFound, documented_errors
from search_service.filters import quote
from search_service.routes.replies import json_reply
from search_service.search import Searcher
from search_service.settings import ZONE
from synonyms.concepts import Concepts
from synonyms.languages import language
from synonyms.needs import needs

router = APIRouter(tags=["listings"])


@router.get("/v1/listings/{listing_id}", responses=documented_errors(404, 410))
async def listing(
    request: Request,
    listing_id: Annotated[
        str, Path(description="source:native-id", examples=["lahella:7200010007"], max_length=300)
    ],
    lang: Annotated[
        str,
        Query(description="language of the text, where it has one", examples=["sv"], max_length=35),
    ] = "fi",
) -> Response:
    """The whole listing. `text` is in `lang`, or in the language that `text_lang` names."""
    state = request.app.state
    now = state.settings.clock()
    lang = language(lang)
    found, reasons = await find_with_reasons(state.searcher, listing_id, now)
    text_lang = text_language(found, lang)
    body: Mapping[str, Any] = {
        **found.model_dump(mode="json"),
        "lang": lang,
        "text_lang": text_lang,
        "text": found.texts[text_lang].model_dump(mode="json"),
        "next_session": _iso(found, now),
        "needs": needs_told(reasons, state.searcher.concepts, lang),
    }
    return json_reply(request, body, build=state.searcher.index.current.build)


async def find_listing(searcher: Searcher, listing_id: str, now: datetime) -> Listing:
    """The listing with that id. Raises NotFound, or Gone when its time is over."""
    return (await find_with_reasons(searcher, listing_id, now))[0]


async def find_with_reasons(
    searcher: Searcher, listing_id: str, now: datetime
) -> tuple[Listing, Mapping[str, str]]:
    """The listing, and the needs it answers with the concept that tells each."""
    query = {
        "indexUid": LISTINGS,
        "q": "",
        "limit": 1,
        "filter": f"listing_id = {quote(listing_id)} AND first = true",
        "attributesToRetrieve": ["listing", "need_reasons"],
    }
    results = await searcher.engine.multi_search([query])
    hits = results[0]["hits"]
    if not hits:
        outcome = await find_outcome(searcher, listing_id)
        if outcome and outcome.into:
            return await find_with_reasons(searcher, outcome.into, now)
        raise _absence(listing_id, outcome)
    found = Listing.model_validate_json(hits[0]["listing"])
    if is_expired(found, now):
        raise Gone(f"The time of listing {listing_id} is over.")
    return found, hits[0].get("need_reasons", {})


async def find_outcome(searcher: Searcher, listing_id: str) -> Outcome | None:
    """Why an id that a source gave is not in the index; None when no source gave it."""
    query = {
        "indexUid": COMPANION,
        "q": "",
        "limit": 1,
        "filter": f"id = {quote(outcome_id(listing_id))}",
    }
    results = await searcher.engine.multi_search([query])
    hits = results[0]["hits"]
    return outcome_of(hits[0]) if hits else None


def _absence(listing_id: str, outcome: Outcome | None) -> NotFound | Gone:
    if outcome and outcome.outcome == "expired":
        return Gone(f"The time of listing {listing_id} is over.")
    if outcome:
        return NotFound(f"Listing {listing_id} was rejected: {outcome.reason}")
    return NotFound(f"There is no listing {listing_id}.")


def needs_told(reasons: Mapping[str, str], concepts: Concepts, lang: str) -> list[dict[str, str]]:
    """Needs with label and reason, in the words of the language."""
    return [
        {
            "code": need,
            "label": needs()[need].label(lang),
            "reason": concepts.label(concept, lang),
        }
        for need, concept in reasons.items()
    ]


def _iso(found: Listing, now: datetime) -> str | None:
    start = next_occurrence(found.sessions, now)
    return start.astimezone(ZONE).isoformat() if start else None
