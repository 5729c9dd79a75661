"""What a stock Meilisearch finds in the raw texts of the demo listings: the yardstick of the gate.

Its settings are the engine's own (typo tolerance and prefixes on, every field searched), but for
`_geo`, by which it sorts when there is a point. It knows no filters, no language, no meaning. It
gets the listings in this project's model, so markup is gone and dead listings are left out: that
flatters it a little.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import meilisearch

from geo.municipalities import municipalities
from geo.nearest_centre import NearestCentre
from indexers.building.tryout import try_out
from indexers.engine.address import EngineAddress
from indexers.fetching.fetcher import Fetcher
from indexers.index.document import document_key
from indexers.index.staging import POLL_MS, TASK_TIMEOUT_MS
from indexers.listing import Listing
from indexers.sources.registry import Origin
from indexers.taxonomy import LABEL_LANGUAGES, label
from search_service.commands.relevance import DEEP, GradedQuery, Measured, measured
from search_service.demo import DEMO
from tests.conftest import NOW

NAME = "baseline"


@contextmanager
def stock_index(address: EngineAddress, listings_file: str | Path = DEMO) -> Iterator["StockIndex"]:
    """An index of the demo listings as they come, on the engine for the length of the block."""
    client = meilisearch.Client(address.url, address.key)
    origin = Origin(source="lahella", location=str(listings_file))
    listings = try_out([origin], NearestCentre(), Fetcher(), NOW).listings
    index = StockIndex(client, listings)
    try:
        index.fill(listings)
        yield index
    finally:
        index.finish(client.delete_index(NAME).task_uid)


class StockIndex:
    """Asked one query after the other."""

    def __init__(self, client: meilisearch.Client, listings: Sequence[Listing]) -> None:
        self._client = client
        self._index = client.index(NAME)
        self._ids = {document_key(listing.id): listing.id for listing in listings}

    def fill(self, listings: Sequence[Listing]) -> None:
        """Create the index."""
        self.finish(self._client.create_index(NAME, {"primaryKey": "id"}).task_uid)
        self.finish(self._index.update_sortable_attributes(["_geo"]).task_uid)
        self.finish(self._index.add_documents([raw_document(one) for one in listings]).task_uid)

    def ask_all(self, queries: Sequence[GradedQuery]) -> list[Measured]:
        """Measure what it finds, with the same measures as the service."""
        return [measured(query, self.ask(query)) for query in queries]

    def ask(self, query: GradedQuery) -> list[str]:
        """Ids of listings, the best first."""
        options: dict[str, Any] = {"limit": DEEP, "attributesToRetrieve": ["id"]}
        if query.near:
            options["sort"] = [f"_geoPoint({query.near.lat}, {query.near.lon}):asc"]
        return [self._ids[hit["id"]] for hit in self._index.search(query.q, options)["hits"]]

    def finish(self, task: int) -> None:
        """Wait for a task; it must succeed."""
        done = self._client.wait_for_task(task, TASK_TIMEOUT_MS, POLL_MS)
        assert done.status == "succeeded", done.error


def raw_document(listing: Listing) -> dict[str, Any]:
    """The listing's own words in all their languages, field by field, and its first point."""
    texts = listing.texts.values()
    places = [place for place in listing.locations if place.point]
    codes = {place.municipality for place in listing.locations if place.municipality}
    towns = [place.address.post_town for place in listing.locations]
    names = [(town.name_fi, town.name_sv) for town in map(municipalities().__getitem__, codes)]
    document: dict[str, Any] = {
        "id": document_key(listing.id),
        "title": [text.title for text in texts],
        "summary": [text.summary for text in texts],
        "description": [text.description for text in texts],
        "organisation": [*listing.organisation.name.values()] if listing.organisation else [],
        "city": sorted({*towns, *(name for pair in names for name in pair)}),
        "theme": [label("themes", one, lang) for one in listing.themes for lang in LABEL_LANGUAGES],
    }
    if places and places[0].point:
        document["_geo"] = {"lat": places[0].point.lat, "lng": places[0].point.lon}
    return document
