"""What every source is: raw records out of a URL, file or folder, each read into one outcome.

SourceError            the source as a whole could not be read; its listings stay as they were
Rejected               one record that is no listing, with the reason; the rest goes on
"""

from collections.abc import Iterator
from typing import Protocol

from indexers.listing import Listing
from indexers.value import Value


class SourceError(Exception):
    """A source that cannot be read; the message says what was tried and what came back."""


class Rejected(Value):
    """A record that did not become a listing."""

    id: str  # source:native-id, or source:#position when it has none
    reason: str  # a plain sentence that names the field and what was expected


class Source(Protocol):
    """One kind of origin of listings."""

    name: str

    def records(self, origin: str) -> Iterator[object]:
        """Raw records of a URL or file, one by one. Raises SourceError."""
        ...

    def read(self, record: object, position: int) -> Listing | Rejected:
        """Turn the record at `position` (from 1) into a listing; never raises."""
        ...
