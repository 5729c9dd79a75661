"""Why an id that a source gave is not in the index, asked from the companion of the live build."""

from typing import Any

from indexers.index.companion import outcome_id, outcome_of
from indexers.index.staging import COMPANION
from indexers.store.wanted import Outcome
from search_service.engines.engine import Engine
from search_service.errors import Gone, NotFound
from search_service.filters import quote


async def outcome_for(engine: Engine, listing_id: str) -> Outcome | None:
    """What became of the id; None when no source gave it. Raises EngineDown."""
    query: dict[str, Any] = {
        "indexUid": COMPANION,
        "limit": 1,
        "filter": f"id = {quote(outcome_id(listing_id))}",
    }
    [result] = await engine.multi_search([query])
    return outcome_of(result["hits"][0]) if result["hits"] else None


def absence(listing_id: str, outcome: Outcome | None) -> NotFound | Gone:
    """The error for an id that is not in the index."""
    if outcome and outcome.outcome == "expired":
        return Gone(f"The time of listing {listing_id} is over.")
    if outcome:
        return NotFound(f"Listing {listing_id} was rejected: {outcome.reason}")
    return NotFound(f"There is no listing {listing_id}.")
