"""How much each idea of a query says about what is looked for."""

from collections.abc import Mapping, Sequence

from search_service.understanding.term_weights import TermWeights
from search_service.understanding.units import Unit
from synonyms.audiences import audiences_of
from synonyms.concepts import ConceptMatch
from synonyms.words import Word

STRONG = 0.8  # terms of at least this weight tell how rare an idea is
SPECIFIC = 0.45  # rarity from which a concept alone tells what is looked for
SENTENCE = 4  # content words from which a query tells a story
AUDIENCE = 0.6  # for whom says less than what
GENERIC = 0.2  # group, course, club: what almost every listing is
GENERIC_CONCEPTS = frozenset(
    [
        *("hobby", "club", "course", "group_activity", "event", "lesson", "activity"),
        *("workshop", "association", "advice", "volunteer_group"),
    ]
)
# Heads of compounds that say in which form, while what stands before them is the topic:
# lenkkiseura, kuntosaliryhmä, kortti-ilta; körkväll, sorggrupp.
FORM_HEADS = frozenset(
    [
        *("ryhmä", "kerho", "seura", "porukka", "piiri", "ilta", "tunti", "vuoro", "kurssi"),
        *("toiminta", "tapaaminen", "tapahtuma", "treffit", "hetki", "paja", "kaveri", "päivä"),
        *("grupp", "klubb", "kväll", "träff", "kurs", "verksamhet", "cirkel", "stund"),
    ]
)
# How much a word that is no noun and names no concept says about what is looked for.
LESSER = {"verb": 0.4, "adjective": 0.7, "other": 0.6}
# What a word that no listing has still asks for. A name or a noun in a short query is the thing
# itself; in a sentence most words only tell the story.
ABSENT = {"verb": 0.15, "adjective": 0.2, "other": 0.2}
ABSENT_IN_SENTENCE = {"noun": 0.45, "verb": 0.1, "adjective": 0.15, "other": 0.1}
UNKNOWN = 1.0  # no dictionary knows it: a name, most likely


class Importance:
    """Weighs the words of one query in one language."""

    def __init__(self, weights: TermWeights, lang: str, words: int) -> None:
        self._weights = weights
        self._lang = lang
        self._sentence = words >= SENTENCE

    def of(
        self,
        word: Word,
        matches: Sequence[ConceptMatch],
        terms: Mapping[str, float],
        pieces: Sequence[Unit] = (),
    ) -> float:
        """Rare ideas more than common ones, things more than verbs, topic more than audience."""
        named = named_by(matches)
        if any(name in GENERIC_CONCEPTS for name in named):
            return self.rarity(terms) * GENERIC
        if terms:
            people = AUDIENCE if any(audiences_of(name) for name in named) else 1.0
            lesser = LESSER.get(word.kind, 1.0) if word.known and not matches else 1.0
            return self.rarity(terms) * people * lesser
        if pieces:
            return max(piece.weight for piece in pieces)
        if not word.known:
            return UNKNOWN
        return (ABSENT_IN_SENTENCE if self._sentence else ABSENT).get(word.kind, 1.0)

    def rarity(self, terms: Mapping[str, float]) -> float:
        """0..1: how few listings have the commonest of the strong terms; 1 without any."""
        return self._weights.rarity(terms, STRONG)

    def is_key(self, word: Word) -> bool:
        """Whether it names the thing itself; kinds of words are known of Finnish only."""
        named = word.kind in ("noun", "name", "place") or self._lang != "fi"
        return word.known and named and not self._sentence

    def is_specific(self, matches: Sequence[ConceptMatch], terms: Mapping[str, float]) -> bool:
        """Whether it is a concept that alone says what is looked for."""
        named = [name for name in named_by(matches) if name not in GENERIC_CONCEPTS]
        people = all(audiences_of(name) for name in named)
        return bool(named) and not people and self.rarity(terms) >= SPECIFIC


def named_by(matches: Sequence[ConceptMatch], via: str = "lemma") -> list[str]:
    """Concepts that matched as a whole word or phrase, or by a part of a compound."""
    return [match.concept for match in matches if match.via == via]
