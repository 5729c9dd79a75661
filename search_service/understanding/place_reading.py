"""The place in the words: which mention is meant, and what it asks for (in it, or near it)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.gazetteer import Gazetteer, Mention, Place
from geo.municipalities import municipalities
from geo.places import namesakes
from geo.point import Point
from search_service.answer import PlaceRead
from synonyms.words import Word

LOCAL_CASES = ("inner", "outer")
OTHERS = 4  # places that a misspelt or unfinished name may mean as well


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that somebody named, with the span of the text that named it."""

    place: Place
    near: bool
    span: tuple[int, int]
    text: str
    confidence: float = 1.0  # less for a name that was misspelt or only begun
    others: tuple[Place, ...] = ()  # that it may then mean instead

    @property
    def centre(self) -> Point | None:
        """The middle of it, or of its municipality."""
        if self.place.centre or self.place.municipality is None:
            return self.place.centre
        return municipalities()[self.place.municipality].centre

    def read(self, lang: str) -> PlaceRead:
        """The place as the answer tells it."""
        centre = self.centre
        return PlaceRead(
            name=self.place.name(lang),
            kind=self.place.kind,
            code=self.place.code,
            lat=centre.lat if centre else None,
            lon=centre.lon if centre else None,
            confidence=self.confidence,
            alternatives=[
                _alternative(one, lang)
                for one in dict.fromkeys((*namesakes(self.place), *self.others))
            ],
        )


def place_in(
    text: str, words: Sequence[Word], topics: Sequence[tuple[int, int]], literal: Sequence[str] = ()
) -> NamedPlace | None:
    """The place that the text names, if one is meant. Judged by form and by what stands round.

    `topics` are the spans of phrases that name a concept: "stadin slangi" is no search in Helsinki.
    `literal` are mentions that somebody said are none.
    """
    mentions = [
        one
        for one in Gazetteer.load().find(text)
        if _is_meant(one, text, words)
        and text[one.start : one.end] not in literal
        and not any(start <= one.start and one.end <= end for start, end in topics)
    ]
    if not mentions:
        return None
    best = max(mentions, key=lambda one: (one.near, one.case in LOCAL_CASES, one.start))
    return NamedPlace(best.place, best.near, best.phrase, text[best.start : best.end])


def place_typed(text: str, lang: str) -> NamedPlace | None:
    """The place of a field that holds nothing but a place."""
    if found := Gazetteer.load().find(text):
        return NamedPlace(found[0].place, found[0].near, (0, 0), text)
    matches = Gazetteer.load().lookup(text, lang, OTHERS + 1)
    if not matches:
        return None
    others = tuple(one.place for one in matches[1:])
    return NamedPlace(matches[0].place, False, (0, 0), text, matches[0].score, others)


def _alternative(place: Place, lang: str) -> dict[str, Any]:
    """A namesake, so that somebody can choose it: search `near` its point."""
    home = municipalities()[place.municipality] if place.municipality else None
    centre = place.centre or (home.centre if home else None)
    return {
        "name": place.name(lang),
        "kind": place.kind,
        "code": place.code,
        "municipality": home.name(lang) if home else None,
        "lat": centre.lat if centre else None,
        "lon": centre.lon if centre else None,
    }


def _is_meant(mention: Mention, text: str, words: Sequence[Word]) -> bool:
    """A form that is also a common word is a place only where it is used as one.

    That is in a local case or after "lähellä" beside other words, or with a capital letter in the
    middle of a text that is not all capitals.
    """
    if not mention.ambiguous:
        return True
    beside = any(not mention.start <= word.start < mention.end for word in words)
    if not beside:
        return False
    capital = text[mention.start].isupper() and not text.isupper()
    return mention.near or mention.case in LOCAL_CASES or (capital and mention.start > 0)
