"""The place in the words: which mention is meant, and what it asks for (in it, or near it)."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.gazetteer import Gazetteer, Mention, Place
from geo.municipalities import municipalities
from geo.point import Point
from search_service.answer import PlaceRead
from synonyms.words import Word

LOCAL_CASES = ("inner", "outer")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that somebody named, with the span of the text that named it."""

    place: Place
    near: bool
    span: tuple[int, int]
    text: str

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
            confidence=1.0,
        )


def place_in(
    text: str, words: Sequence[Word], topics: Sequence[tuple[int, int]]
) -> NamedPlace | None:
    """The place that the text names, if one is meant. Judged by form and by what stands round.

    `topics` are the spans of phrases that name a concept: "stadin slangi" is no search in Helsinki.
    """
    mentions = [
        one
        for one in Gazetteer.load().find(text)
        if _is_meant(one, text, words)
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
    matches = Gazetteer.load().lookup(text, lang, 1)
    return NamedPlace(matches[0].place, False, (0, 0), text) if matches else None


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
