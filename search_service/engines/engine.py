"""The one way to the engines while searching: queries in, results of one build out.

MEILI_URL may name several engines with the same index. Searches are spread over those that answer
and hold the build that is served; when one fails, another is asked before the request's time is
over. Every answer tells the build it came from, so that none is mixed of two.
"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from indexers.engine.address import engine_urls
from indexers.index.companion import BuildFacts, Coming
from search_service.engines.asking import ASKING, CHANGED, SHORT_S, Asking, meet_another_build
from search_service.engines.replica import BUILD, Query, Replica, Result, Told
from search_service.errors import EngineDown, Rebuilt
from search_service.watching.observation import measured

__all__ = ["Engine", "Query", "Result", "Sighting"]

LOAD_S = 30.0  # for tables of a build
# Goes along with every search, as its last query: what changed before it would show another build.
BUILD_QUERY: Query = {**BUILD, "attributesToRetrieve": ["build"]}
NO_INDEX = "There is no index of listings yet."


class Sighting(NamedTuple):
    """A build, an engine that has it, and the build that this engine will have soon."""

    facts: BuildFacts
    replica: Replica
    coming: Coming | None = None


class Engine:
    """The engines of MEILI_URL, with a key that may search."""

    def __init__(self, url: str, key: str, timeout_s: float) -> None:
        self.replicas = [Replica(n, one, key) for n, one in enumerate(engine_urls(url), start=1)]
        self._timeout_s = timeout_s
        self._turn = 0

    async def open(self) -> None:
        """Make the connection pools; inside the running loop."""
        for replica in self.replicas:
            await replica.open()

    async def close(self) -> None:
        """Close the connections."""
        for replica in self.replicas:
            await replica.close()

    @property
    def is_hurt(self) -> bool:
        """Whether an engine is not asked until it is seen well again."""
        return any(one.is_silent for one in self.replicas)

    async def look(self) -> Sighting | None:
        """The newest build among the engines that answer; None when they have none.

        An engine that was silent is searched again from the look on that finds it well. Raises
        EngineDown when none answers.
        """
        asked = (replica.tell(self._timeout_s) for replica in self.replicas)
        told = await asyncio.gather(*asked, return_exceptions=True)
        for one in told:
            if isinstance(one, BaseException) and not isinstance(one, EngineDown):
                raise one
        silent = [one for one in told if isinstance(one, EngineDown)]
        if len(silent) == len(told):
            raise silent[0]
        seen = [
            Sighting(one.facts, replica, one.coming)
            for one, replica in zip(told, self.replicas, strict=True)
            if isinstance(one, Told) and one.facts
        ]
        return max(seen, key=lambda one: one.facts.newness, default=None)

    async def load(self, sighting: Sighting, queries: Sequence[Query]) -> Sequence[Result]:
        """Results of a build that was seen, while it is live. Raises EngineDown, Rebuilt."""
        *results, build = await sighting.replica.ask([*queries, BUILD_QUERY], LOAD_S)
        if _build_in(build) != sighting.facts.build:
            raise Rebuilt(CHANGED)
        return results

    @measured
    async def multi_search(self, queries: Sequence[Query]) -> Sequence[Result]:
        """One result per query. Raises EngineDown; Rebuilt when no engine has the build any more.

        Outside a request any engine's word will do.
        """
        asking = ASKING.get()
        if asking is None:
            return await self._any(queries)
        checked, failure = [*queries, BUILD_QUERY], None
        for replica, within_s in self._in_turn(asking):
            try:
                *results, build = await replica.ask(checked, within_s)
            except EngineDown as error:
                failure = error
                continue
            replica.build = _build_in(build)
            if not replica.build and not asking.build:
                raise EngineDown(NO_INDEX)  # empty indexes of a first build find nothing, wrongly
            if replica.build == asking.build:
                asking.engine = replica.number
                return results
        if failure is None and not all(one.is_silent for one in self.replicas):
            meet_another_build()
        raise failure or EngineDown("The search engine does not answer.")

    def _in_turn(self, asking: Asking) -> Iterator[tuple[Replica, float]]:
        """Engines that have the build, the likeliest first, and how long each may take.

        The last one has all the time that is left; the ones before it half of it.
        """
        fit = [one for one in self.replicas if not one.is_silent and one.build == asking.build]
        self._turn += 1
        count = len(self.replicas)

        def order(one: Replica) -> Any:
            return one.number != asking.engine, one.in_flight, (one.number + self._turn) % count

        for number, replica in enumerate(sorted(fit, key=order), start=1):
            left_s = asking.left_s(self._timeout_s)
            if left_s < SHORT_S:
                raise EngineDown("The search took too long.")
            yield replica, left_s if number == len(fit) else left_s / 2

    async def _any(self, queries: Sequence[Query]) -> Sequence[Result]:
        failure = EngineDown("The search engine does not answer.")
        for replica in sorted(self.replicas, key=lambda one: one.is_silent):
            try:
                return await replica.ask(queries, self._timeout_s)
            except EngineDown as error:
                failure = error
        raise failure


def _build_in(result: Result) -> str:
    return str(next((hit.get("build", "") for hit in result["hits"]), ""))
