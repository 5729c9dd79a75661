"""A run of the indexer: origins into the store, the store's listings into the index, a report out.

`run` reads everything and makes a new index beside the live one. `update` reads what changed and
changes the live index in place, as long as that is less work and the store knows what it holds.
"""

from collections.abc import Sequence
from contextlib import suppress

from geo.area_finder import AreaFinder
from indexers.building.change import TooLarge
from indexers.building.fingerprint import fingerprint
from indexers.building.harvest import Harvest
from indexers.building.publication import Means, Published
from indexers.building.rebuild import Rebuild
from indexers.building.report import Report, report_of
from indexers.building.rolling import Rolling
from indexers.fetching.fetcher import Fetcher
from indexers.index.companion import BuildFacts
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError
from indexers.store.origins import set_origins, standings
from indexers.store.sent import AMENDING, LIVE
from indexers.store.wanted import Wanted

# Of more listings than this share a new index is faster and safer to make than changes in place.
AMENDED_SHARE = 0.1
AMENDED_AT_LEAST = 100  # a small index may change in place in any case
MADE_WITH = "made with"


class Build:
    """What reads origins and changes the index of one engine."""

    def __init__(self, means: Means, areas: AreaFinder, fetcher: Fetcher) -> None:
        self._means = means
        self._areas = areas
        self._fetcher = fetcher
        self._fetched = 0

    def run(self, origins: Sequence[Origin], *, accept: bool = False) -> Report:
        """Read everything, build a new index, swap. Raises SourceError or BuildError.

        Whatever is raised, the live index is as it was.
        """
        wanted = self._read(origins, whole=True, accept=accept)
        published = Rebuild(self._means, wanted).run(accept=accept)
        return self._report(published)

    def update(
        self, origins: Sequence[Origin] = (), *, whole: bool = False, accept: bool = False
    ) -> Report:
        """Read what changed and send the difference. Raises SourceError or BuildError.

        Without origins those of the last run are read. `whole` compares every record of sources
        that could tell changes, too.
        """
        named = origins or [standing.origin for standing in standings(self._means.store)]
        if not named:
            raise SourceError("No source has been read yet: name them, as in lahella=FILE.")
        wanted = self._read(named, whole=whole, accept=accept)
        rolling = Rolling(self._means, wanted)
        if self._amendable(wanted, rolling.live):
            with suppress(TooLarge):
                return self._report(rolling.run())
        return self._report(Rebuild(self._means, wanted).run(accept=accept))

    def _read(self, origins: Sequence[Origin], *, whole: bool, accept: bool) -> Wanted:
        store, means = self._means.store, self._means
        self._forget_what_others_made()
        harvest = Harvest(
            store,
            self._fetcher,
            self._areas,
            means.now,
            lambda source, done: means.progress(f"reading {source}", done, None),
        )
        for standing in set_origins(store, origins):
            harvest.read(standing, whole=whole, accept=accept)
        self._fetched = harvest.fetched
        return Wanted(store, means.now, means.vetoes)

    def _forget_what_others_made(self) -> None:
        """Read all records again if another version or other boundaries read them the last time."""
        store, ours = self._means.store, fingerprint(self._areas, self._means.terms.thesaurus)
        if store.fact(MADE_WITH) != ours:
            with store.changing():
                store.do("UPDATE record SET raw = NULL")
                store.remember(LIVE, "")
                store.remember(MADE_WITH, ours)

    def _amendable(self, wanted: Wanted, live: BuildFacts | None) -> bool:
        """Whether the store knows what some engine holds, and little of it changes."""
        if live is None or self._means.store.fact(AMENDING):
            return False
        changes = len(wanted.new_ids()) + len(wanted.stale_ids())
        most = max(AMENDED_AT_LEAST, live.listings * AMENDED_SHARE)
        return changes <= most

    def _report(self, published: Published) -> Report:
        return report_of(self._means.store, published, self._fetched, self._means.vetoes)
