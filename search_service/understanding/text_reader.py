"""Reads a text by itself: words in; units, place and what else they say out, remembered per build.

People ask for the same things, so most texts have been read before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from search_service.answer import Interpretation
from search_service.engines.live import LiveBuild
from search_service.understanding.interpretations import (
    interpretation_of_place,
    interpretations_of,
    interpretations_of_needs,
    text_of,
)
from search_service.understanding.place_reading import NamedPlace, place_in
from search_service.understanding.readings import WordsRead, readings_in
from search_service.understanding.unit_maker import UnitMaker
from search_service.understanding.units import Unit
from synonyms.concepts import Concepts
from synonyms.needs import PhraseMatch, needs_of, phrases_in
from synonyms.words import Word, analyze

REMEMBERED = 4096  # texts; some 5 kB each
# Beside a need said in a phrase, the other words tell the story.
STORY = 0.6
MOST_NEEDS = 3
KEPT_READINGS = ("kind",)  # their words are topic too


@dataclass(frozen=True, slots=True)
class TextRead:
    """What a text says, whatever else is asked; shared, so not to be changed."""

    units: list[Unit]
    said: Sequence[WordsRead] = ()
    place: NamedPlace | None = None
    needs: tuple[str, ...] = ()
    interpretations: list[Interpretation] = field(default_factory=list)
    suggestion: str | None = None


class TextReader:
    """Reads texts for one build."""

    def __init__(self, live: LiveBuild, concepts: Concepts) -> None:
        self._lexicon = live.lexicon
        self._thesaurus = live.thesaurus
        self._concepts = concepts

    def read(
        self, text: str, lang: str, interpret: bool, may_name_place: bool, literal: tuple[str, ...]
    ) -> TextRead:
        """Read a text; without `interpret` its words are words, and those of `literal` anyway."""
        words = analyze(text, lang)
        maker = UnitMaker(self._concepts, self._lexicon, lang, self._thesaurus)
        unfinished = bool(words) and words[-1].end == len(text)
        if not interpret:
            return TextRead(maker.units(words, unfinished))
        place = self._place(text, words, lang, literal) if may_name_place else None
        rest = [word for word in words if not (place and _inside(word, place.span))]
        said = [one for one in readings_in(rest, lang) if text_of(one, rest) not in literal]
        taken = {i for one in said if one.parameter not in KEPT_READINGS for i in one.words}
        topic = [word for index, word in enumerate(rest) if index not in taken]
        units, needs = _units(topic, lang, maker, self._concepts, unfinished)
        return TextRead(
            units=units,
            said=said,
            place=place,
            needs=needs,
            interpretations=[
                *interpretation_of_place(place, lang),
                *interpretations_of(said, rest, lang),
                *interpretations_of_needs(needs, text, lang),
            ],
            suggestion=_suggestion(text, words, maker.respelled),
        )

    def _place(
        self, text: str, words: Sequence[Word], lang: str, literal: Sequence[str]
    ) -> NamedPlace | None:
        matches = self._concepts.match(words, lang)
        topics = [(match.start, match.end) for match in matches if match.via == "lemma"]
        return place_in(text, words, topics, literal)


def reader_of(live: LiveBuild, concepts: Concepts) -> Callable[..., TextRead]:
    """`read` of the reader of a build; it remembers what it read."""
    return live.once(_remembering, concepts)


def _remembering(live: LiveBuild, concepts: Concepts) -> Callable[..., TextRead]:
    # Were the reader to hold what it remembers, it would stay with its build after another came.
    return lru_cache(REMEMBERED)(TextReader(live, concepts).read)


def _units(
    words: Sequence[Word], lang: str, maker: UnitMaker, concepts: Concepts, unfinished: bool
) -> tuple[list[Unit], tuple[str, ...]]:
    """Units of the topic and of the needs that its phrases mean; and all needs it names."""
    phrases = _strongest(phrases_in(words, lang))
    in_phrases = {words[index] for phrase in phrases for index in phrase.words}
    units: list[Unit] = []
    told: list[tuple[Unit, frozenset[Word]]] = []
    for unit, own in maker.units_by_word(words, unfinished):
        if in_phrases.issuperset(own):
            told.append((unit, frozenset(own)))
        else:
            units.append(_context(unit) if phrases else unit)
    for phrase in reversed(phrases):
        meant = {words[index] for index in phrase.words}
        units.insert(0, maker.implied(phrase.concepts, [u for u, its in told if its <= meant]))
    named = [match.concept for match in concepts.match(words, lang) if match.via == "lemma"]
    needs = dict.fromkeys([*(phrase.need for phrase in phrases), *needs_of(named)])
    return units, tuple(needs)


def _strongest(phrases: Sequence[PhraseMatch]) -> list[PhraseMatch]:
    """One phrase per need, the longest."""
    by_need: dict[str, PhraseMatch] = {}
    for phrase in phrases:
        by_need.setdefault(phrase.need, phrase)
    return list(by_need.values())[:MOST_NEEDS]


def _context(unit: Unit) -> Unit:
    return replace(unit, weight=unit.weight * STORY, key=False)


def _inside(word: Word, span: tuple[int, int]) -> bool:
    return span[0] <= word.start < span[1]


def _suggestion(text: str, words: Sequence[Word], respelled: dict[str, str]) -> str | None:
    """The text as it was read, when a word of it was respelled."""
    if not respelled:
        return None
    for word in reversed(words):
        if word.surface in respelled:
            text = text[: word.start] + respelled[word.surface] + text[word.end :]
    return text
