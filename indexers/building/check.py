"""Does the live index hold what its build says, with the settings this version expects?"""

from collections.abc import Iterator

import meilisearch

from indexers.index.settings import listings_settings
from indexers.index.staging import LISTINGS, live_build

# Settings without which searches fail or are ordered wrongly, as they are told.
TOLD = {
    "rankingRules": "ranking rules",
    "searchableAttributes": "searched fields",
    "filterableAttributes": "filters",
    "sortableAttributes": "sort fields",
}


def problems(client: meilisearch.Client) -> Iterator[str]:
    """Plain sentences; none when all is well."""
    facts = live_build(client)
    if facts is None:
        yield "Nothing has been built yet."
        return
    index = client.index(LISTINGS)
    held = index.search("", {"filter": "first = true", "hitsPerPage": 0})["totalHits"]
    if held != facts["listings"]:
        yield f"The index holds {held} listings; the build made {facts['listings']}."
    documents = index.get_stats().number_of_documents - 1  # and the one that tells the build
    if documents != facts["documents"]:
        yield f"The index holds {documents} documents; the build made {facts['documents']}."
    found, expected = index.get_settings(), listings_settings()
    for name, told in TOLD.items():
        if found[name] != expected[name]:
            yield f"The index has {told} of another version: build it again."
