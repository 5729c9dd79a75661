"""One Meilisearch: queries in, results out, and whether it is worth asking.

aiohttp takes a quarter of httpx's CPU per call, and `identity` spares the engine's compressed
answers their 40 ms stall (Nagle against delayed acknowledgements).

EngineDown
├── Silent     it does not answer, or not sensibly; counts against it
└── Refused    it answers, and not to this query; another engine may
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import aiohttp
import orjson
from pydantic import ValidationError

from indexers.index.companion import BuildFacts, Coming
from indexers.index.staging import BUILD_DOCUMENT, COMING_DOCUMENT, COMPANION, LISTINGS
from search_service.errors import EngineDown

Query = Mapping[str, Any]
Result = Mapping[str, Any]

# So many failures in a row, and nobody waits for it until a look (Engine.look) finds it well again.
FAILURES = 3
# Meilisearch closes a connection that was idle for 5 s; we are done with it before.
IDLE_S = 4
# Of the one document among the listings that tells which build they are.
BUILD: Query = {"indexUid": LISTINGS, "q": "", "filter": f'id = "{BUILD_DOCUMENT}"', "limit": 1}
FACTS_QUERY: Query = {**BUILD, "attributesToRetrieve": ["facts"]}
COMING_QUERY: Query = {
    **{"indexUid": COMPANION, "q": "", "filter": f'id = "{COMING_DOCUMENT}"', "limit": 1},
    "attributesToRetrieve": ["told"],
}
# What the engine says when the query is the fault. Anything else is the engine's.
QUERY_FAULTS = (400, 413)
BUSY = 503  # too many searches wait: true of this moment only


class Silent(EngineDown):
    """It does not answer, or not as an engine with an index does."""


class Refused(EngineDown):
    """It did not take this query."""


class Told(NamedTuple):
    """What an engine tells of itself: the build it has, and the one it will have soon."""

    facts: BuildFacts | None
    coming: Coming | None


class Replica:
    """One engine. `build` is the one it had when it last told; "" while it has told none."""

    def __init__(self, number: int, url: str, key: str) -> None:
        headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self.number = number
        self.build = ""
        self.in_flight = 0
        self.answered = 0
        self._failures = 0
        self._url = f"{url.rstrip('/')}/multi-search"
        self._headers = headers
        self._session: aiohttp.ClientSession | None = None

    @property
    def is_silent(self) -> bool:
        """Whether it failed so often that nobody should wait for it now."""
        return self._failures >= FAILURES

    async def open(self) -> None:
        """Make the connection pool; inside the running loop."""
        self._session = aiohttp.ClientSession(
            headers=self._headers,
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_S),
            timeout=aiohttp.ClientTimeout(total=None),  # each call brings its own
        )

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def tell(self, within_s: float) -> Told:
        """The build it has now, if any, and the one that is announced. Raises Silent, Refused."""
        live, announced = await self.ask([FACTS_QUERY, COMING_QUERY], within_s)
        try:
            facts = [BuildFacts.model_validate_json(hit["facts"]) for hit in live["hits"]]
            coming = [Coming.model_validate_json(hit["told"]) for hit in announced["hits"]]
        except (ValidationError, KeyError) as error:
            raise self._failed("The index of the search engine is not readable.") from error
        self.build = facts[0].build if facts else ""
        return Told(facts[0] if facts else None, coming[0] if coming else None)

    async def ask(self, queries: Sequence[Query], within_s: float) -> Sequence[Result]:
        """One result per query. Raises Silent, Refused."""
        self.in_flight += 1
        try:
            async with asyncio.timeout(within_s):
                results = self._results(*await self._post(orjson.dumps({"queries": queries})))
        except (TimeoutError, aiohttp.ClientError, ValueError, KeyError) as error:
            raise self._failed("The search engine does not answer.") from error
        finally:
            self.in_flight -= 1
        self._failures = 0
        self.answered += 1
        return results

    async def _post(self, body: bytes) -> tuple[int, bytes]:
        """Status and body. A connection that the engine closed meanwhile is tried anew, once."""
        try:
            return await self._post_once(body)
        except aiohttp.ClientConnectorError:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            return await self._post_once(body)

    async def _post_once(self, body: bytes) -> tuple[int, bytes]:
        if self._session is None:
            raise EngineDown("The engine is not connected.")
        async with self._session.post(self._url, data=body) as answer:
            content = await answer.read()
            if answer.status != 200:
                answer.close()  # after a body that was too large the connection is of no use
            return answer.status, content

    def _results(self, status: int, content: bytes) -> Sequence[Result]:
        body = orjson.loads(content)
        if status == 200:
            results: Sequence[Result] = body["results"]
            return results
        told = f"The search engine refused the query ({body.get('code', '')})."
        if status in QUERY_FAULTS or status == BUSY:
            raise Refused(told)
        raise self._failed(told)

    def _failed(self, detail: str) -> Silent:
        self._failures += 1
        return Silent(detail)
