"""Answers that were given: by their questions in memory, to be told again.

While build and minute are the same an answer is still right: a popular one need not be made anew.
When the engine fails, one of a few minutes ago is better than none; it then says that it is old.
"""

import time
from collections import OrderedDict
from typing import NamedTuple

KEEP_S = 300.0  # how old an answer may be when the engine fails
LEAST_BYTES = 16_000_000  # in each worker, for when the engine fails
LARGEST_BYTES = 200_000  # one answer; a page of 20 hits has 30,000


class Kept(NamedTuple):
    """An answer as it was made; its tag tells build, minute and question."""

    build: str
    tag: str
    at: float  # of the monotonic clock
    body: bytes

    @property
    def age_s(self) -> float:
        """How long ago it was made."""
        return time.monotonic() - self.at


class KeptAnswers:
    """As many answers as fit; those that were not asked for the longest go first."""

    def __init__(self, popular_bytes: int) -> None:
        self._most = max(popular_bytes, LEAST_BYTES)
        self._popular = popular_bytes > 0
        self._held = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def popular(self, question: str, tag: str) -> bytes | None:
        """The body of an answer that is still right, where memory was given for such."""
        kept = self._kept.get(question)
        if not self._popular or kept is None or kept.tag != tag:
            return None
        self._kept.move_to_end(question)
        return kept.body

    def old(self, question: str, build: str) -> Kept | None:
        """The last answer of that build, unless it is too old."""
        kept = self._kept.get(question)
        return kept if kept and kept.build == build and kept.age_s <= KEEP_S else None

    def put(self, question: str, kept: Kept) -> None:
        """Keep an answer instead of the one before it."""
        if before := self._kept.pop(question, None):
            self._held -= len(before.body)
        if len(kept.body) > LARGEST_BYTES:
            return
        self._kept[question] = kept
        self._held += len(kept.body)
        while self._held > self._most:
            self._held -= len(self._kept.popitem(last=False)[1].body)
