"""PTV from files: a directory of saved pages, or one file or address of mixed records.

A file holds a page ({itemList}), an array, or one object; what each record is shows by its fields.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from indexers.fetching.fetcher import Fetcher
from indexers.sources.ptv_joins import (
    CHANNEL,
    GENERAL,
    ORGANISATION,
    SERVICE,
    UNKNOWN,
    joined,
    organisation_in,
    with_general,
)
from indexers.sources.ptv_selection import Selection
from indexers.sources.ptv_shelf import Shelf
from indexers.sources.saved_pages import is_directory
from indexers.sources.source import Page, SourceError

ITEMS = "itemList"
PAGE_SIZE = 100
BEGINNINGS = ("service", "channel", "organization", "generaldescription")
ENDINGS = ("channel", "channels")
# A record is of the first kind of which it has a field; services and descriptions share some.
FIELDS = {
    CHANNEL: ("serviceChannelType", "serviceChannelNames"),
    ORGANISATION: ("organizationNames", "organizationType"),
    UNKNOWN: ("serviceCollectionNames",),
    GENERAL: ("generalDescriptionType", "names"),
    SERVICE: ("serviceNames", "serviceDescriptions", "serviceClasses", "serviceChannels"),
}


def saved(fetcher: Fetcher, location: str, selection: Selection) -> Iterator[Page]:
    """Pages of raw records: services first, then what is none. Raises SourceError."""
    with Shelf() as shelf:
        for origin in _origins(location):
            for record in _records(fetcher, origin):
                _keep(shelf, record)
        yield from _paged(_joined(shelf, selection))
        if selection.takes_all:
            others = ({CHANNEL: one} for one in shelf.unused(CHANNEL))
            yield from _paged(chain(others, ({UNKNOWN: one} for one in shelf.all(UNKNOWN))))


def _origins(location: str) -> list[str]:
    """The files of a directory that are named after what they hold, or the location itself."""
    if not is_directory(location):
        return [location]
    found = [path for path in sorted(Path(location).glob("*.json")) if _is_named(path)]
    if not any(path.stem.casefold().startswith(SERVICE) for path in found):
        raise SourceError(f"{location}: expected files named service*.json")
    return [str(path) for path in found]


def _is_named(path: Path) -> bool:
    name = path.stem.casefold()
    return name.startswith(BEGINNINGS) or name.endswith(ENDINGS)


def _records(fetcher: Fetcher, origin: str) -> Iterator[object]:
    """The records of a file; a single object is one, and a page may be empty."""
    begun = False
    try:
        for record in fetcher.items(origin, ITEMS):
            begun = True
            yield record
    except SourceError:
        body = None if begun else fetcher.json(origin)
        if not isinstance(body, dict) or body.get(ITEMS) is not None:
            raise
        if ITEMS not in body:
            yield body


def kind_of(record: object) -> str:
    """What a record is, by its fields."""
    fields = record if isinstance(record, dict) else {}
    return next((kind for kind, names in FIELDS.items() if fields.keys() & names), UNKNOWN)


def _keep(shelf: Shelf, record: object) -> None:
    kind = kind_of(record)
    id_ = record.get("id") if isinstance(record, dict) else None
    shelf.put(kind, record, id_ if isinstance(id_, str) and kind != SERVICE else None)


def _joined(shelf: Shelf, selection: Selection) -> Iterator[object]:
    for service in shelf.all(SERVICE):
        if isinstance(service, dict):
            whole = with_general(service, shelf)
            if selection.takes(whole, organisation_in(shelf, whole)):
                yield joined(whole, shelf)


def _paged(records: Iterable[object]) -> Iterator[Page]:
    page: list[object] = []
    for record in records:
        page.append(record)
        if len(page) == PAGE_SIZE:
            yield Page(page)
            page = []
    if page:
        yield Page(page)
