"""What the words were read as, in words for the person who typed them."""

from collections.abc import Iterable, Iterator, Sequence

from indexers.taxonomy import is_known, label
from search_service.answer import Interpretation
from search_service.messages import say
from search_service.understanding.place_reading import NamedPlace
from search_service.understanding.readings import WordsRead
from synonyms.needs import needs
from synonyms.words import Word

LISTS = {
    "price": "prices",
    "channel": "channels",
    "accessibility": "accessibility",
    "service_language": "languages",
    "kind": "kinds",
}


def interpretation_of_place(place: NamedPlace | None, lang: str) -> list[Interpretation]:
    """The place, as near it or in it."""
    if place is None:
        return []
    name = place.place.name(lang)
    text = say("place.near", lang, place=name) if place.near else name
    return [Interpretation("place", place.text, place.place.code, text, True)]


def interpretations_of(
    read: Sequence[WordsRead], words: Sequence[Word], lang: str
) -> Iterator[Interpretation]:
    """The other readings, in the order of the text."""
    for one in sorted(read, key=lambda reading: reading.words):
        text = text_of(one, words)
        yield Interpretation(one.parameter, text, one.value, _label(one, text, lang), True)


def text_of(read: WordsRead, words: Sequence[Word]) -> str:
    """The words that were read, as they were typed but for case."""
    return " ".join(words[index].surface for index in read.words)


def interpretations_of_needs(ids: Iterable[str], text: str, lang: str) -> list[Interpretation]:
    """Needs that the words tell; they order the answer and limit nothing."""
    return [Interpretation("need", text, need, needs()[need].label(lang), False) for need in ids]


def _label(one: WordsRead, text: str, lang: str) -> str:
    if one.parameter in LISTS and is_known(LISTS[one.parameter], one.value):
        return label(LISTS[one.parameter], one.value, lang)
    if one.parameter == "weekday":
        return ", ".join(label("weekdays", day, lang) for day in one.value.split(","))
    if one.parameter == "age":
        return say("age.years", lang, n=one.value)
    return text
