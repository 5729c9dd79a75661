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

from indexers.index_settings import MAX_TOTAL_HITS
from indexers.listing import Listing
from indexers.staging import LISTINGS
from search_service.engines.engine import CHANGED, Engine, Query, Result
from search_service.errors import Rebuilt
from search_service.filters import all_of, any_of
from search_service.ranking import Ranked, distance_of
from search_service.search import Found
from search_service.whole_listing import RECORD, Whole

BATCH = 200  # listings asked at once: about a megabyte
POINT = ("id", "_geo", "precision", "card")  # of the location that stands for the listing


@dataclass(frozen=True, slots=True)
class Row:
    """One listing of the answer: the hit as it was ranked, and the whole record."""

    ranked: Ranked
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
        async for batch in self._batches():
            records = await self._records(batch)
            for one in batch:
                listing_id = one.hit["listing_id"]
                if hash(listing_id) in given or listing_id not in records:
                    raise Rebuilt(CHANGED)
                given.add(hash(listing_id))
                yield Row(one, Whole.of(records[listing_id]))
                await asyncio.sleep(0)  # a long export lets short searches pass

    async def _batches(self) -> AsyncIterator[Sequence[Ranked]]:
        """Our own ranking, then the engine's pages without what was in it."""
        pool = self.found.in_order(self.now) if self.found.plan.ranked else []
        if pool:
            yield pool
        centre = self.found.attempt.area.centre
        for start in range(len(pool) // BATCH * BATCH, self.found.total, BATCH):
            hits = await self._page(start // BATCH + 1)
            if rest := hits[max(len(pool) - start, 0) :]:
                yield [Ranked(hit, 0.0, distance_of(hit, centre)) for hit in rest]

    async def _page(self, number: int) -> Sequence[Mapping[str, Any]]:
        query = {name: value for name, value in self._query.items() if name != "facets"}
        result = await self._ask(
            {
                **query,
                "page": number,
                "hitsPerPage": BATCH,
                "attributesToRetrieve": [*POINT, *RECORD],
            }
        )
        if result["totalHits"] != self.found.total:
            raise Rebuilt(CHANGED)
        return [self.found.plan.within.nearest(hit) for hit in result["hits"]]

    async def _records(self, batch: Sequence[Ranked]) -> dict[str, Mapping[str, Any]]:
        """First documents by listing: those at hand, and those that have to be asked for."""
        held = {one.hit["listing_id"]: one.hit for one in batch if "listing" in one.hit}
        missing = [one.hit["listing_id"] for one in batch if one.hit["listing_id"] not in held]
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
