"""Names in order of their letters: a beginning in, the best entries whose name begins so out.

A look-up is two bisections, however many names there are, so that every key can be answered.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from heapq import nsmallest
from typing import Any, Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from synonyms.lexicon import ONE_TYPO
from synonyms.opposites import protected

E = TypeVar("E")
AFTER = "\U0010ffff"  # sorts after every letter
# Of whole words two mistakes are believed from eight letters on; beginnings are more alike.
TWO_TYPOS = 12
LONGEST = 60  # letters that are compared; what is longer is no name
# Beginnings with more names than this ("hel") are ranked once and remembered.
WIDE = 200
REMEMBERED = 4096
KEPT = 200  # of a wide beginning, more than any list of suggestions needs


class PrefixTable(Generic[E]):
    """Entries by folded name; an entry may have several names, and a name several entries."""

    def __init__(self, rows: Iterable[tuple[str, E]], rank: Callable[[E], Any]) -> None:
        ordered = sorted(rows, key=lambda row: row[0])
        self._names = [name for name, _ in ordered]
        self._entries = [entry for _, entry in ordered]
        self._rank = rank
        self._wide = lru_cache(REMEMBERED)(self._best)

    def starting_with(self, beginning: str, limit: int) -> list[E]:
        """At most `limit` entries (no more than KEPT) by rank, lowest first; each named once."""
        if not beginning:
            return []
        low, high = self._span(beginning)
        ranked = self._wide(low, high) if high - low > WIDE else self._best(low, high)
        return ranked[:limit]

    def near(self, beginning: str, limit: int) -> list[E]:
        """Entries whose name begins nearly so: one letter wrong, in long beginnings two.

        The first letter is taken as right, and so is the last, since what follows it is not typed
        yet; an opposite of the word is no typo of it.
        """
        size = len(beginning)
        if not ONE_TYPO <= size <= LONGEST or any(letter.isdigit() for letter in beginning):
            return []
        most = 2 if size >= TWO_TYPOS else 1
        low, high = self._span(beginning[0])
        cut = [name[: size + 1] for name in self._names[low:high]]
        # A beginning cut one letter too long is one more away than the beginning that is meant.
        rough = process.extract(
            beginning, cut, scorer=OSA.distance, score_cutoff=most + 1, limit=None
        )
        found = [(self._distance(beginning, low + index), low + index) for _, _, index in rough]
        kept = [
            (distance, self._entries[index])
            for distance, index in found
            if distance <= most and not protected(beginning, self._names[index])
        ]
        best = nsmallest(limit * 4, kept, key=lambda one: (one[0], self._rank(one[1])))
        return list(dict.fromkeys(entry for _, entry in best))[:limit]

    def _span(self, beginning: str) -> tuple[int, int]:
        low = bisect_left(self._names, beginning)
        return low, bisect_left(self._names, beginning + AFTER, lo=low)

    def _best(self, low: int, high: int) -> list[E]:
        best = nsmallest(KEPT, self._entries[low:high], key=self._rank)
        return list(dict.fromkeys(best))

    def _distance(self, beginning: str, index: int) -> int:
        """Edits to the likeliest beginning of the name that ends with the same letter."""
        size, name = len(beginning), self._names[index]
        cuts = (name[: size + more] for more in (-1, 0, 1))
        return min(
            (int(OSA.distance(beginning, cut)) for cut in cuts if cut[-1] == beginning[-1]),
            default=size,
        )
