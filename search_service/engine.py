"""The one place that talks to Meilisearch while searching: queries in, results out, one call.

aiohttp takes a quarter of httpx's CPU per call, and `identity` spares the engine's compressed
answers their 40 ms stall (Nagle against delayed acknowledgements).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import orjson

from search_service.errors import EngineDown
from search_service.observation import measured

Query = Mapping[str, Any]
Result = Mapping[str, Any]


class Engine:
    """A Meilisearch with a key that may search."""

    def __init__(self, url: str, key: str, timeout_s: float) -> None:
        headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._url = f"{url.rstrip('/')}/multi-search"
        self._headers = headers
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the connection pool; inside the running loop."""
        self._session = aiohttp.ClientSession(headers=self._headers, timeout=self._timeout)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    @measured
    async def multi_search(self, queries: Sequence[Query]) -> Sequence[Result]:
        """One result per query. Raises EngineDown."""
        if self._session is None:
            raise EngineDown("The engine is not connected.")
        try:
            async with self._session.post(
                self._url, data=orjson.dumps({"queries": queries})
            ) as answer:
                body = orjson.loads(await answer.read())
                if answer.status == 200:
                    results: Sequence[Result] = body["results"]
                    return results
        except (TimeoutError, aiohttp.ClientError, orjson.JSONDecodeError) as error:
            raise EngineDown("The search engine does not answer.") from error
        raise EngineDown(f"The search engine refused the query ({body.get('code', '')}).")
