"""Reads what somebody typed: words in; units, preferences, place and interpretations out.

In this order, each step taking its words out of the next: the place, the words for price, day and
the like, the phrases that mean a need, and what remains is the topic.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from search_service.answer import Interpretation
from search_service.criteria import Criteria, Remark
from search_service.dates import on_named_day
from search_service.interpretations import (
    interpretation_of_place,
    interpretations_of,
    interpretations_of_needs,
    text_of,
)
from search_service.live import LiveBuild
from search_service.place_reading import NamedPlace, place_in, place_typed
from search_service.preferences import CHEAP, LEFT, Preference
from search_service.readings import WordsRead, readings_in
from search_service.unit_maker import UnitMaker
from search_service.units import Unit
from synonyms.concepts import Concepts
from synonyms.needs import PhraseMatch, needs_of, phrases_in
from synonyms.words import Word, analyze

# Beside a need said in a phrase, the other words tell the story.
STORY = 0.6
MOST_NEEDS = 3
# Somebody in need looks for help, not for a task as a volunteer, unless the words say so.
FOR_ONESELF = Preference("not_kind", "volunteering")
KEPT_READINGS = ("kind",)  # their words are topic too


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the words mean for the search; `criteria` has the filters they add.

    `place` was typed in its own field or is named in the words.
    """

    criteria: Criteria
    units: list[Unit] = field(default_factory=list)
    preferences: list[Preference] = field(default_factory=list)
    place: NamedPlace | None = None
    needs: tuple[str, ...] = ()
    interpretations: list[Interpretation] = field(default_factory=list)
    suggestion: str | None = None
    remarks: tuple[Remark, ...] = ()


def understand(
    criteria: Criteria, live: LiveBuild, concepts: Concepts, now: datetime
) -> Understanding:
    """Understand the text of a search."""
    words = analyze(criteria.q, criteria.lang)
    maker = UnitMaker(concepts, live.lexicon, criteria.lang, live.thesaurus)
    unfinished = bool(words) and words[-1].end == len(criteria.q)
    place, remarks = _typed_place(criteria)
    if not criteria.interpret:
        units = maker.units(words, unfinished)
        return Understanding(criteria, units, place=place, remarks=remarks)
    named = None
    if not (criteria.near or criteria.place):
        matches = concepts.match(words, criteria.lang)
        topics = [(match.start, match.end) for match in matches if match.via == "lemma"]
        named = place_in(criteria.q, words, topics, criteria.literal)
    rest = [word for word in words if not (named and _inside(word, named.span))]
    read = [
        one
        for one in readings_in(rest, criteria.lang)
        if text_of(one, rest) not in criteria.literal
    ]
    taken = {i for one in read if one.parameter not in KEPT_READINGS for i in one.words}
    topic = [word for index, word in enumerate(rest) if index not in taken]
    units, needs = _units(topic, criteria.lang, maker, concepts, unfinished)
    preferences = [Preference(one.parameter, one.value) for one in read if one.parameter in LEFT]
    preferences = _one_kind(criteria, preferences, bool(needs) and "volunteering" not in needs)
    return Understanding(
        criteria=_filtered(criteria, read, now, only=not units),
        units=units,
        preferences=preferences,
        place=named or place,
        needs=needs,
        interpretations=[
            *interpretation_of_place(named, criteria.lang),
            *interpretations_of(read, rest, criteria.lang),
            *interpretations_of_needs(needs, criteria.q, criteria.lang),
        ],
        suggestion=_suggestion(criteria.q, words, maker.respelled),
        remarks=remarks,
    )


def _typed_place(criteria: Criteria) -> tuple[NamedPlace | None, tuple[Remark, ...]]:
    """The place of the field `place`, or a remark that nobody knows it."""
    if not criteria.place:
        return None, ()
    if place := place_typed(criteria.place, criteria.lang):
        return place, ()
    unknown = f"{criteria.place[:60]} is no known place; it was left out"
    return None, (Remark("place", unknown),)


def _one_kind(criteria: Criteria, preferences: list[Preference], in_need: bool) -> list[Preference]:
    """Volunteering said outweighs a hobby said; a kind that was chosen outweighs all words."""
    wanted = [one for one in preferences if one.parameter == "kind"]
    others = [one for one in preferences if one.parameter != "kind"]
    if "kind" in criteria.coded:
        return others
    if not wanted:
        return [*others, FOR_ONESELF] if in_need else others
    volunteering = [one for one in wanted if one.value == "volunteering"]
    return [*others, *(volunteering or wanted)[:1]]


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


def _filtered(
    criteria: Criteria, read: Sequence[WordsRead], now: datetime, *, only: bool
) -> Criteria:
    """Days and times filter; preferences too when the words ask for nothing else."""
    for one in read:
        if one.parameter == "weekday" and not criteria.weekday:
            days = tuple(int(day) for day in one.value.split(","))
            criteria = replace(criteria, weekday=(days,))
        elif one.parameter == "time" and not (criteria.time_from or criteria.time_to):
            low, high = (time.fromisoformat(part) for part in one.value.split("-"))
            criteria = replace(criteria, time_from=low, time_to=high)
        elif one.parameter == "date":
            criteria = on_named_day(criteria, one.value, now)
        elif only and one.parameter in criteria.coded:
            continue
        elif only and one.parameter == "age" and not criteria.age:
            criteria = replace(criteria, age=((int(one.value),),))
        elif only and one.parameter in LEFT and one.parameter != "age" and one.value != CHEAP:
            coded = {**criteria.coded, one.parameter: ((one.value,),)}
            criteria = replace(criteria, coded=coded)
    return criteria


def _suggestion(text: str, words: Sequence[Word], respelled: dict[str, str]) -> str | None:
    """The text as it was read, when a word of it was respelled."""
    if not respelled:
        return None
    for word in reversed(words):
        if word.surface in respelled:
            text = text[: word.start] + respelled[word.surface] + text[word.end :]
    return text
