"""PTV, the Finnish service catalogue (Suomi.fi): its Open API v11, saved pages, or one file.

    ptv=https://api.palvelutietovaranto.suomi.fi/api/v11      all services
    ptv=https://…/api/v11?organizationType=Organization       see ptv_selection for the options
    ptv=DIRECTORY                                             service*.json, channel*.json, …

The format is known from the public sources of PTV (vrk-kpa/ptv-releases, MIT) and of its users.
"""

from collections.abc import Iterator
from datetime import datetime

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.ptv_api import PtvApi, is_api
from indexers.sources.ptv_catalogue import Catalogue
from indexers.sources.ptv_changes import changed
from indexers.sources.ptv_files import saved
from indexers.sources.ptv_joins import native_id, refuse_others
from indexers.sources.ptv_listing import listing_of
from indexers.sources.ptv_selection import selected
from indexers.sources.ptv_shelf import Shelf
from indexers.sources.raw import Raw
from indexers.sources.source import NoFeed, Page, Rejected, outcome


class Ptv:
    """The source `ptv`."""

    name = "ptv"

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """Services with channels and organisation; of the API from the place after `cursor` on."""
        base, selection = selected(location)
        if not is_api(base):
            yield from saved(self._fetcher, base, selection)
            return
        with Shelf() as shelf:
            yield from Catalogue(PtvApi(self._fetcher, base), selection, shelf).pages(cursor)

    def changes(self, location: str, since: datetime) -> Iterator[Page]:
        """Services of the API that changed since an aware time, and Gone ones."""
        base, selection = selected(location)
        if not is_api(base):
            raise NoFeed(f"{base}: files do not tell what changed; they are read whole")
        api = PtvApi(self._fetcher, base)
        with Shelf() as shelf:
            yield from changed(api, Catalogue(api, selection, shelf), since)

    def read(self, record: object, position: int) -> Listing | Rejected:
        """One service as a listing; anything else says why it is none."""
        return outcome(
            f"{self.name}:{native_id(record) or f'#{position}'}",
            lambda: _listing(Raw.of(record, "record")),
        )


def _listing(record: Raw) -> Listing:
    refuse_others(record)
    return listing_of(record)
