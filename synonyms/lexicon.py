"""Terms of an index with the number of listings they occur in: made by the indexer for the query.

The query chooses among readings by frequency, completes an unfinished word and finds the word meant
by a typo, all inside the index's own words, so that a correction never leads nowhere.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property

import orjson
from rapidfuzz import process
from rapidfuzz.distance import OSA

from synonyms.opposites import protected
from synonyms.tokens import fold

FORMAT = 1
# Words of this length may differ by one letter, the longer ones by two; shorter ones are too alike.
ONE_TYPO = 4
TWO_TYPOS = 8
# Beginnings up to this length have a ready list; one of 100,000 terms starts three letters at most
# some thousand times, which is quick to rank.
_SHORT = 2
_KEPT = 100  # terms per ready list, ten times what a suggestion box shows


class Lexicon:
    """Term -> number of listings, with look-ups by prefix, by folded form and by edit distance."""

    def __init__(self, documents: int, frequency: Mapping[str, int]) -> None:
        self.documents = max(0, documents)
        self._frequency = {term: count for term, count in frequency.items() if term and count > 0}

    def __len__(self) -> int:
        return len(self._frequency)

    def __contains__(self, term: object) -> bool:
        return term in self._frequency

    def prepare(self) -> "Lexicon":
        """Build the look-up tables now (0.6 s for 100,000 terms), not at the first query."""
        _ = self._folded, self._common, self._alike, self._tails
        return self

    def df(self, term: str) -> int:
        """Number of listings with the term; 0 when it is not in the index."""
        return self._frequency.get(term, 0)

    def idf(self, term: str) -> float:
        """Smoothed inverse document frequency, ln(1 + (N - df + 0.5) / (df + 0.5)), as in BM25."""
        count = min(self.df(term), self.documents)
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5))

    def weight(self, term: str) -> float:
        """`idf` scaled to 0..1, where 1 is a term in no listing."""
        most = math.log(1 + (self.documents + 0.5) / 0.5)
        return self.idf(term) / most

    def starting_with(self, prefix: str, limit: int) -> list[str]:
        """Terms with the prefix as written, then folded (aiti -> äiti), most frequent first."""
        wanted = fold(prefix)
        if not wanted or limit <= 0:
            return []
        found = self._common.get(wanted) if len(wanted) <= _SHORT else None
        if found is None:
            found = list(self._folded_from(wanted))
        ranked = sorted(found, key=lambda term: (not term.startswith(prefix), *self._rank(term)))
        return ranked[:limit]

    def folded(self, word: str) -> list[str]:
        """Terms that differ from the word in accents and case only, most frequent first."""
        wanted = fold(word)
        return sorted(self._folded_from(wanted, longer=False), key=self._rank)

    def near(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Terms a typo away as (term, distance), nearest first, then most frequent.

        Distance counts insertions, deletions, substitutions and swaps of neighbours: at most 1 for
        words of 4 to 7 letters, 2 for longer ones. The first letter may differ at distance 1 only;
        words with digits and opposites of the word are no candidates.
        """
        if len(word) < ONE_TYPO or limit <= 0 or _numbered(word):
            return []
        found = {term: 1 for term in self._other_first_letter(word)}
        most = 2 if len(word) >= TWO_TYPOS else 1
        for length in range(len(word) - most, len(word) + most + 1):
            terms = self._alike.get((fold(word[0]), length), ())
            for term, distance, _ in process.extract(
                word, terms, scorer=OSA.distance, score_cutoff=most, limit=None
            ):
                found[term] = int(distance)
        kept = [term for term in found if term != word and not protected(word, term)]
        kept.sort(key=lambda term: (found[term], *self._rank(term)))
        return [(term, found[term]) for term in kept[:limit]]

    def to_json(self) -> bytes:
        """Compact JSON: front-coded sorted terms with their counts."""
        rows: list[str | int] = []
        before = ""
        for term in sorted(self._frequency):
            same = _shared(before, term)
            rows.extend((same, term[same:], self._frequency[term]))
            before = term
        return orjson.dumps({"format": FORMAT, "documents": self.documents, "terms": rows})

    @classmethod
    def from_json(cls, text: bytes | str) -> "Lexicon":
        """Read what `to_json` wrote; raises ValueError on anything else."""
        data = orjson.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("This is no lexicon of a format this version reads.")
        frequency: dict[str, int] = {}
        rows, before = data["terms"], ""
        for same, rest, count in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
            before = before[:same] + rest
            frequency[before] = count
        return cls(data["documents"], frequency)

    def _rank(self, term: str) -> tuple[int, str]:
        return (-self._frequency[term], term)

    def _folded_from(self, wanted: str, longer: bool = True) -> Iterator[str]:
        """Terms whose folded form starts with (or, when not `longer`, is) the folded word."""
        for index in range(bisect_left(self._folded, (wanted, "")), len(self._folded)):
            folded, term = self._folded[index]
            if not (folded.startswith(wanted) if longer else folded == wanted):
                return
            yield term

    def _other_first_letter(self, word: str) -> set[str]:
        """Terms at distance 1 that begin with another letter: changed, lost, added or swapped."""
        beside = {word[1:], word[1] + word[0] + word[2:]}
        return {
            *self._tails.get(word[1:], ()),
            *self._tails.get(word, ()),
            *(term for term in beside if term in self._frequency),
        }

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        return sorted((fold(term), term) for term in self._frequency)

    @cached_property
    def _common(self) -> dict[str, list[str]]:
        """Most frequent terms per beginning of one and two letters, which too many terms share."""
        found: dict[str, list[str]] = {}
        for term in sorted(self._frequency, key=self._rank):
            folded = fold(term)
            for length in range(1, min(_SHORT, len(folded)) + 1):
                terms = found.setdefault(folded[:length], [])
                if len(terms) < _KEPT:
                    terms.append(term)
        return found

    @cached_property
    def _alike(self) -> dict[tuple[str, int], list[str]]:
        """Terms by folded first letter and length."""
        found: dict[tuple[str, int], list[str]] = {}
        for term in self._frequency:
            if not _numbered(term):
                found.setdefault((fold(term[0]), len(term)), []).append(term)
        return found

    @cached_property
    def _tails(self) -> dict[str, list[str]]:
        """Terms by what follows their first letter."""
        found: dict[str, list[str]] = {}
        for term in self._frequency:
            if not _numbered(term):
                found.setdefault(term[1:], []).append(term)
        return found


def _numbered(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _shared(a: str, b: str) -> int:
    """Length of the common beginning."""
    for index, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return index
    return min(len(a), len(b))
