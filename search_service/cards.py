"""What answers show of the documents of a build, in memory: rows of the companion index in, entries
out, so that the engine is asked for nothing but ids.
"""

import zlib
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray
from pydantic import TypeAdapter

from geo.point import Point
from indexers.index.document_rows import DocumentRow
from indexers.session import FOREVER, Session, next_occurrence
from search_service.settings import ZONE

Card = Mapping[str, Any]  # see indexers.index.card.card_of; not to be changed, as answers share it

SESSIONS: TypeAdapter[tuple[Session, ...]] = TypeAdapter(tuple[Session, ...])
REMEMBERED = 4096  # cards unpacked; what is shown is shown again


class CardHeld:
    """A card in use: its sessions are read once, and its next time is known until that comes."""

    def __init__(self, packed: bytes) -> None:
        self.card: Card = orjson.loads(zlib.decompress(packed))
        self._sessions: tuple[Session, ...] | None = None
        self._next: datetime | None = None
        self._known = FOREVER, FOREVER  # from when to when `_next` is right

    def next_session(self, now: datetime) -> datetime | None:
        """The next start of its sessions, in Finnish time; None when all are past."""
        if not self._known[0] <= now < self._known[1]:
            if self._sessions is None:
                self._sessions = SESSIONS.validate_python(self.card["sessions"])
            start = next_occurrence(self._sessions, now)
            self._known = now, start or FOREVER
            self._next = start and start.astimezone(ZONE)
        return self._next


class Entry(NamedTuple):
    """One document: its id, its listing's card, the place in it that the document stands for."""

    id: str
    held: CardHeld
    place: Mapping[str, Any] | None
    point: Point | None

    @property
    def card(self) -> Card:
        """What is shown of its listing."""
        return self.held.card

    @property
    def listing_id(self) -> str:
        """The listing that it belongs to."""
        return str(self.card["id"])

    @property
    def precision(self) -> str:
        """How closely its point is known; "none" without a place."""
        return str(self.place["precision"]) if self.place else "none"


class CardTable:
    """The cards of all listings, packed, by the first row of each."""

    def __init__(self, rows: Sequence[DocumentRow], first: NDArray[np.intp]) -> None:
        self._first = first
        self._unpacked = _unpacker([b64decode(row.card) for row in rows])

    def of(self, row: int) -> CardHeld:
        """The card of a row's listing."""
        return self._unpacked(int(self._first[row]))

    def number(self, row: int) -> int:
        """Which of its listing's documents the row is, from 0."""
        return row - int(self._first[row])


def _unpacker(cards: Sequence[bytes]) -> Callable[[int], CardHeld]:
    """What unpacks the card of a row. It knows nothing of its table, so that this goes as soon as
    another build is there, and does not wait for the collector of cycles."""
    end = np.cumsum([0, *map(len, cards)], dtype=np.intp)
    packed = b"".join(cards)

    @lru_cache(REMEMBERED)
    def unpack(row: int) -> CardHeld:
        return CardHeld(packed[end[row] : end[row + 1]])

    return unpack
