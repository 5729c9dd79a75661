"""From the words of a query to units: what must be found, each with the terms that satisfy it.

A unit is one idea of the query (a word or a phrase that names a concept). Its terms carry weights,
so that an exact word stands above a compound that holds it, and that above a broader concept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from indexers.index_terms import is_word, term
from synonyms.concepts import ConceptMatch, Concepts
from synonyms.lexicon import Lexicon
from synonyms.words import Word

# How well a term satisfies the unit, from the word itself down to ideas near it.
EXACT = 1.0
OTHER_READING = 0.7  # kuusi: the tree or the number
CONCEPT = 0.95  # another word or language for the same thing
TYPO = 0.8
PREFIX = 0.8
IN_COMPOUND = 0.75  # tanssi in lavatanssi
CONCEPT_IN_COMPOUND = 0.8
ROOT = 0.55  # laulaa for laulaminen
NARROWER = 0.6  # asked for exercise, found yoga
FAR_NARROWER = 0.4
RELATED = 0.35

# What part of the query's weight a listing must satisfy. With two units of like weight one is not
# enough; of three, two are.
LEAST = 0.55
MAX_UNITS = 8
MIN_PREFIX = 2
MAX_PREFIXED = 24
VERB = 0.4  # a verb says less about what is looked for than a noun does


@dataclass(frozen=True, slots=True)
class Unit:
    """One idea: its words as typed, its terms with weights (0..1], its share of the query."""

    text: str
    terms: Mapping[str, float]
    weight: float


class UnitMaker:
    """Makes units for one build's lexicon."""

    def __init__(self, concepts: Concepts, lexicon: Lexicon) -> None:
        self._concepts = concepts
        self._lexicon = lexicon

    def units(
        self, words: Sequence[Word], matches: Sequence[ConceptMatch], unfinished: bool
    ) -> list[Unit]:
        """Units of content words; `unfinished`: the last word may be only begun."""
        units = []
        for index, word in enumerate(words):
            mine = [match for match in matches if match.words[0] <= index < match.words[1]]
            if any(match.words[0] < index for match in mine if match.via == "lemma"):
                continue  # the phrase made its unit at its first word
            last = unfinished and index == len(words) - 1
            units.append(self._unit(word, mine, last))
        return units[:MAX_UNITS]

    def _unit(self, word: Word, matches: Sequence[ConceptMatch], unfinished: bool) -> Unit:
        terms = self._word_terms(word)
        for match in matches:
            _add(terms, self._concept_terms(match))
        known = {name: weight for name, weight in terms.items() if self._lexicon.df(name)}
        if unfinished and not self._finished(word, matches):
            _add(known, self._begun(word.surface))
        if not known and not word.known and not matches:
            _add(known, self._mistyped(word.surface))
        return Unit(word.surface, known or terms, self._weight(word, known))

    def _word_terms(self, word: Word) -> dict[str, float]:
        terms = {term("", word.surface): EXACT}
        readings = sorted(word.lemmas, key=self._lexicon.df, reverse=True)
        for rank, lemma in enumerate(readings):
            weight = EXACT if rank == 0 else OTHER_READING
            _add(terms, {term("", lemma): weight, term("zp", lemma): weight * IN_COMPOUND})
            _add(terms, {term("zr", lemma): weight * ROOT})
        for root in word.roots:
            _add(terms, {term("", root): ROOT, term("zr", root): ROOT * ROOT})
        return terms

    def _concept_terms(self, match: ConceptMatch) -> dict[str, float]:
        weight = CONCEPT if match.via == "lemma" else CONCEPT_IN_COMPOUND
        name = match.concept
        terms = {
            term("zc", name): weight,
            term("zq", name): weight * CONCEPT_IN_COMPOUND,
            term("zb", name): weight * NARROWER,
            term("zd", name): weight * FAR_NARROWER,
        }
        concept = self._concepts.get(name)
        for other in concept.related if concept else ():
            _add(terms, {term("zc", other): weight * RELATED})
        return terms

    def _finished(self, word: Word, matches: Sequence[ConceptMatch]) -> bool:
        return bool(matches) or any(self._lexicon.df(term("", lemma)) for lemma in word.lemmas)

    def _begun(self, start: str) -> dict[str, float]:
        if len(start) < MIN_PREFIX:
            return {}
        found = self._lexicon.starting_with(start, MAX_PREFIXED)
        return {name: PREFIX for name in found if is_word(name)}

    def _mistyped(self, surface: str) -> dict[str, float]:
        folded = dict.fromkeys(self._lexicon.folded(surface), EXACT)
        near = (name for name, _ in self._lexicon.near(surface, 6) if is_word(name))
        return folded or dict.fromkeys(islice(near, 3), TYPO)

    def _weight(self, word: Word, known: Mapping[str, float]) -> float:
        """How telling the unit is: rare ideas more than common ones, verbs less than nouns."""
        strong = [name for name, weight in known.items() if weight >= TYPO]
        weight = min((self._lexicon.weight(name) for name in strong or known), default=1.0)
        return weight * (VERB if word.kind == "verb" else 1.0)


def enough(units: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """The smallest sets of units that carry enough of the query's weight: any one must be found."""
    total = sum(unit.weight for unit in units)
    found: list[tuple[int, ...]] = []
    for size in range(1, len(units) + 1):
        for chosen in combinations(range(len(units)), size):
            if any(set(smaller) <= set(chosen) for smaller in found):
                continue
            if sum(units[index].weight for index in chosen) >= total * LEAST:
                found.append(chosen)
    return [tuple(units[index] for index in chosen) for chosen in found]


def _add(terms: dict[str, float], more: Mapping[str, float]) -> None:
    """Keep the better weight of a term."""
    for name, weight in more.items():
        terms[name] = max(weight, terms.get(name, 0.0))


def all_terms(units: Iterable[Unit]) -> frozenset[str]:
    """Every term of the units."""
    return frozenset(name for unit in units for name in unit.terms)
