"""Everything that a search finds: one whole listing after the other, in the search's own order.

That is the order of the pages of /v1/search with the same parameters: our ranking of the first
hits (search_service/query.py, POOL), then the engine's order, whose ties it always breaks alike.
One page of the engine is in memory at a time, and the numbers of the ids that were given. All of it
comes from one state of the index: a walk that meets another one (another build, another total, a
listing for the second time) stops with an error rather than lose or repeat a listing.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from indexers.index.settings import MAX_TOTAL_HITS
from indexers.index.staging import LISTINGS
from indexers.listing import Listing
from search_service.engines.asking import CHANGED
from search_service.engines.engine import Engine, Query, Result
from search_service.errors import Rebuilt
from search_service.filters import all_of, any_of
from search_service.ranking import Ranked, as_found
from search_service.search import Found
from search_service.whole_listing import RECORD, Whole

BATCH = 200  # listings asked at once: about a megabyte
Documents = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One listing of the answer: how it was ranked, and the whole record."""

    ranked: Ranked | None  # None where nothing was searched
    whole: Whole

    @property
    def listing(self) -> Listing:
        """The listing itself."""
        return self.whole.listing


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over one answer, in the request that found it."""

    engine: Engine
    found: Found
    now: datetime

    async def rows(self) -> AsyncIterator[Row]:
        """Every listing once. Raises EngineDown, Rebuilt."""
        given = set[int]()
        async for batch, documents in self._batches():
            records = await self._records(batch, documents)
            for one in batch:
                listing_id = one.entry.listing_id
                if hash(listing_id) in given or listing_id not in records:
                    raise Rebuilt(CHANGED)
                given.add(hash(listing_id))
                yield Row(one, Whole.of(records[listing_id]))
                await asyncio.sleep(0)  # a long export lets short searches pass

    async def _batches(self) -> AsyncIterator[tuple[Sequence[Ranked], Documents]]:
        """Our own ranking, then the engine's pages without what was in it; what they hold."""
        pool = self.found.in_order(self.now) if self.found.plan.ranked else []
        if pool:
            yield pool, ()
        for start in range(len(pool) // BATCH * BATCH, self.found.total, BATCH):
            documents = await self._page(start // BATCH + 1)
            if rest := documents[max(len(pool) - start, 0) :]:
                within, centre = self.found.plan.within, self.found.attempt.area.centre
                yield as_found(rest, within, centre), rest

    async def _page(self, number: int) -> Documents:
        query = {name: value for name, value in self._query.items() if name != "facets"}
        shown = {"page": number, "hitsPerPage": BATCH, "attributesToRetrieve": ["id", *RECORD]}
        result = await self._ask({**query, **shown})
        if result["totalHits"] != self.found.total:
            raise Rebuilt(CHANGED)
        documents: Documents = result["hits"]
        return documents

    async def _records(
        self, batch: Sequence[Ranked], documents: Documents
    ) -> dict[str, Mapping[str, Any]]:
        """First documents by listing: those at hand, and those that have to be asked for."""
        held = {one["listing_id"]: one for one in documents if "listing" in one}
        wanted = (one.entry.listing_id for one in batch)
        missing = [listing_id for listing_id in wanted if listing_id not in held]
        if missing:
            result = await self._ask(
                {
                    "indexUid": LISTINGS,
                    "q": "",
                    "filter": all_of(["first = true", any_of("listing_id", missing)]),
                    "limit": MAX_TOTAL_HITS,  # more than the ids: the engine ignores their case
                    "attributesToRetrieve": [*RECORD],
                }
            )
            held |= {hit["listing_id"]: hit for hit in result["hits"]}
        return held

    async def _ask(self, query: Query) -> Result:
        return (await self.engine.multi_search([query]))[0]

    @property
    def _query(self) -> Query:
        return self.found.plan.queries[0]
