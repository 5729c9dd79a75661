"""What ranking has to know of every document of a build, in memory: rows of the companion index in,
arrays out, so that a pool of hits is ranked at once and comes from the engine without its words.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from indexers.index.document_rows import DocumentRow, name_code
from indexers.index.packing import WORD_PARTS
from indexers.index.term_codes import FIELD_BITS, code_of, codes_in
from indexers.listing import PRECISE

Rows = NDArray[np.intp]
Worths = NDArray[np.float64]
Traits = Mapping[str, Any]

# What a match in a field is worth, the best first. A title names the thing; a description may
# mention anything.
FIELDS = {"title_terms": 1.0, "summary_terms": 0.85, "context_terms": 0.75, "body_terms": 0.68}
# The middle of an area counts as at least so far away: about as far as people live from the middle
# of their postal code's area (villages: 2.6 km at the median, measured) or of their municipality.
COARSE_M = {"postcode": 2_000}
COARSEST_M = 5_000
NO_SESSION = 2**53  # epoch seconds: after every listing that meets
_WORTH = np.array([FIELDS[name] for name in WORD_PARTS])
_CODE = ~np.uint32(FIELD_BITS)
_SIEVE = 12  # bits: a table that fits into the nearest cache
_REST = np.uint32(32 - _SIEVE)


class RankingTable:
    """Of each row: its listing's words, how closely its place is known, when it next meets."""

    def __init__(self, rows: Sequence[DocumentRow], first: Rows) -> None:
        coarse = [_least_metres(row.precision) for row in rows]
        starts = [NO_SESSION if row.next_start is None else row.next_start for row in rows]
        self.least_m = np.array(coarse, dtype=np.float64)
        self.next_start = np.array(starts, dtype=np.int64)
        self.title = np.array([row.title for row in rows], dtype=np.uint32)
        self.organisation = np.array([row.organisation for row in rows], dtype=np.uint32)
        texts = dict.fromkeys(row.traits for row in rows)  # few differ
        known = {text: orjson.loads(text) for text in texts}
        self._traits: list[Traits] = [known[row.traits] for row in rows]
        words = [codes_in(row.words) for row in rows]
        self._codes = np.frombuffer(b"".join(words), dtype="<u4")
        lengths = np.array([len(one) // 4 for one in words], dtype=np.intp)
        # The words stand on a listing's first row, and count for its other rows too.
        self._length = lengths[first]
        self._start = (np.cumsum(lengths) - lengths)[first]

    def worths(self, rows: Rows, names: Collection[str]) -> Mapping[str, Worths]:
        """What each of the terms is worth in each of the rows: 0 where its listing lacks it.

        Terms that all of them lack are left out.
        """
        if not (len(self._codes) and len(rows) and names):
            return {}
        start, lengths = self._start[rows], self._length[rows]
        parts = zip(start.tolist(), (start + lengths).tolist(), strict=True)
        codes = np.concatenate([self._codes[low:high] for low, high in parts])
        terms = [*names]
        keys = np.array([code_of(name) for name in terms], dtype=np.uint32)
        maybe = _sieved(codes, keys)  # most codes are none of the keys
        order, wanted = np.argsort(keys), codes[maybe] & _CODE
        place = order[np.minimum(keys.searchsorted(wanted, sorter=order), len(keys) - 1)]
        same = keys[place] == wanted
        met, found = maybe[same], np.zeros((len(terms), len(rows)))
        owner = np.cumsum(lengths).searchsorted(met, side="right")
        found[place[same], owner] = _WORTH[codes[met] & FIELD_BITS]
        return {terms[number]: found[number] for number in np.flatnonzero(found.any(axis=1))}

    def traits(self, rows: Rows) -> list[Traits]:
        """What each row's listing is, by attribute: see TRAITS."""
        return [self._traits[row] for row in rows.tolist()]

    def named(self, rows: Rows, typed: str) -> NDArray[np.bool_]:
        """Whether each listing's title, or its organisation's name, is what was typed."""
        if not typed.strip():
            return np.zeros(len(rows), dtype=bool)
        code = name_code(typed)
        found: NDArray[np.bool_] = (self.title[rows] == code) | (self.organisation[rows] == code)
        return found

    def worth(self, row: int, names: Collection[str]) -> dict[str, float]:
        """The terms that one row has, with their worth."""
        found = self.worths(np.array([row], dtype=np.intp), names)
        return {name: float(values[0]) for name, values in found.items()}


def _sieved(codes: NDArray[np.uint32], keys: NDArray[np.uint32]) -> Rows:
    """Where the codes may be among the keys, by their first bits."""
    wanted = np.zeros(2**_SIEVE, dtype=bool)
    wanted[keys >> _REST] = True
    # `take` of the very type of an index takes half of the time.
    return np.flatnonzero(wanted.take((codes >> _REST).astype(np.intp)))


def _least_metres(precision: str) -> float:
    return 0 if precision in PRECISE else COARSE_M.get(precision, COARSEST_M)
