"""Units: the ideas of a query, each with the terms that satisfy it.

Terms carry weights, so that an exact word stands above a compound that holds it, and that above a
broader concept. A compound that the index does not know is satisfied by its pieces together.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from synonyms.lexicon import Lexicon

Amounts = NDArray[np.float64] | float  # of several listings at once, or the same for all

# What part of a query's (or a compound's) weight must be satisfied. Of two like units one is not
# enough; of three, two are.
LEAST = 0.55
MAX_UNITS = 8  # subsets are enumerated; a longer query is a sentence, whose rest only ranks


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One idea: its words as typed, its terms with weights (0..1], its share of the query.

    `pieces` are the units of a compound's parts; they satisfy the unit together, at `piece_worth`.
    """

    text: str
    terms: Mapping[str, float]
    weight: float
    pieces: tuple["Unit", ...] = ()
    piece_worth: float = 0.0
    all_pieces: bool = True  # every piece is needed; otherwise enough of their weight
    shared: float = 0.0  # share of the worth that needs both the terms and the pieces
    implied: bool = False  # a need that a phrase tells: enough by itself
    specific: bool = False  # a concept that alone says what is looked for
    key: bool = False  # a thing by its own name: if the index lacks it, nothing else will do

    @property
    def absent(self) -> bool:
        """Whether no listing can satisfy it."""
        return not self.terms and not any(not piece.absent for piece in self.pieces)

    def term_names(self) -> Iterator[str]:
        """All terms, the pieces' included."""
        yield from self.terms
        for piece in self.pieces:
            yield from piece.term_names()

    def only(self, names: Collection[str]) -> "Unit":
        """The unit with no other terms than these."""
        terms = {name: weight for name, weight in self.terms.items() if name in names}
        return replace(self, terms=terms, pieces=tuple(one.only(names) for one in self.pieces))

    def satisfaction(self, worth: Mapping[str, NDArray[np.float64]]) -> Amounts:
        """How well listings satisfy it, 0..1; `worth` has what each term is worth in each."""
        met = [weight * worth[name] for name, weight in self.terms.items() if name in worth]
        by_terms = reduce(np.maximum, met) if met else 0.0
        if not self.pieces:
            return by_terms
        by_pieces = self.piece_worth * self._together(worth)
        more, less = np.maximum(by_terms, by_pieces), np.minimum(by_terms, by_pieces)
        satisfied: Amounts = more * (1 - self.shared) + less * self.shared
        return satisfied

    def best(self, worth: Mapping[str, float]) -> tuple[str, float] | None:
        """The term that satisfies it best, with how well; of its pieces when only they do."""
        own = [(name, weight * worth[name]) for name, weight in self.terms.items() if name in worth]
        if not own:
            own = [found for piece in self.pieces if (found := piece.best(worth))]
        return max(own, key=lambda found: found[1], default=None)

    def _together(self, worth: Mapping[str, NDArray[np.float64]]) -> Amounts:
        met = [(piece.weight, piece.satisfaction(worth)) for piece in self.pieces]
        total = sum(weight for weight, _ in met)
        least = 1.0 if self.all_pieces else LEAST
        share = sum(weight * np.greater(value, 0) for weight, value in met)
        value = sum(weight * value for weight, value in met) / total
        return np.where(share < total * least, 0.0, value)


def enough(units: Sequence[Unit], least: float = LEAST) -> list[tuple[Unit, ...]]:
    """The smallest sets of units with enough of the weight: a listing must satisfy one of them."""
    total = sum(unit.weight for unit in units)
    found: list[frozenset[int]] = []
    for size in range(1, len(units) + 1):
        for chosen in combinations(range(len(units)), size):
            if any(smaller <= set(chosen) for smaller in found):
                continue
            if sum(units[index].weight for index in chosen) >= total * least - 1e-9:
                found.append(frozenset(chosen))
    return [tuple(units[index] for index in sorted(chosen)) for chosen in found]


def share_of(units: Sequence[Unit], lexicon: Lexicon) -> float:
    """About the share of all listings that satisfies one of the units, 0..1; 1 without any."""
    if not units or not len(lexicon):
        return 1.0
    held = (sum(map(lexicon.df, unit.term_names())) for unit in units)
    return min(1.0, max(held) / lexicon.documents)


def relevance(units: Sequence[Unit], worth: Mapping[str, NDArray[np.float64]]) -> Amounts:
    """The satisfied share of the query's weight, 0..1; 1 when nothing was asked."""
    total = sum(unit.weight for unit in units)
    if not total:
        return 1.0
    return sum(unit.weight * unit.satisfaction(worth) for unit in units) / total


def all_terms(units: Iterable[Unit]) -> frozenset[str]:
    """Every term of the units."""
    return frozenset(name for unit in units for name in unit.term_names())
