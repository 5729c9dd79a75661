"""What the live index holds of some listings, and its tables: the base that an update works on."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import meilisearch

from indexers.batches import batches
from indexers.index.companion import LEXICON, lexicon_in
from indexers.index.document_rows import KIND, DocumentRow, rows_in
from indexers.index.staging import COMPANION, LISTINGS, BuildError

ASKED = 500  # listings in one question; each has a few documents
MOST = 100_000  # documents of one answer
ASKED_TABLES = 16  # in one question: with many listings each has megabytes


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


def tables_held(client: meilisearch.Client) -> set[str]:
    """The ids of all tables of the companion, also of those that no build has any more."""
    asked = {"filter": f'kind IN ["{LEXICON}", "{KIND}"]', "fields": ["id"], "limit": MOST}
    return {one.id for one in client.index(COMPANION).get_documents(asked).results}


def lexicon_held(client: meilisearch.Client, tables: Collection[str]) -> Counter[str]:
    """The lexicon of the build that has these tables. Raises BuildError."""
    return lexicon_in(_tables(client, LEXICON, tables))


def rows_held(client: meilisearch.Client, tables: Collection[str]) -> Iterator[DocumentRow]:
    """The rows of the documents of the build that has these tables. Raises BuildError."""
    return rows_in(_tables(client, KIND, tables))


def _tables(
    client: meilisearch.Client, kind: str, tables: Collection[str]
) -> list[Mapping[str, Any]]:
    wanted = [one for one in tables if one.startswith(f"{kind}-")]
    found = list[Mapping[str, Any]]()
    for batch in batches(wanted, ASKED_TABLES):
        names = ", ".join(f'"{one}"' for one in batch)
        asked = {"filter": f"id IN [{names}]", "limit": len(batch)}
        found += [dict(one) for one in client.index(COMPANION).get_documents(asked).results]
    if len(found) < len(wanted):
        raise BuildError("The companion lacks tables of the live build; the next run builds anew.")
    return found
