"""What every source is: pages of raw records out of a URL, file or folder, each record read into
one outcome.

SourceError            the source as a whole could not be read; its listings stay as they were
+- NotThere            its server says that there is nothing at an address: one record may be gone
+- NoFeed              this location cannot tell what changed: it is read whole and compared
Rejected               one record that is no listing, with the reason; the rest goes on
Gone                   one record that the source no longer publishes
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

from pydantic import ValidationError

from indexers.listing import Listing
from indexers.sources.raw import Wrong
from indexers.value import Value


class SourceError(Exception):
    """A source that cannot be read; the message says what was tried and what came back."""


class NotThere(SourceError):
    """An address that answered 404 or 410. Uncaught it fails the source like any SourceError."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class NoFeed(SourceError):
    """A location, a file for example, of which `changes` knows nothing; read it whole."""


class Rejected(Value):
    """A record that did not become a listing."""

    id: str  # source:native-id, or source:#position when it has none
    reason: str  # a plain sentence that names the field and what was expected


class Gone(Value):
    """A record that its source has withdrawn; it may stand among the records of `changes`."""

    id: str  # source:native-id
    reason: str  # a plain sentence: archived, deleted, replaced by another


class Page(NamedTuple):
    """Raw records that came together; reading can be taken up again after a whole page."""

    records: Sequence[object]
    cursor: str = ""  # what `pages` is given to go on after this page; empty where it cannot


class Source(Protocol):
    """One kind of origin of listings."""

    name: str

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """All raw records of a URL, file or folder, from the page after `cursor` on.

        Raises SourceError.
        """
        ...

    def read(self, record: object, position: int) -> Listing | Rejected:
        """Turn the record at `position` (from 1) into a listing; never raises."""
        ...


@runtime_checkable
class ChangeFeed(Source, Protocol):
    """A source that can tell what changed. Any other is read whole and compared."""

    def changes(self, location: str, since: datetime) -> Iterator[Page]:
        """Raw records changed since an aware time, and Gone ones. Raises SourceError, NoFeed."""
        ...


def records_of(source: Source, location: str) -> Iterator[object]:
    """The raw records of all pages, one by one. Raises SourceError."""
    return (record for page in source.pages(location) for record in page.records)


def outcome(name: str, make: Callable[[], Listing]) -> Listing | Rejected:
    """What `make` makes, or the record `name` (source:native-id) rejected with the reason."""
    try:
        return make()
    except Wrong as error:
        return Rejected(id=name, reason=str(error))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"])
        return Rejected(id=name, reason=f"{field}: {first['msg']}")
