"""Sources in, the store's records out: every origin read whole, or only for what changed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from geo.area_finder import AreaFinder
from indexers.enrich import enriched
from indexers.fetching.fetcher import Fetcher, is_url
from indexers.listing import Listing
from indexers.sources.registry import source_named
from indexers.sources.source import ChangeFeed, Gone, NoFeed, Page, Rejected, Source, SourceError
from indexers.store.database import Store
from indexers.store.intake import Came, Intake, Taken
from indexers.store.origins import Standing, begin, fail
from indexers.store.row import raw_digest

# Changes are asked from a little before the last reading began: clocks differ, and a source may
# publish a change some minutes after the time that it notes for it.
OVERLAP = timedelta(minutes=10)

Told = Callable[[str, int], None]  # a source, and how many of its records have come


class Harvest:
    """One run over origins; `fetched` counts the records that came in it."""

    def __init__(
        self, store: Store, fetcher: Fetcher, areas: AreaFinder, now: datetime, told: Told
    ) -> None:
        self.fetched = 0
        self._store = store
        self._fetcher = fetcher
        self._areas = areas
        self._now = now
        self._told = told

    def read(self, standing: Standing, *, whole: bool, accept: bool) -> None:
        """Read an origin; where that fails, its records stay as they were and the reason is noted.

        Raises SourceError when there are none to keep.
        """
        try:
            fetcher = self._fetcher.for_origin(standing.origin.location)
            source = source_named(standing.origin.source, fetcher)
            if not whole and isinstance(source, ChangeFeed) and _can_tell(standing):
                self._changes(standing, source, accept)
            else:
                self._whole(standing, source, accept)
        except SourceError as error:
            fail(self._store, standing.number, str(error))
            if standing.read_at is None:
                raise

    def _whole(self, standing: Standing, source: Source, accept: bool) -> None:
        resume = begin(self._store, standing.number, "whole", self._now)
        intake = Intake(self._store, standing.number)
        pages = source.pages(standing.origin.location, resume.cursor)
        for page in self._taken(source, intake, pages, resume.position):
            intake.take(page)
        intake.finish(accept=accept)

    def _changes(self, standing: Standing, source: ChangeFeed, accept: bool) -> None:
        assert standing.read_at is not None
        begin(self._store, standing.number, "changes", self._now)
        intake = Intake(self._store, standing.number)
        try:
            pages = source.changes(standing.origin.location, standing.read_at - OVERLAP)
            for page in self._taken(source, None, pages, 0):
                intake.take_changes(page)
        except NoFeed:
            self._whole(standing, source, accept)
        else:
            intake.finish_changes()

    def _taken(
        self, source: Source, intake: Intake | None, pages: Iterator[Page], position: int
    ) -> Iterator[Taken]:
        for page in pages:
            numbered = enumerate(page.records, position + 1)
            position += len(page.records)
            records = (self._came(source, intake, record, at) for at, record in numbered)
            yield Taken(records, page.cursor, position)
            self.fetched += len(page.records)
            self._told(source.name, position)

    def _came(self, source: Source, intake: Intake | None, record: object, position: int) -> Came:
        """What becomes of a record; where its last outcome may be kept, `intake` knows it."""
        if isinstance(record, Gone):
            return Came(position, record, None)
        raw = raw_digest(record)
        outcome = intake.known(raw) if intake and raw else None
        return Came(position, outcome or self._read(source, record, position), raw)

    def _read(self, source: Source, record: object, position: int) -> Listing | Rejected:
        outcome = source.read(record, position)
        return enriched(outcome, self._areas) if isinstance(outcome, Listing) else outcome


def _can_tell(standing: Standing) -> bool:
    """Whether changes can be asked for: from an API that has been read whole before."""
    return is_url(standing.origin.location) and standing.whole_at is not None
