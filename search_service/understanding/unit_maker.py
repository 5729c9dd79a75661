"""Makes units of analysed words: what must be found, and in which ways it can be."""

from collections.abc import Sequence

from search_service.understanding.completion import Completion
from search_service.understanding.compound_cuts import cuts
from search_service.understanding.importance import (
    FORM_HEADS,
    GENERIC,
    GENERIC_CONCEPTS,
    STRONG,
    Importance,
    named_by,
)
from search_service.understanding.term_weights import CONCEPT, CONCEPT_IN_COMPOUND, TermWeights, add
from search_service.understanding.units import MAX_UNITS, Unit
from synonyms.concepts import ConceptMatch, Concepts
from synonyms.label_words import label_words
from synonyms.lexicon import Lexicon
from synonyms.stopwords import telling_words
from synonyms.thesaurus import Thesaurus
from synonyms.words import Word, analyze

IMPLIED = 1.0  # a need told by a phrase weighs as much as the rarest thing named
FARTHER = 0.9  # each further idea that a phrase leads to
BOTH = 0.25  # what the words add to the idea, or the idea to the words
PHRASE_PIECES = 0.9  # eläkeläisten kuoro met by eläkeläinen and kuoro
PIECES = 0.75  # kuntosaliryhmä met by kuntosali and ryhmä
MODIFIER = 0.7  # hävikki of hävikkiruoka in hävikkilounas


class UnitMaker:
    """Makes the units of one query for one build's lexicon."""

    def __init__(
        self, concepts: Concepts, lexicon: Lexicon, lang: str, thesaurus: Thesaurus | None = None
    ) -> None:
        self._concepts = concepts
        self._thesaurus = thesaurus
        self._labels = label_words(concepts)
        self._weights = TermWeights(concepts, lexicon)
        self._completion = Completion(concepts, lexicon, self._weights, lang)
        self._importance = Importance(self._weights, lang, 0)
        self._lang = lang

    @property
    def respelled(self) -> dict[str, str]:
        """Words as typed with the spelling that was used instead."""
        return self._completion.respelled

    def units(self, words: Sequence[Word], unfinished: bool) -> list[Unit]:
        """Units of content words; `unfinished`: the last word may be only begun."""
        return [unit for unit, _ in self.units_by_word(words, unfinished)]

    def units_by_word(
        self, words: Sequence[Word], unfinished: bool
    ) -> list[tuple[Unit, Sequence[Word]]]:
        """Units, each with its words; words that tell nothing count only within a phrase."""
        telling = telling_words(words, self._lang)
        self._importance = Importance(self._weights, self._lang, len(telling))
        matches = self._concepts.match(words, self._lang)
        found: list[tuple[Unit, Sequence[Word]]] = []
        index = 0
        while index < len(words):
            mine = [match for match in matches if match.words[0] == index]
            size = max((match.words[1] - index for match in mine), default=1)
            own = words[index : index + size]
            last = unfinished and index + size == len(words)
            index += size
            if size > 1:
                found.append((self._phrase(own, mine, last), own))
            elif own[0] in telling:
                found.append((self._unit(own[0], mine, last), own))
        return found[:MAX_UNITS]

    def implied(self, concepts: Sequence[str], told: Sequence[Unit]) -> Unit:
        """A unit for ideas that words imply without naming them, the nearest idea first.

        The words themselves satisfy it too, and both together best.
        """
        terms: dict[str, float] = {}
        for step, name in enumerate(concepts):
            add(terms, self._weights.of_concepts([name], CONCEPT * FARTHER**step))
        return Unit(
            text=" ".join(unit.text for unit in told),
            terms=terms,
            weight=IMPLIED,
            pieces=tuple(told),
            piece_worth=PHRASE_PIECES,
            all_pieces=False,
            shared=BOTH,
            implied=True,
        )

    def _phrase(self, words: Sequence[Word], matches: Sequence[ConceptMatch], last: bool) -> Unit:
        """Several words that name a concept together; each may also be met by itself."""
        terms = self._weights.of_concepts(match.concept for match in matches)
        pieces = []
        for word in telling_words(words, self._lang):
            own = self._concepts.match([word], self._lang)
            pieces.append(self._unit(word, own, last and word is words[-1]))
        return Unit(
            text=" ".join(word.surface for word in words),
            terms=terms,
            weight=max(self._importance.rarity(terms), *(piece.weight for piece in pieces)),
            pieces=tuple(pieces),
            piece_worth=PHRASE_PIECES,
            all_pieces=max(terms.values(), default=0.0) >= STRONG,
        )

    def _unit(self, word: Word, matches: Sequence[ConceptMatch], unfinished: bool) -> Unit:
        whole = [match for match in matches if match.via == "lemma" or not word.parts]
        terms = self._terms(word, whole)
        if self._thesaurus and not matches:
            add(terms, self._weights.of_thesaurus(self._thesaurus.names([word], self._lang)))
        met = bool(terms)
        if unfinished and not (word.known and word.surface in word.lemmas):
            add(terms, self._completion.begun(word))
        if not terms and not whole:
            add(terms, self._completion.respelt(word))
        pieces = self._pieces(word) if met or not terms else ()
        add(terms, self._weights.of_head(self._head(word)))
        return Unit(
            text=word.surface,
            terms=terms,
            weight=self._importance.of(word, whole, terms, pieces),
            pieces=pieces,
            piece_worth=PIECES if pieces else 0.0,
            all_pieces=met and not FORM_HEADS.intersection(word.parts[-1:]),
            key=self._importance.is_key(word),
            specific=self._importance.is_specific(whole, terms),
        )

    def _terms(self, word: Word, matches: Sequence[ConceptMatch]) -> dict[str, float]:
        terms = self._weights.of_word(word)
        add(terms, self._weights.of_concepts(named_by(matches)))
        add(terms, self._weights.of_audiences(named_by(matches)))
        add(terms, self._weights.of_concepts(named_by(matches, "part"), CONCEPT_IN_COMPOUND))
        return terms

    def _pieces(self, word: Word) -> tuple[Unit, ...]:
        """Units of a compound's parts, cut where the index knows most of the pieces."""
        found = cuts(word, self._labels)
        if not found:
            return ()
        cut = max(found, key=lambda pieces: (self._share_known(pieces), -len(pieces)))
        read = [words[0] for piece in cut if (words := analyze(piece, self._lang))]
        return tuple(self._piece(one, head=one is read[-1]) for one in read)

    def _piece(self, word: Word, head: bool) -> Unit:
        """A part; what comes before the head means less where it stands in a third compound."""
        matches = self._concepts.match([word], self._lang)
        terms = self._terms(word, matches)
        if not head:
            terms = {
                name: worth * (MODIFIER if name[:2] in ("zp", "zq") else 1.0)
                for name, worth in terms.items()
            }
        weight = self._importance.of(word, matches, terms)
        if head and word.surface in FORM_HEADS:
            weight *= GENERIC
        return Unit(word.surface, terms, weight)

    def _head(self, word: Word) -> list[str]:
        """Concepts that a compound is a kind of."""
        if len(word.parts) < 2:
            return []
        matches = self._concepts.match(analyze(word.parts[-1], self._lang)[:1], self._lang)
        return [name for name in named_by(matches) if name not in GENERIC_CONCEPTS]

    def _share_known(self, pieces: Sequence[str]) -> float:
        return sum(bool(self._weights.df(piece)) for piece in pieces) / len(pieces)
