"""Sources read without touching an index: what a build would hold, and its report."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from geo.area_finder import AreaFinder
from indexers.building.harvest import Harvest
from indexers.building.publication import Published
from indexers.building.report import Report, report_of
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.registry import Origin
from indexers.store.database import Store
from indexers.store.origins import set_origins
from indexers.store.wanted import Wanted


class Tryout(NamedTuple):
    """The listings of some origins, in the order of their ids, and what became of the others."""

    listings: list[Listing]
    report: Report


def try_out(
    origins: Sequence[Origin], areas: AreaFinder, fetcher: Fetcher, now: datetime
) -> Tryout:
    """Read origins into a store that is thrown away. Raises SourceError."""
    with Store() as store:
        harvest = Harvest(store, fetcher, areas, now, lambda source, done: None)
        for standing in set_origins(store, origins):
            harvest.read(standing, whole=True, accept=True)
        wanted = Wanted(store, now)
        wanted.settle(())
        published = Published(
            build="none: sources were only read",
            built_at=now,
            way="unchanged",
            listings=wanted.count(),
            documents=0,
        )
        report = report_of(store, published, harvest.fetched)
        return Tryout([wanted.listing(one) for one in wanted.ids()], report)
