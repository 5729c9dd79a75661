"""Words that are not what they should be yet: unfinished ones and misspelt ones, as terms."""

from rapidfuzz.distance import OSA

from indexers.index.terms import is_word
from search_service.understanding.importance import named_by
from search_service.understanding.term_weights import TermWeights, add
from synonyms.concepts import Concepts
from synonyms.label_words import label_words
from synonyms.lexicon import Lexicon
from synonyms.opposites import protected
from synonyms.typos import respellings
from synonyms.words import Word, analyze

TYPO = 0.8
PREFIX = 0.8
MIN_PREFIX = 2
MAX_PREFIXED = 24
COMPLETED = 4  # completions that are also read as the word that was meant
LONG = 8  # letters from which one slip is likelier than a compound that nobody uses


class Completion:
    """Completes and respells the words of one query."""

    def __init__(
        self, concepts: Concepts, lexicon: Lexicon, weights: TermWeights, lang: str
    ) -> None:
        self._concepts = concepts
        self._lexicon = lexicon
        self._labels = label_words(concepts)
        self._weights = weights
        self._lang = lang
        self.respelled: dict[str, str] = {}  # word as typed -> spelling that was used

    def begun(self, word: Word) -> dict[str, float]:
        """Terms of the words that begin like this one."""
        if len(word.surface) < MIN_PREFIX:
            return {}
        begun = self._lexicon.starting_with(word.surface, MAX_PREFIXED)
        begun += self._labels.starting_with(word.surface, COMPLETED)
        found = [
            name
            for name in dict.fromkeys(begun)
            if is_word(name) and not any(protected(lemma, name) for lemma in word.lemmas)
        ]
        terms = dict.fromkeys(found, PREFIX)
        for name in found[:COMPLETED]:
            matches = self._concepts.match(analyze(name, self._lang), self._lang)
            add(terms, self._weights.of_concepts(named_by(matches), PREFIX))
        return terms

    def respelt(self, word: Word) -> dict[str, float]:
        """Terms of the likeliest other spelling that the index or the concepts know."""
        for spelling in respellings(word.surface, self._lang, self._lexicon, self._labels):
            if not is_word(spelling) or (word.known and not _one_slip(word.surface, spelling)):
                continue
            read = analyze(spelling, self._lang)
            matches = self._concepts.match(read, self._lang)
            terms = self._weights.of_concepts(named_by(matches))
            for one in read:
                add(terms, self._weights.of_word(one))
            if terms:
                self.respelled[word.surface] = spelling
                return {name: weight * TYPO for name, weight in terms.items()}
        return {}


def _one_slip(word: str, spelling: str) -> bool:
    """Whether a word that could be a word (vapa-ehtois-työ) is more likely a slip of the pen."""
    return len(word) >= LONG and OSA.distance(word, spelling, score_cutoff=1) <= 1
