"""Makes units of analysed words: what must be found, and how telling each part of it is."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from indexers.index_terms import is_word
from search_service.term_weights import CONCEPT, CONCEPT_IN_COMPOUND, TermWeights, add
from search_service.units import MAX_UNITS, Unit
from synonyms.audiences import audiences_of
from synonyms.concepts import ConceptMatch, Concepts
from synonyms.label_words import label_words
from synonyms.lexicon import Lexicon
from synonyms.opposites import protected
from synonyms.typos import respellings
from synonyms.words import Word, analyze

TYPO = 0.8
PREFIX = 0.8
IMPLIED = 1.0  # a need told by a phrase weighs as much as the rarest thing named
FARTHER = 0.9  # each further idea that a phrase leads to
BOTH = 0.25  # what the words add to the idea, or the idea to the words
PIECES = 0.75  # kuntosaliryhmä met by kuntosali and ryhmä
MODIFIER = 0.7  # hävikki of hävikkiruoka in hävikkilounas
PHRASE_PIECES = 0.9  # eläkeläisten kuoro met by eläkeläinen and kuoro
STRONG = 0.8  # terms of at least this weight tell how rare an idea is

MIN_PREFIX = 2
MAX_PREFIXED = 24
COMPLETED = 4  # of them are read as the word that was meant
# What a word that no listing has still asks for. A name or a noun in a short query is the thing
# itself; in a sentence most words only tell the story.
ABSENT = {"verb": 0.15, "adjective": 0.2, "other": 0.2}
ABSENT_IN_SENTENCE = {"noun": 0.45, "verb": 0.1, "adjective": 0.15, "other": 0.1}
UNKNOWN = 1.0  # no dictionary knows it: a name, most likely
SEAM_HEAD, SEAM_TAIL = 4, 4  # letters on either side of a seam
LONG = 8  # letters from which one slip is likelier than a compound that nobody uses
SPECIFIC = 0.45  # rarity from which a concept alone tells what is looked for
SENTENCE = 4  # content words
# How much a word that is no noun and names no concept says about what is looked for.
LESSER = {"verb": 0.4, "adjective": 0.7, "other": 0.6}
AUDIENCE = 0.6  # for whom says less than what
GENERIC = 0.2  # group, course, club: what almost every listing is
GENERIC_CONCEPTS = frozenset(
    [
        *("hobby", "club", "course", "group_activity", "event", "lesson", "activity"),
        *("workshop", "association", "advice", "volunteer_group"),
    ]
)


class UnitMaker:
    """Makes units for one build's lexicon."""

    def __init__(self, concepts: Concepts, lexicon: Lexicon, lang: str) -> None:
        self._concepts = concepts
        self._lexicon = lexicon
        self._labels = label_words(concepts)
        self._weights = TermWeights(concepts, lexicon)
        self._lang = lang
        self._sentence = False
        self.respelled: dict[str, str] = {}  # word as typed -> spelling that was used

    def units(self, words: Sequence[Word], unfinished: bool) -> list[Unit]:
        """Units of content words; `unfinished`: the last word may be only begun."""
        return [unit for unit, _ in self.units_by_word(words, unfinished)]

    def units_by_word(
        self, words: Sequence[Word], unfinished: bool
    ) -> list[tuple[Unit, Sequence[Word]]]:
        """Units, each with its words."""
        self._sentence = len(words) >= SENTENCE
        matches = self._concepts.match(words, self._lang)
        found: list[tuple[Unit, Sequence[Word]]] = []
        index = 0
        while index < len(words):
            mine = [match for match in matches if match.words[0] == index]
            size = max((match.words[1] - index for match in mine), default=1)
            last = unfinished and index + size == len(words)
            if size > 1:
                unit = self._phrase(words[index : index + size], mine, last)
            else:
                unit = self._unit(words[index], mine, last)
            found.append((unit, words[index : index + size]))
            index += size
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
        named = max(terms.values(), default=0.0) >= STRONG
        pieces = []
        for word in words:
            own = self._concepts.match([word], self._lang)
            pieces.append(self._unit(word, own, last and word is words[-1]))
        weight = max(self._weights.rarity(terms, STRONG), *(piece.weight for piece in pieces))
        text = " ".join(word.surface for word in words)
        return Unit(text, terms, weight, tuple(pieces), PHRASE_PIECES, all_pieces=named)

    def _unit(self, word: Word, matches: Sequence[ConceptMatch], unfinished: bool) -> Unit:
        whole = [match for match in matches if match.via == "lemma" or not word.parts]
        terms = self._terms(word, whole)
        met = bool(terms)
        if unfinished and not (word.known and word.surface in word.lemmas):
            add(terms, self._begun(word))
        if not terms and not whole:
            add(terms, self._mistyped(word))
        pieces = self._pieces(word) if met or not terms else ()
        add(terms, self._weights.of_head(self._head(word)))
        return Unit(
            text=word.surface,
            terms=terms,
            weight=self._weight(word, whole, terms, pieces),
            pieces=pieces,
            piece_worth=PIECES if pieces else 0.0,
            all_pieces=met,
            key=self._is_key(word),
            specific=self._is_specific(whole, terms),
        )

    def _is_key(self, word: Word) -> bool:
        """Whether it names the thing itself; kinds of words are known of Finnish only."""
        named = word.kind in ("noun", "name", "place") or self._lang != "fi"
        return word.known and named and not self._sentence

    def _is_specific(self, matches: Sequence[ConceptMatch], terms: Mapping[str, float]) -> bool:
        """Whether it alone says what is looked for."""
        named = [name for name in _named(matches, "lemma") if name not in GENERIC_CONCEPTS]
        people = all(audiences_of(name) for name in named)
        return bool(named) and not people and self._weights.rarity(terms, STRONG) >= SPECIFIC

    def _terms(self, word: Word, matches: Sequence[ConceptMatch]) -> dict[str, float]:
        terms = self._weights.of_word(word)
        add(terms, self._weights.of_concepts(_named(matches, "lemma")))
        add(terms, self._weights.of_audiences(_named(matches, "lemma")))
        add(terms, self._weights.of_concepts(_named(matches, "part"), CONCEPT_IN_COMPOUND))
        return terms

    def _pieces(self, word: Word) -> tuple[Unit, ...]:
        """Units of a compound's parts, cut where the index knows most of the pieces."""
        if len(word.parts) < 2:
            return self._at_seam(word)
        cuts = [list(word.parts), *_longer_cuts(word)]
        cut = max(cuts, key=lambda pieces: (self._share_known(pieces), -len(pieces)))
        read = [analyze(piece, self._lang)[0] for piece in cut]
        return tuple(self._piece(one, head=one is read[-1]) for one in read)

    def _at_seam(self, word: Word) -> tuple[Unit, ...]:
        """Units of an unknown compound where a label shows its seam: pyörätuoli-koris."""
        for lemma in () if word.known else word.lemmas:
            for cut in range(SEAM_HEAD, len(lemma) - SEAM_TAIL + 1):
                if lemma[cut:] in self._labels:
                    read = [analyze(piece, self._lang) for piece in (lemma[:cut], lemma[cut:])]
                    return tuple(self._piece(one[0], head=one is read[1]) for one in read if one)
        return ()

    def _piece(self, word: Word, head: bool) -> Unit:
        """A part; what comes before the head means less where it stands in a third compound."""
        matches = self._concepts.match([word], self._lang)
        terms = self._terms(word, matches)
        if not head:
            terms = {
                name: worth * (MODIFIER if name[:2] in ("zp", "zq") else 1.0)
                for name, worth in terms.items()
            }
        return Unit(word.surface, terms, self._weight(word, matches, terms, ()))

    def _head(self, word: Word) -> list[str]:
        """Concepts that a compound is a kind of."""
        if len(word.parts) < 2:
            return []
        matches = self._concepts.match(analyze(word.parts[-1], self._lang)[:1], self._lang)
        return [name for name in _named(matches, "lemma") if name not in GENERIC_CONCEPTS]

    def _share_known(self, pieces: Sequence[str]) -> float:
        return sum(bool(self._weights.df(piece)) for piece in pieces) / len(pieces)

    def _begun(self, word: Word) -> dict[str, float]:
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
            add(terms, self._weights.of_concepts(_named(matches, "lemma"), PREFIX))
        return terms

    def _mistyped(self, word: Word) -> dict[str, float]:
        """Terms of the likeliest other spelling that the index or the concepts know."""
        spellings = respellings(word.surface, self._lang, self._lexicon, self._labels)
        for spelling in spellings:
            if not is_word(spelling) or (word.known and not _one_slip(word.surface, spelling)):
                continue
            read = analyze(spelling, self._lang)
            matches = self._concepts.match(read, self._lang)
            terms = self._weights.of_concepts(_named(matches, "lemma"))
            for one in read:
                add(terms, self._weights.of_word(one))
            if terms:
                self.respelled[word.surface] = spelling
                return {name: weight * TYPO for name, weight in terms.items()}
        return {}

    def _weight(
        self,
        word: Word,
        matches: Sequence[ConceptMatch],
        terms: Mapping[str, float],
        pieces: Sequence[Unit],
    ) -> float:
        """How telling the unit is: rare ideas more than common ones, verbs less than nouns."""
        if any(match.concept in GENERIC_CONCEPTS and match.via == "lemma" for match in matches):
            return self._weights.rarity(terms, STRONG) * GENERIC
        if terms:
            weight = self._weights.rarity(terms, STRONG)
            if any(audiences_of(name) for name in _named(matches, "lemma")):
                weight *= AUDIENCE
            lesser = LESSER.get(word.kind, 1.0) if word.known and not matches else 1.0
            return weight * lesser
        if pieces:
            return max(piece.weight for piece in pieces)
        if not word.known:
            return UNKNOWN
        return (ABSENT_IN_SENTENCE if self._sentence else ABSENT).get(word.kind, 1.0)


def _one_slip(word: str, spelling: str) -> bool:
    """Whether a word that could be a word (vapa-ehtois-työ) is more likely a slip of the pen."""
    return len(word) >= LONG and OSA.distance(word, spelling, score_cutoff=1) <= 1


def _named(matches: Iterable[ConceptMatch], via: str) -> list[str]:
    return [match.concept for match in matches if match.via == via]


def _longer_cuts(word: Word) -> list[list[str]]:
    """Cuts of a compound in two where one side is a longer piece of it."""
    parts, cuts = list(word.parts), []
    for joined in word.joined:
        for size in range(2, len(parts)):
            if joined.startswith(parts[0][:3]):
                cuts.append([joined, *parts[size:]])
                break
            if joined.endswith(parts[-1]):
                cuts.append([*parts[:-size], joined])
                break
    return cuts
