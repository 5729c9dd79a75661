"""A typed place name in, places with scores out: finished or begun, inflected, Swedish, misspelt.

Begun names come from a table in microseconds; the gazetteer's search among all misspelt forms takes
milliseconds and is only asked when nothing else is found.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from geo.folding import fold
from geo.gazetteer import Gazetteer, Mention, Place
from geo.municipalities import municipalities
from geo.near_words import words_before
from geo.places import other_names, places
from geo.point import Point
from search_service.facets import area_label
from search_service.suggesting.prefix_table import PrefixTable
from search_service.understanding.place_reading import place_typed

INFLECTED = 0.95
BEGUN_LEAST, BEGUN_SHARE = 0.75, 0.2  # a begun name scores by how much of it is there
MISSPELT = 0.65
# A village must not stand before a city that begins alike.
LESSER = {"municipality": 0.0, "postcode": 0.0, "region": 0.02, "wellbeing_county": 0.05}
LESSER_TOWN = 0.12
CANDIDATES = 60
LEAST_DIGITS = 3  # of a post code; fewer are an age or a number of the house
MAX_SERVING = 4  # words of "in the vicinity of"
MAX_TEXT = 80  # no place name is longer; what is longer is not compared letter by letter
# Scores this near each other are alike; then what people are likelier to mean decides: twice the
# listings are worth as much as 50 km less of way.
ALIKE = 0.1
KM_PER_DOUBLING = 50.0
DEGREE_KM = 111.2


class FoundPlace(NamedTuple):
    """A place that fits what was typed; `score` is 0 to 1, and 1 is exactly so."""

    place: Place
    score: float

    @property
    def centre(self) -> Point | None:
        """The middle of it, or of its municipality; None for regions and counties."""
        if self.place.centre or self.place.municipality is None:
            return self.place.centre
        return municipalities()[self.place.municipality].centre


def find_places(
    text: str, lang: str, limit: int, counts: Mapping[str, int], near: Point | None = None
) -> list[FoundPlace]:
    """Places for a typed text, the likeliest first; `counts` are listings per municipality."""
    if text.isdecimal():
        return _likeliest(_looked_up(text, lang), limit, counts, near)
    text = _bare(text)
    found = _known(text, Gazetteer.load().find(text)) or _looked_up(text[:MAX_TEXT], lang)
    return _likeliest(found, limit, counts, near)


def begun_places(
    text: str, limit: int, counts: Mapping[str, int], near: Point | None = None
) -> list[FoundPlace]:
    """The same for search-as-you-type: quick, and only what the whole text names or begins."""
    if text.isdecimal():
        matches = _looked_up(text, "fi") if len(text) >= LEAST_DIGITS else []
        return _likeliest(matches, limit, counts, near)
    text = _bare(text)
    named = (one for one in Gazetteer.load().find(text) if _covers(one, text))
    return _likeliest(_known(text, named), limit, counts, near)


def misspelt_places(text: str, limit: int, counts: Mapping[str, int]) -> list[FoundPlace]:
    """Places whose name begins nearly as typed, for when nothing begins so."""
    near = _names().near(fold(_bare(text)), CANDIDATES)
    return _likeliest([FoundPlace(place, MISSPELT) for _, place in near], limit, counts, None)


def place_name(place: Place, lang: str) -> str:
    """The name in `lang`; areas have English names too."""
    if place.kind in ("region", "wellbeing_county"):
        return area_label(place.kind, place.code, lang)
    return place.name(lang)


@lru_cache(8192)
def leads_to(name: str, place: Place) -> bool:
    """Whether a search with this `place` looks there, and not at a namesake."""
    read = place_typed(name, "fi")
    return read is not None and read.place == place


def _bare(text: str) -> str:
    """The text without words that only serve a place after them: "i Vas", "lähellä Kuop"."""
    words = text.split()
    plain = [word.lower() for word in words[: MAX_SERVING + 1]]
    for count in range(1, len(plain)):
        if words_before(plain, count)[0] == count:
            return " ".join(words[count:])
    return " ".join(words)


def _covers(mention: Mention, text: str) -> bool:
    """Whether the mention and the words that serve it are the whole text ("i Vasa")."""
    start, end = mention.phrase
    return not text[:start].strip() and not text[end:].strip()


def _known(text: str, mentions: Iterable[Mention]) -> list[FoundPlace]:
    """Places mentioned, and those whose name the text begins."""
    scores: dict[Place, float] = {}
    for mention in mentions:
        scores[mention.place] = 1.0 if mention.case == "nominative" else INFLECTED
    typed = fold(text)
    for name, place in _names().starting_with(typed, CANDIDATES):
        share = len(typed) / len(name)
        score = 1.0 if share == 1 else BEGUN_LEAST + BEGUN_SHARE * share
        scores[place] = max(score - _lesser(place), scores.get(place, 0.0))
    return [FoundPlace(place, round(score, 3)) for place, score in scores.items()]


@lru_cache(4096)
def _looked_up(text: str, lang: str) -> list[FoundPlace]:
    matches = Gazetteer.load().lookup(text, lang, CANDIDATES)
    return [FoundPlace(match.place, match.score) for match in matches]


@cache
def _names() -> PrefixTable[tuple[str, Place]]:
    """Every place by each of its names without accents."""
    rows = [(name, (name, place)) for place in places() for name in _folded_names(place)]
    return PrefixTable(rows, lambda row: (_lesser(row[1]), len(row[0]), row[0]))


def _folded_names(place: Place) -> Iterable[str]:
    others = other_names().get((place.kind, place.code), ())
    names = dict.fromkeys(fold(name) for name in (place.name_fi, place.name_sv, *others))
    return [name for name in names if name]


def _lesser(place: Place) -> float:
    return LESSER.get(place.kind, LESSER_TOWN)


def _likeliest(
    found: Iterable[FoundPlace], limit: int, counts: Mapping[str, int], near: Point | None
) -> list[FoundPlace]:
    def order(one: FoundPlace) -> tuple[int, float, float, str]:
        worth = math.log2(1 + counts.get(one.place.municipality or "", 0))
        if near is not None and one.centre is not None:
            worth -= _km(near, one.centre) / KM_PER_DOUBLING
        return -round(one.score / ALIKE), -worth, -one.score, one.place.name_fi

    return sorted(found, key=order)[:limit]


def _km(a: Point, b: Point) -> float:
    """A distance good enough to compare by."""
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(east, a.lat - b.lat) * DEGREE_KM
