"""How well each term of the index satisfies a word or a concept of a query, 0..1."""

from collections.abc import Iterable, Mapping

from indexers.index.terms import term
from synonyms.audiences import audiences_of
from synonyms.concepts import Concepts
from synonyms.lexicon import Lexicon
from synonyms.needs import needs_of
from synonyms.words import Word

EXACT = 1.0
CONCEPT = 0.95  # another word, or another language, for the same thing
MADE_FOR = 0.95  # asked for pensioners, found something for people over 65
NARROWER = 0.85  # asked for exercise, found yoga: it is exercise
CONCEPT_IN_COMPOUND = 0.8
IN_COMPOUND = 0.75  # tanssi in lavatanssi
FAR_NARROWER = 0.7
OTHER_READING = 0.7  # kuusi: the tree, or the number
ROOT = 0.55  # laulaa for laulaminen
SAME_NEED = 0.45  # asked for loneliness, found a visiting friend
WELCOME = 0.4  # asked for pensioners, found something where they are welcome too
BROADER = 0.55  # asked for Alzheimer's, found memory illnesses: a help for more is a help
HEAD = 0.4  # asked for a men's choir, found a choir
THESAURUS = 0.5  # another word for it that nobody has reviewed: below a reviewed narrower one
RELATED = 0.35


class TermWeights:
    """The terms of one build's index."""

    def __init__(self, concepts: Concepts, lexicon: Lexicon) -> None:
        self._concepts = concepts
        self._lexicon = lexicon

    def of_word(self, word: Word) -> dict[str, float]:
        """Terms that the word satisfies by its forms, as far as the index has them."""
        terms = {term("", word.surface): EXACT}
        readings = sorted(word.lemmas, key=self.df, reverse=True)
        for rank, lemma in enumerate(readings):
            weight = EXACT if rank == 0 else OTHER_READING
            add(terms, {term("", lemma): weight, term("zp", lemma): weight * IN_COMPOUND})
            add(terms, {term("zr", lemma): weight * ROOT})
        for root in word.roots if not word.parts else ():
            add(terms, {term("", root): ROOT, term("zr", root): ROOT * ROOT})
        return self._indexed(terms)

    def of_concepts(self, names: Iterable[str], worth: float = CONCEPT) -> dict[str, float]:
        """Terms that satisfy any of the concepts, as far as the index has them."""
        terms: dict[str, float] = {}
        for name in names:
            add(terms, self._of_concept(name, worth))
        return self._indexed(terms)

    def of_audiences(self, names: Iterable[str], worth: float = CONCEPT) -> dict[str, float]:
        """Terms of listings made for, or open to, the people whom the concepts name."""
        terms: dict[str, float] = {}
        for audience in (audience for name in names for audience in audiences_of(name)):
            add(terms, {term("zs", audience.id): worth * MADE_FOR})
            add(terms, {term("za", audience.id): worth * WELCOME})
        return self._indexed(terms)

    def of_thesaurus(self, names: Iterable[str]) -> dict[str, float]:
        """Terms of concepts of the imported thesaurus, as far as the index has them."""
        return self._indexed({term("zk", name): THESAURUS for name in names})

    def of_head(self, names: Iterable[str]) -> dict[str, float]:
        """Terms of what a compound is a kind of, named by itself: kuoro for mieskuoro."""
        terms: dict[str, float] = {}
        for name in names:
            add(terms, {term("zc", name): HEAD, term("zq", name): HEAD * CONCEPT_IN_COMPOUND})
        return self._indexed(terms)

    def df(self, lemma: str) -> int:
        """Listings with the lemma."""
        return self._lexicon.df(term("", lemma))

    def rarity(self, terms: Mapping[str, float], least: float) -> float:
        """0..1: how few listings have the commonest of the terms of at least this weight."""
        strong = [name for name, weight in terms.items() if weight >= least] or [*terms]
        return min((self._lexicon.weight(name) for name in strong), default=1.0)

    def _of_concept(self, name: str, worth: float) -> dict[str, float]:
        terms = {
            term("zc", name): worth,
            term("zq", name): worth * CONCEPT_IN_COMPOUND,
            term("zb", name): worth * NARROWER,
            term("zd", name): worth * FAR_NARROWER,
        }
        concept = self._concepts.get(name)
        for other in concept.related if concept else ():
            add(terms, {term("zc", other): worth * RELATED})
        for need in needs_of([name]):
            add(terms, {term("zn", need): worth * SAME_NEED})
            for above in concept.broader if concept else ():
                add(terms, {term("zc", above): worth * BROADER, term("zq", above): worth * BROADER})
        return terms

    def _indexed(self, terms: Mapping[str, float]) -> dict[str, float]:
        return {name: weight for name, weight in terms.items() if self._lexicon.df(name)}


def add(terms: dict[str, float], more: Mapping[str, float]) -> None:
    """Keep the better weight of each term."""
    for name, weight in more.items():
        terms[name] = max(weight, terms.get(name, 0.0))
