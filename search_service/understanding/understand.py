"""Reads what somebody typed: words in; units, preferences, place and interpretations out.

In this order, each step taking its words out of the next: the place, the words for price, day and
the like, the phrases that mean a need, and what remains is the topic.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from search_service.answer import Interpretation
from search_service.criteria import Criteria, Remark
from search_service.engines.live import LiveBuild
from search_service.understanding.dates import on_named_day
from search_service.understanding.place_reading import NamedPlace, place_typed
from search_service.understanding.preferences import CHEAP, LEFT, Preference
from search_service.understanding.readings import WordsRead
from search_service.understanding.text_reader import reader_of
from search_service.understanding.units import Unit
from synonyms.concepts import Concepts

# Somebody in need looks for help, not for a task as a volunteer, unless the words say so.
FOR_ONESELF = Preference("not_kind", "volunteering")


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
    may_name_place = not (criteria.near or criteria.place)
    read = reader_of(live, concepts)(
        criteria.q, criteria.lang, criteria.interpret, may_name_place, criteria.literal
    )
    place, remarks = _typed_place(criteria)
    if not criteria.interpret:
        return Understanding(criteria, read.units, place=place, remarks=remarks)
    preferences = [
        Preference(one.parameter, one.value) for one in read.said if one.parameter in LEFT
    ]
    in_need = bool(read.needs) and "volunteering" not in read.needs
    return Understanding(
        criteria=_filtered(criteria, read.said, now, only=not read.units),
        units=read.units,
        preferences=_one_kind(criteria, preferences, in_need),
        place=read.place or place,
        needs=read.needs,
        interpretations=read.interpretations,
        suggestion=read.suggestion,
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
