"""Does the live index hold what its build says, with the settings this version expects?"""

from collections.abc import Iterator

import meilisearch

from indexers.index_settings import listings_settings
from indexers.staging import LISTINGS, live_build


def problems(client: meilisearch.Client) -> Iterator[str]:
    """Plain sentences; none when all is well."""
    facts = live_build(client)
    if facts is None:
        yield "Nothing has been built yet."
        return
    index = client.index(LISTINGS)
    found = index.search("", {"filter": "first = true", "hitsPerPage": 0})["totalHits"]
    if found != facts["listings"]:
        yield f"The index holds {found} listings; the build made {facts['listings']}."
    documents = index.get_stats().number_of_documents
    if documents != facts["documents"]:
        yield f"The index holds {documents} documents; the build made {facts['documents']}."
    expected = listings_settings()["rankingRules"]
    if index.get_ranking_rules() != expected:
        yield "The index has ranking rules of another version: build it again."
