"""A typed place name in, places with scores out: finished or begun, inflected, Swedish, misspelt.

Begun names come from a table in microseconds; the gazetteer's search among all misspelt forms takes
milliseconds and is only asked when nothing else is found.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from geo.distance import distance_m
from geo.folding import fold
from geo.gazetteer import Gazetteer, Match, Place
from geo.municipalities import municipalities
from geo.places import other_names, places
from geo.point import Point
from search_service.facets import area_label
from search_service.place_reading import place_typed
from search_service.prefix_table import PrefixTable

INFLECTED = 0.95
BEGUN_LEAST, BEGUN_SHARE = 0.75, 0.2  # a begun name scores by how much of it is there
# A village must not stand before a city that begins alike.
LESSER = {"municipality": 0.0, "postcode": 0.0, "region": 0.02, "wellbeing_county": 0.05}
LESSER_TOWN = 0.12
CANDIDATES = 60
MAX_TEXT = 80  # no place name is longer; what is longer is not compared letter by letter
# Scores this near each other are alike; then what people are more likely to mean decides: a
# doubling of listings is worth as much as 50 km less of way.
ALIKE = 0.1
KM_PER_DOUBLING = 50.0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that fits what was typed; `score` is 0 to 1, and 1 is exactly so."""

    place: Place
    score: float

    @property
    def centre(self) -> Point | None:
        """The middle of it, or of its municipality; None for regions and counties."""
        return centre_of(self.place)


def find_places(
    text: str, lang: str, limit: int, counts: Mapping[str, int], near: Point | None = None
) -> list[FoundPlace]:
    """Places for a typed text, the likeliest first; `counts` are listings per municipality."""
    found = _known(text, lang) or _misspelt(text[:MAX_TEXT], lang)
    ranked = sorted(found, key=lambda one: _order(one, counts, near))
    return ranked[:limit]


def begun_places(
    text: str, limit: int, counts: Mapping[str, int], near: Point | None = None
) -> list[FoundPlace]:
    """Places whose name the text begins, or is an inflected form of; with a typo if there is none.

    For search-as-you-type: quick, and a text that only mentions a place among other words names
    none.
    """
    if text.isdecimal() and len(text) < 3:
        return []  # an age, most likely
    found = _known(text, "fi", whole=True)
    if not found:
        near_names = _names().near(fold(text[:MAX_TEXT]), CANDIDATES)
        found = [FoundPlace(place, BEGUN_LEAST - _lesser(place)) for place in near_names]
    ranked = sorted(found, key=lambda one: _order(one, counts, near))
    return ranked[:limit]


def named_place(text: str) -> tuple[Place, bool] | None:
    """The place that the whole text names ("i Vasa"), and whether it is written uninflected."""
    for mention in Gazetteer.load().find(text):
        if not text[: mention.phrase[0]].strip() and not text[mention.phrase[1] :].strip():
            return mention.place, mention.case == "nominative"
    return None


def place_name(place: Place, lang: str) -> str:
    """The name in `lang`; areas have English names too."""
    if place.kind in ("region", "wellbeing_county"):
        return area_label(place.kind, place.code, lang)
    return place.name(lang)


@lru_cache(8192)
def leads_to(name: str, place: Place, lang: str) -> bool:
    """Whether a search with this `place` looks there, and not at a namesake."""
    read = place_typed(name, lang)
    return read is not None and read.place == place


def centre_of(place: Place) -> Point | None:
    """The middle of a place, or of its municipality; None for regions and counties."""
    if place.centre or place.municipality is None:
        return place.centre
    return municipalities()[place.municipality].centre


def _known(text: str, lang: str, whole: bool = False) -> list[FoundPlace]:
    """Places named by the text, and those whose name it begins."""
    if text.isdecimal():
        return _of_matches(_looked_up(text, lang)) if text.isascii() else []
    scores: dict[Place, float] = {}
    if whole:
        named = named_place(text)
        if named:
            scores[named[0]] = 1.0 if named[1] else INFLECTED
    else:
        for mention in Gazetteer.load().find(text):
            scores[mention.place] = 1.0 if mention.case == "nominative" else INFLECTED
    typed = fold(text)
    for name, place in _names_starting_with(typed):
        share = len(typed) / len(name)
        score = 1.0 if share == 1 else BEGUN_LEAST + BEGUN_SHARE * share
        scores[place] = max(score - _lesser(place), scores.get(place, 0.0))
    return [FoundPlace(place, round(score, 3)) for place, score in scores.items()]


def _misspelt(text: str, lang: str) -> list[FoundPlace]:
    return _of_matches(_looked_up(text, lang))


@lru_cache(4096)
def _looked_up(text: str, lang: str) -> tuple[Match, ...]:
    return tuple(Gazetteer.load().lookup(text, lang, CANDIDATES))


def _of_matches(matches: tuple[Match, ...]) -> list[FoundPlace]:
    return [FoundPlace(match.place, match.score) for match in matches]


def _names_starting_with(typed: str) -> list[tuple[str, Place]]:
    return _named().starting_with(typed, CANDIDATES)


@cache
def _named() -> PrefixTable[tuple[str, Place]]:
    rows = [(name, (name, place)) for place in places() for name in _folded_names(place)]
    return PrefixTable(rows, lambda row: (_lesser(row[1]), len(row[0]), row[0]))


@cache
def _names() -> PrefixTable[Place]:
    rows = [(name, place) for place in places() for name in _folded_names(place)]
    return PrefixTable(rows, lambda place: (_lesser(place), place.name_fi))


def _folded_names(place: Place) -> list[str]:
    others = other_names().get((place.kind, place.code), ())
    names = (fold(name) for name in (place.name_fi, place.name_sv, *others))
    return [name for name in dict.fromkeys(names) if name]


def _lesser(place: Place) -> float:
    return LESSER.get(place.kind, LESSER_TOWN)


def _order(
    found: FoundPlace, counts: Mapping[str, int], near: Point | None
) -> tuple[float, float, str]:
    listings = counts.get(found.place.municipality or "", 0)
    worth = math.log2(1 + listings)
    centre = found.centre
    if near is not None and centre is not None:
        worth -= distance_m(near, centre) / 1000 / KM_PER_DOUBLING
    return -round(found.score / ALIKE), -worth, found.place.name_fi
