"""The live build as the API knows it: its facts and tables, looked up again when it changes.

A build is announced before it is live, and its tables are read then, beside those that are searched
with: when it is there, searches go on with it at once.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import Context, ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from indexers.index.companion import Freshness
from indexers.index.staging import COMPANION, LISTINGS
from search_service.engines.asking import ASKING
from search_service.engines.engine import Engine, Sighting
from search_service.engines.tables import Tables, read_tables
from search_service.errors import EngineDown, Rebuilt
from search_service.near.locations import Locations
from synonyms.lexicon import Lexicon
from synonyms.thesaurus import Thesaurus

HURT_S = 0.5  # how often a silent engine is looked at; half a second of searches is soon lost
Given = TypeVar("Given")
Made = TypeVar("Made")
log = logging.getLogger(__name__)


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
    _made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[["LiveBuild", Given], Made], given: Given) -> Made:
        """What is made of the build and something else, made when first asked for.

        It goes with the build, if it does not hold it: its large tables then go at once.
        """
        key = make, given
        if key not in self._made:
            self._made[key] = make(self, given)
        made: Made = self._made[key]
        return made


NOTHING = LiveBuild("", None, 0, Lexicon(0, {}))


@dataclass(slots=True)
class Pin:
    """The build that a request reads from its beginning to its end, whatever comes meanwhile.

    It is taken out at the end: connections and timers keep the context of the request that made
    them for as long as they live, and would keep a build with all its tables.
    """

    live: LiveBuild | None


PINNED: ContextVar[Pin | None] = ContextVar("pinned", default=None)


class _Ahead(NamedTuple):
    """Tables that are read before their build is live."""

    build: str
    tables: asyncio.Task[Tables]

    @property
    def has_failed(self) -> bool:
        """Whether they could not be read."""
        done = self.tables.done() and not self.tables.cancelled()
        return done and self.tables.exception() is not None


class LiveIndex:
    """Keeps `latest` fresh in the background; the last known build stays when the engine fails."""

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
        self._looking: asyncio.Task[None] | None = None
        self._ahead: _Ahead | None = None
        self.latest = NOTHING

    @property
    def current(self) -> LiveBuild:
        """The build of this request; outside one, the latest."""
        pin = PINNED.get()
        return pin.live if pin and pin.live else self.latest

    async def keep_fresh(self) -> None:
        """Look for a new build, and for engines that recovered, until cancelled."""
        try:
            await self._look_again_and_again()
        finally:
            self._forget_ahead()

    async def _look_again_and_again(self) -> None:
        while True:
            try:
                await self.refresh()
            except (EngineDown, Rebuilt):
                pass  # /readyz tells; searches get their own 503
            except Exception:
                # Whatever it was: who stops looking never recovers.
                log.exception("The live build cannot be looked up.")
            await asyncio.sleep(HURT_S if self._engine.is_hurt else self._every_s)

    async def refresh(self) -> None:
        """Look once, together with everybody who looks now. Raises EngineDown, Rebuilt.

        A request waits no longer than it may; the look goes on without it.
        """
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), context=Context())
            self._looking.add_done_callback(_be_heard)
        asking = ASKING.get()
        try:
            async with asyncio.timeout(asking.left_s(0) if asking else None):
                await asyncio.shield(self._looking)
        except TimeoutError as error:
            raise EngineDown("The new build is still being read.") from error

    async def _look(self) -> None:
        seen = await self._engine.look()
        if seen is None:
            self.latest = NOTHING
            return
        if seen.facts.build != self.latest.build:
            self.latest = await self._load(seen)
        if seen.facts.sources != self.latest.sources:  # read again also when nothing changes
            self.latest = replace(self.latest, sources=seen.facts.sources)
        self._read_ahead(seen)

    def _read_ahead(self, seen: Sighting) -> None:
        """Begin to read the tables of a build that is announced, unless they are read already."""
        coming, ahead = seen.coming, self._ahead
        if coming is None or coming.facts.build == self.latest.build:
            return
        if ahead and ahead.build == coming.facts.build and not ahead.has_failed:
            return
        self._forget_ahead()
        reading = read_tables(seen.replica, coming.facts, coming.companion)
        self._ahead = _Ahead(coming.facts.build, asyncio.create_task(reading, context=Context()))

    def _forget_ahead(self) -> None:
        if self._ahead:
            self._ahead.tables.cancel()
            self._ahead.tables.add_done_callback(_be_heard)
        self._ahead = None

    async def _tables(self, seen: Sighting) -> Tables:
        """The tables of a build that is live, at once if they were read before."""
        ahead = self._ahead
        if ahead and ahead.build == seen.facts.build:
            with suppress(Exception):  # whatever it was: they are read anew
                return await asyncio.shield(ahead.tables)
        return await read_tables(seen.replica, seen.facts, COMPANION)

    async def _load(self, seen: Sighting) -> LiveBuild:
        tables = await self._tables(seen)
        counts = {
            "indexUid": LISTINGS,
            "q": "",
            "filter": f"first = true AND ends > {int(self._clock().timestamp())}",
            "limit": 0,
            "facets": ["organisation_name", "municipalities"],
        }
        [counted] = await self._engine.load(seen, [counts])
        self._forget_ahead()
        facts, found = seen.facts, counted["facetDistribution"]
        names = (name.split("|", 1) for name in found.get("organisation_name", {}))
        return LiveBuild(
            build=facts.build,
            built_at=datetime.fromisoformat(facts.built_at),
            listings=facts.listings,
            lexicon=tables.lexicon,
            organisations={parts[0]: parts[-1] for parts in names},
            per_municipality=found.get("municipalities", {}),
            thesaurus=self._same(facts.thesaurus),
            locations=tables.locations,
        )

    def _same(self, fingerprint: str | None) -> Thesaurus | None:
        """Our thesaurus if the build used it too: the terms of another one mean other things."""
        ours = self._thesaurus
        return ours if ours and ours.sha256 == fingerprint else None


def _be_heard(looked: "asyncio.Task[Any]") -> None:
    """Take note of a failure that nobody waits for any more: the next look tells it again."""
    if not looked.cancelled():
        looked.exception()
