"""/v1/listings/{id}: one whole listing, in the asked language with fallbacks marked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from indexers.card import text_language
from indexers.document import is_expired
from indexers.listing import Listing
from indexers.session import next_occurrence
from indexers.staging import LISTINGS
from indexers.taxonomy import label
from search_service.absence import absence, outcome_for
from search_service.errors import Gone, documented_errors
from search_service.explain import Explanation, explain
from search_service.filters import quote
from search_service.parameter_table import openapi_parameters
from search_service.parameters import read_parameters
from search_service.routes.replies import json_reply
from search_service.search import Searcher
from search_service.settings import ZONE
from synonyms.concepts import Concepts
from synonyms.languages import language
from synonyms.needs import needs

router = APIRouter(tags=["listings"])
ListingId = Annotated[
    str, Path(description="source:native-id", examples=["lahella:7200010007"], max_length=300)
]


@router.get("/v1/listings/{listing_id}", responses=documented_errors(404, 410))
async def listing(
    request: Request,
    listing_id: ListingId,
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
        "needs": needs_told(found, reasons, state.searcher.concepts, lang),
    }
    return json_reply(request, body, build=state.searcher.index.current.build)


@router.get(
    "/v1/listings/{listing_id}/explain",
    response_model=Explanation,
    openapi_extra={"parameters": openapi_parameters()},
)
async def explained(request: Request, listing_id: ListingId) -> Response:
    """Why a listing is or is not in the answer of a search, whose parameters this takes.

    Was it read, rejected, merged, is its time over; which filters exclude it, which words of the
    query it meets, and at which rank it stands.
    """
    query = request.query_params
    criteria, _ = read_parameters({name: query.getlist(name) for name in query})
    state = request.app.state
    told = await explain(state.searcher, listing_id, criteria, state.settings.clock())
    return json_reply(request, told, build=state.searcher.index.current.build)


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
        outcome = await outcome_for(searcher.engine, listing_id)
        if outcome and outcome.into:
            return await find_with_reasons(searcher, outcome.into, now)
        raise absence(listing_id, outcome)
    found = Listing.model_validate_json(hits[0]["listing"])
    if is_expired(found, now):
        raise Gone(f"The time of listing {listing_id} is over.")
    return found, hits[0].get("need_reasons", {})


def needs_told(
    found: Listing, reasons: Mapping[str, str], concepts: Concepts, lang: str
) -> list[dict[str, str]]:
    """Needs with label and reason: a concept of the listing, or the source that says so."""
    source = label("sources", found.provenance.source, lang)
    told = {need: concepts.label(concept, lang) for need, concept in reasons.items()}
    told |= {need: source for need in found.needs if need in needs() and need not in told}
    return [
        {"code": need, "label": needs()[need].label(lang), "reason": reason}
        for need, reason in told.items()
    ]


def _iso(found: Listing, now: datetime) -> str | None:
    start = next_occurrence(found.sessions, now)
    return start.astimezone(ZONE).isoformat() if start else None
