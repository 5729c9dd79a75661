"""The live build as the API knows it: its facts and lexicon, looked up again when it changes."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from indexers import location_rows
from indexers.companion import BUCKETS, Freshness
from indexers.staging import BUILD_DOCUMENT, COMPANION, LISTINGS
from search_service.engine import Engine, Query
from search_service.errors import EngineDown
from search_service.filters import any_of
from search_service.locations import Locations
from synonyms.lexicon import Lexicon
from synonyms.thesaurus import Thesaurus

TOGETHER = 4  # buckets of locations in one call: 5 MB of an index of 100,000 documents
BUILD_QUERY: Query = {"indexUid": COMPANION, "q": "", "filter": f'id = "{BUILD_DOCUMENT}"'}


@dataclass(frozen=True, slots=True)
class LiveBuild:
    """One build of the index."""

    build: str
    built_at: datetime | None
    listings: int
    lexicon: Lexicon
    organisations: Mapping[str, str] = field(default_factory=dict)  # id -> name
    per_municipality: Mapping[str, int] = field(default_factory=dict)  # code -> listings
    thesaurus: Thesaurus | None = None  # the one that the build used, when we have the same
    sources: tuple[Freshness, ...] = ()
    locations: Locations = field(default_factory=Locations)


class SameBuild:
    """A build as a key: it holds tables, so that it has no hash of its own."""

    def __init__(self, live: LiveBuild) -> None:
        self.live = live

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameBuild) and self.live is other.live

    def __hash__(self) -> int:
        return id(self.live)


NOTHING = LiveBuild("", None, 0, Lexicon(0, {}))


class LiveIndex:
    """Keeps `current` fresh in the background; the last known build stays when the engine fails."""

    def __init__(
        self,
        engine: Engine,
        every_s: float,
        clock: Callable[[], datetime],
        thesaurus: Thesaurus | None = None,
    ) -> None:
        self._engine = engine
        self._thesaurus = thesaurus
        self._clock = clock
        self._every_s = every_s
        self.current = NOTHING

    async def keep_fresh(self) -> None:
        """Look for a new build again and again, until cancelled."""
        while True:
            with suppress(EngineDown):  # /readyz tells; searches get their own 503
                await self.refresh()
            await asyncio.sleep(self._every_s)

    async def refresh(self) -> None:
        """Look once. Raises EngineDown."""
        facts = await self._facts()
        if facts is None:
            self.current = NOTHING
            return
        if facts["build"] != self.current.build:
            self.current = await self._load(facts)
        sources = tuple(Freshness.model_validate(one) for one in facts["sources"])
        if sources != self.current.sources:  # they are read again also when nothing changes
            self.current = replace(self.current, sources=sources)

    async def _facts(self) -> Mapping[str, Any] | None:
        results = await self._engine.multi_search([BUILD_QUERY])
        hits = results[0]["hits"]
        return hits[0] if hits else None

    async def _load(self, facts: Mapping[str, Any]) -> LiveBuild:
        words = {
            "indexUid": COMPANION,
            "q": "",
            "filter": 'kind = "lexicon"',
            "limit": BUCKETS,
        }
        counts = {
            "indexUid": LISTINGS,
            "q": "",
            "filter": f"first = true AND ends > {int(self._clock().timestamp())}",
            "limit": 0,
            "facets": ["organisation_name", "municipalities"],
        }
        buckets, counted = await self._engine.multi_search((words, counts))
        located = await self._located()
        if (await self._facts() or {}).get("build") != facts["build"]:
            raise EngineDown("The index changed while it was read.")  # the next look reads it whole
        frequency: dict[str, int] = {}
        for bucket in buckets["hits"]:
            frequency |= bucket["terms"]
        found = counted["facetDistribution"]
        names = (name.split("|", 1) for name in found.get("organisation_name", {}))
        return LiveBuild(
            build=str(facts["build"]),
            built_at=datetime.fromisoformat(facts["built_at"]),
            listings=int(facts["listings"]),
            lexicon=Lexicon(int(facts["listings"]), frequency),
            organisations={parts[0]: parts[-1] for parts in names},
            per_municipality=found.get("municipalities", {}),
            thesaurus=self._same(facts.get("thesaurus")),
            # A large table takes a second; searches go on meanwhile.
            locations=await asyncio.to_thread(_locations_in, located),
        )

    async def _located(self) -> list[Mapping[str, Any]]:
        """The buckets of the table of locations, some at a time: each call is to be a short one."""
        found: list[Mapping[str, Any]] = []
        names = [f"{location_rows.KIND}-{number}" for number in range(location_rows.BUCKETS)]
        for start in range(0, len(names), TOGETHER):
            some = any_of("id", names[start : start + TOGETHER])
            query = {"indexUid": COMPANION, "q": "", "filter": some, "limit": TOGETHER}
            (result,) = await self._engine.multi_search([query])
            found += result["hits"]
        return found

    def _same(self, fingerprint: str | None) -> Thesaurus | None:
        """Our thesaurus if the build used it too: the terms of another one mean other things."""
        ours = self._thesaurus
        return ours if ours and ours.sha256 == fingerprint else None


def _locations_in(buckets: Sequence[Mapping[str, Any]]) -> Locations:
    return Locations(location_rows.rows_in(buckets))
