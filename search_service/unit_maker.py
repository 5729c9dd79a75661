"""Makes units of analysed words: the weights of every way in which a listing can meet a word."""

from collections.abc import Iterable, Mapping, Sequence

from indexers.index_terms import is_word, term
from search_service.units import MAX_UNITS, Unit
from synonyms.audiences import audiences_of
from synonyms.concepts import ConceptMatch, Concepts
from synonyms.lexicon import Lexicon
from synonyms.typos import respellings
from synonyms.words import Word, analyze

EXACT = 1.0
CONCEPT = 0.95  # another word, or another language, for the same thing
TYPO = 0.8
PREFIX = 0.8
IN_COMPOUND = 0.75  # tanssi in lavatanssi
CONCEPT_IN_COMPOUND = 0.8
OTHER_READING = 0.7  # kuusi: the tree, or the number
NARROWER = 0.6  # asked for exercise, found yoga
ROOT = 0.55  # laulaa for laulaminen
FAR_NARROWER = 0.4
RELATED = 0.35
MADE_FOR = 0.9  # asked for pensioners, found something for people over 65
WELCOME = 0.4  # … something where they are welcome too
PIECES = 0.75  # kuntosaliryhmä met by kuntosali and ryhmä

MIN_PREFIX = 2
MAX_PREFIXED = 24
VERB = 0.4  # a verb says less about what is looked for than a noun does
GENERIC = 0.25  # group, course, club: what almost every listing is
GENERIC_CONCEPTS = frozenset(
    [
        *("hobby", "club", "course", "group_activity", "event", "lesson", "activity"),
        *("workshop", "association", "support", "advice"),
    ]
)


class UnitMaker:
    """Makes units for one build's lexicon."""

    def __init__(self, concepts: Concepts, lexicon: Lexicon, lang: str) -> None:
        self._concepts = concepts
        self._lexicon = lexicon
        self._lang = lang
        self.respelled: dict[str, str] = {}  # word as typed -> spelling that was used

    def units(self, words: Sequence[Word], unfinished: bool) -> list[Unit]:
        """Units of content words; `unfinished`: the last word may be only begun."""
        return [unit for unit, _ in self.units_by_word(words, unfinished)]

    def units_by_word(self, words: Sequence[Word], unfinished: bool) -> list[tuple[Unit, Word]]:
        """Units, each with its (first) word."""
        matches = self._concepts.match(words, self._lang)
        units = []
        for index, word in enumerate(words):
            mine = [match for match in matches if match.words[0] <= index < match.words[1]]
            if any(match.words[0] < index for match in mine if match.via == "lemma"):
                continue  # the phrase made its unit at its first word
            last = unfinished and index == len(words) - 1
            units.append((self._unit(word, mine, last), word))
        return units[:MAX_UNITS]

    def concept_unit(self, text: str, concepts: Iterable[str], weight: float) -> Unit:
        """A unit for ideas that the words imply without naming them."""
        terms: dict[str, float] = {}
        for name in concepts:
            _add(terms, self._concept_terms(name, CONCEPT))
        return Unit(text, terms, weight)

    def _unit(self, word: Word, matches: Sequence[ConceptMatch], unfinished: bool) -> Unit:
        known = self._known_terms(word, matches)
        met = bool(known)
        if unfinished and not met:
            _add(known, self._begun(word.surface))
        if not known and not word.known and not matches:
            _add(known, self._mistyped(word))
        pieces = self._pieces(word) if not known or met else ()
        return Unit(
            text=word.surface,
            terms=known,
            weight=self._weight(word, matches, known, pieces),
            pieces=pieces,
            piece_worth=PIECES if pieces else 0.0,
            all_pieces=met,
        )

    def _known_terms(self, word: Word, matches: Sequence[ConceptMatch]) -> dict[str, float]:
        """Terms of the word and its concepts that the index holds."""
        terms = self._word_terms(word)
        for match in matches:
            worth = CONCEPT if match.via == "lemma" else CONCEPT_IN_COMPOUND
            _add(terms, self._concept_terms(match.concept, worth))
        return {name: weight for name, weight in terms.items() if self._lexicon.df(name)}

    def _word_terms(self, word: Word) -> dict[str, float]:
        terms = {term("", word.surface): EXACT}
        readings = sorted(word.lemmas, key=self._df, reverse=True)
        for rank, lemma in enumerate(readings):
            weight = EXACT if rank == 0 else OTHER_READING
            _add(terms, {term("", lemma): weight, term("zp", lemma): weight * IN_COMPOUND})
            _add(terms, {term("zr", lemma): weight * ROOT})
        for root in word.roots:
            _add(terms, {term("", root): ROOT, term("zr", root): ROOT * ROOT})
        return terms

    def _concept_terms(self, name: str, worth: float) -> dict[str, float]:
        terms = {
            term("zc", name): worth,
            term("zq", name): worth * CONCEPT_IN_COMPOUND,
            term("zb", name): worth * NARROWER,
            term("zd", name): worth * FAR_NARROWER,
        }
        concept = self._concepts.get(name)
        for other in concept.related if concept else ():
            _add(terms, {term("zc", other): worth * RELATED})
        for audience in audiences_of(name):
            made_for = term("zs", audience.id)
            _add(terms, {made_for: worth * MADE_FOR, term("za", audience.id): worth * WELCOME})
        return terms

    def _pieces(self, word: Word) -> tuple[Unit, ...]:
        """Units of a compound's parts, cut where the index knows most of the pieces."""
        if len(word.parts) < 2:
            return ()
        cuts = [list(word.parts), *_longer_cuts(word)]
        cut = max(cuts, key=lambda pieces: (self._share_known(pieces), -len(pieces)))
        units = []
        for piece in cut:
            read = analyze(piece, self._lang)
            units += [self._piece(one) for one in read[:1]]
        return tuple(units)

    def _piece(self, word: Word) -> Unit:
        matches = self._concepts.match([word], self._lang)
        known = self._known_terms(word, matches)
        return Unit(word.surface, known, self._weight(word, matches, known, ()))

    def _share_known(self, pieces: Sequence[str]) -> float:
        return sum(bool(self._df(piece)) for piece in pieces) / len(pieces)

    def _begun(self, start: str) -> dict[str, float]:
        if len(start) < MIN_PREFIX:
            return {}
        found = self._lexicon.starting_with(start, MAX_PREFIXED)
        return {name: PREFIX for name in found if is_word(name)}

    def _mistyped(self, word: Word) -> dict[str, float]:
        """Terms of the first other spelling that the index or the concepts know."""
        for spelling in respellings(word.surface, self._lang, self._lexicon):
            if not is_word(spelling):
                continue
            read = analyze(spelling, self._lang)
            matches = self._concepts.match(read, self._lang)
            terms: dict[str, float] = {}
            for one in read:
                mine = [match for match in matches if match.words[0] == read.index(one)]
                _add(terms, self._known_terms(one, mine))
            if terms:
                self.respelled[word.surface] = spelling
                return {name: weight * TYPO for name, weight in terms.items()}
        return {}

    def _df(self, lemma: str) -> int:
        return self._lexicon.df(term("", lemma))

    def _weight(
        self,
        word: Word,
        matches: Sequence[ConceptMatch],
        known: Mapping[str, float],
        pieces: Sequence[Unit],
    ) -> float:
        """How telling the unit is: rare ideas more than common ones, verbs less than nouns."""
        strong = [name for name, weight in known.items() if weight >= TYPO] or [*known]
        weight = min((self._lexicon.weight(name) for name in strong), default=1.0)
        if not known and pieces:
            weight = max(piece.weight for piece in pieces)
        if any(match.concept in GENERIC_CONCEPTS and match.via == "lemma" for match in matches):
            return weight * GENERIC
        return weight * (VERB if word.kind == "verb" and not matches else 1.0)


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


def _add(terms: dict[str, float], more: Mapping[str, float]) -> None:
    """Keep the better weight of a term."""
    for name, weight in more.items():
        terms[name] = max(weight, terms.get(name, 0.0))
