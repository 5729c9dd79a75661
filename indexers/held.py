"""What the live index holds of some listings, and its lexicon: the base that an update works on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import meilisearch

from indexers import location_rows
from indexers.batches import batches
from indexers.companion import BUCKETS
from indexers.location_rows import KIND
from indexers.staging import COMPANION, LISTINGS

ASKED = 500  # listings in one question; each has a few documents
MOST = 100_000  # documents of one answer


class Held(NamedTuple):
    """The documents of some listings: their ids, and of their terms how many listings have each."""

    documents: Mapping[str, set[str]]  # listing -> its documents
    frequency: Counter[str]


def held(client: meilisearch.Client, listing_ids: Iterable[str]) -> Held:
    """What the index holds of these listings."""
    found, frequency = defaultdict[str, set[str]](set), Counter[str]()
    for batch in batches(listing_ids, ASKED):
        names = ", ".join(f'"{one}"' for one in batch)  # the form of ids allows no quotation marks
        asked = {
            "filter": f"listing_id IN [{names}]",
            "fields": ["id", "listing_id", "first", "terms"],
            "limit": MOST,
        }
        asked_for = set(batch)
        for document in client.index(LISTINGS).get_documents(asked).results:
            if document.listing_id not in asked_for:
                continue  # the engine's filters do not tell capital letters from small ones
            found[document.listing_id].add(document.id)
            if document.first:
                frequency.update(document.terms)
    return Held(found, frequency)


def lexicon_held(client: meilisearch.Client) -> dict[str, dict[str, str]]:
    """The buckets of the live lexicon by their ids."""
    return _buckets(client, "lexicon", "terms", BUCKETS)


def locations_held(client: meilisearch.Client) -> dict[str, dict[str, str]]:
    """The buckets of the live rows of locations by their ids."""
    return _buckets(client, KIND, "rows", location_rows.BUCKETS)


def _buckets(
    client: meilisearch.Client, kind: str, packed: str, limit: int
) -> dict[str, dict[str, str]]:
    asked = {"filter": f'kind = "{kind}"', "limit": limit}
    found = client.index(COMPANION).get_documents(asked).results
    return {one.id: {"id": one.id, "kind": kind, packed: getattr(one, packed)} for one in found}
