"""The dictionary behind the gazetteer: places and their names in, every written form out, each
with its place and case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from geo.folding import fold, plain_case
from geo.inflection import inflections
from geo.municipality import municipalities
from geo.place import Case, Place
from geo.places import other_names, places
from geo.tables import read_rows

# Shorter forms without their accents are too easily something else.
_SHORTEST_FOLDED = 3


@dataclass(frozen=True, slots=True)
class FormReading:
    """What one written form stands for; `written` is the form with all its accents."""

    place: Place
    case: Case
    ambiguous: bool
    written: str

    def allows(self, word: str) -> bool:
        """Tell whether the word only lacks accents, and has none of its own: "jyväskyla" is
        Jyväskylä, "hälso" is not Halso."""
        letters = zip(word, self.written, fold(self.written), strict=False)
        return all(letter in (accented, plain) for letter, accented, plain in letters)


@cache
def name_forms() -> dict[str, FormReading]:
    """Return readings by form in small letters, words apart by one space.

    Forms without accents come last, so that they never hide a form that is written so.
    """
    forms: dict[str, FormReading] = {}
    for place in places():
        for form, case, ambiguous in _forms_of(place):
            for spelling in dict.fromkeys((form, form.replace("-", " "))):
                forms.setdefault(spelling, FormReading(place, case, ambiguous, spelling))
    for form, reading in [*forms.items()]:
        folded = fold(form)
        # Villages are many and small; without their accents they would hide too many words.
        if reading.place.kind != "town" and len(folded) >= _SHORTEST_FOLDED:
            ambiguous = reading.ambiguous or folded in _ambiguous("form")
            forms.setdefault(folded, replace(reading, ambiguous=ambiguous))
    return forms


@cache
def longest_names() -> dict[str, int]:
    """Return the number of words of the longest form, by its first word; single words left out."""
    longest: dict[str, int] = {}
    for form in name_forms():
        words = form.split(" ")
        if len(words) > 1:
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def _forms_of(place: Place) -> Iterator[tuple[str, Case, bool]]:
    names = dict.fromkeys(
        (place.name_fi, place.name_sv, *other_names().get((place.kind, place.code), ()))
    )
    for name in names:
        yield from ((form, case, _is_ambiguous(form, name)) for form, case in _inflected(name))
        if _speaks_swedish(place, name):
            yield from ((form, case, _is_ambiguous(form, name)) for form, case in _swedish(name))


def _inflected(name: str) -> Iterator[tuple[str, Case]]:
    row = inflections().get(name)
    if row is None:
        yield plain_case(name), "nominative"
    else:
        yield from row.forms()


def _swedish(name: str) -> Iterator[tuple[str, Case]]:
    """Give the genitive, the definite form of "välfärdsområde", and saints without the colon."""
    for plain in dict.fromkeys((plain_case(name), plain_case(name).replace("s:t ", "st "))):
        yield plain, "nominative"
        yield plain if plain[-1] in "sxz" else f"{plain}s", "genitive"
        if plain.endswith("välfärdsområde"):
            yield f"{plain}t", "nominative"
            yield f"{plain}ts", "genitive"


def _speaks_swedish(place: Place, name: str) -> bool:
    """Keep the Swedish genitive from village names that no Swedish text holds."""
    if place.kind != "town":
        return True
    municipality = municipalities()[place.municipality or ""]
    return municipality.language != "fi" or name != place.name_fi


def _is_ambiguous(form: str, name: str) -> bool:
    return form in _ambiguous("form") or plain_case(name) in _ambiguous("name")


@cache
def _ambiguous(covers: str) -> frozenset[str]:
    rows = read_rows("ambiguous_forms.tsv")
    return frozenset(row["form"] for row in rows if row["covers"] == covers)
