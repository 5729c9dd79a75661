"""Finds places for what somebody types in a place field: a few letters in, scored places out."""

from collections.abc import Iterator
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.folding import fold, plain_case
from geo.name_forms import name_forms
from geo.place import Match, Place, PlaceKind
from geo.places import named_postcode, other_names, places
from geo.postcodes import postcodes

# An unfinished name scores by how much of it is there; a misspelt one by its likeness, less than
# any name that begins as typed.
_PREFIX_LEAST, _PREFIX_SHARE = 0.75, 0.2
# "rovan" may be the village Rova inflected, but more likely the beginning of Rovaniemi.
_INFLECTED = 0.95
_TYPO_WEIGHT = 0.85
# One letter in four may be wrong, from this length on; shorter words are like too many names.
_LEAST_LIKENESS, _SHORTEST_TYPO = 0.75, 4

# A village must not stand before a city that begins alike.
_PENALTY: dict[PlaceKind, float] = {
    "municipality": 0.0,
    "region": 0.02,
    "wellbeing_county": 0.05,
    "town": 0.12,
    "postcode": 0.0,
}


def look_up(text: str, lang: str, limit: int) -> list[Match]:
    """Return at most `limit` places, the best first; scores are 0 to 1, and 1 is exactly so."""
    typed = plain_case(text)
    if not typed or limit < 1:
        return []
    best: dict[Place, float] = {}
    for place, score in _candidates(typed, limit):
        best[place] = max(score, best.get(place, 0.0))
    matches = [Match(place, place.name(lang), round(score, 3)) for place, score in best.items()]
    matches.sort(key=lambda match: (-match.score, match.name, match.place.code))
    return matches[:limit]


def _candidates(typed: str, limit: int) -> Iterator[tuple[Place, float]]:
    if typed.isascii() and typed.isdigit():
        yield from _postcodes(typed)
        return
    reading = name_forms().get(typed) or name_forms().get(fold(typed))
    if reading is not None:
        inflected = _INFLECTED - _PENALTY[reading.place.kind]
        yield reading.place, 1.0 if reading.case == "nominative" else inflected
    folded = fold(typed)
    for name, place in _names():
        if name == folded:
            yield place, 1.0 - _PENALTY[place.kind]
        elif name.startswith(folded):
            share = _PREFIX_SHARE * len(folded) / len(name)
            yield place, _PREFIX_LEAST + share - _PENALTY[place.kind]
    if len(typed) >= _SHORTEST_TYPO:
        yield from _misspelt(typed, limit)


def _misspelt(typed: str, limit: int) -> Iterator[tuple[Place, float]]:
    # Several forms of one place are alike, so more forms than places are asked for.
    found = process.extract(
        typed,
        _form_list(),
        scorer=OSA.normalized_similarity,
        score_cutoff=_LEAST_LIKENESS,
        limit=limit * 5,
    )
    for form, likeness, _ in found:
        place = name_forms()[form].place
        yield place, likeness * _TYPO_WEIGHT - _PENALTY[place.kind]


def _postcodes(typed: str) -> Iterator[tuple[Place, float]]:
    for code, found in postcodes().items():
        if code.startswith(typed):
            score = 1.0 if code == typed else _PREFIX_LEAST + _PREFIX_SHARE * len(typed) / 5
            yield named_postcode(found), score


@cache
def _names() -> tuple[tuple[str, Place], ...]:
    return tuple(
        (name, place)
        for place in places()
        for name in dict.fromkeys(
            fold(name)
            for name in (
                place.name_fi,
                place.name_sv,
                *other_names().get((place.kind, place.code), ()),
            )
        )
    )


@cache
def _form_list() -> list[str]:
    return list(name_forms())
