"""Places as the gazetteer gives them: what is named, where it was read, how well it fits."""

from dataclasses import dataclass
from typing import Literal

from geo.point import Point

PlaceKind = Literal["municipality", "region", "wellbeing_county", "postcode", "town"]
Case = Literal["nominative", "genitive", "inner", "outer", "partitive", "translative", "essive"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named place.

    `code` is official for municipalities, regions, counties and postal codes; a town has its
    municipality and name ("837:Hervanta"). `municipality` is None for regions and counties.
    A village that is known by its postal code only has the middle of that area as its centre.
    `centre` is None where no open source gives one: take the municipality's, as a coarser place.
    """

    kind: PlaceKind
    code: str
    name_fi: str
    name_sv: str
    centre: Point | None
    municipality: str | None

    def name(self, lang: str) -> str:
        """Return the Swedish name for "sv", the Finnish one for every other language."""
        return self.name_sv if lang == "sv" else self.name_fi


@dataclass(frozen=True, slots=True)
class Mention:
    """A place read in a text: text[start:end] is the name as it was written.

    `case` joins the six local cases into inner (-ssa, -sta, -Vn) and outer (-lla, -lta, -lle).
    `near` tells that the words round it ask for what is close by. `ambiguous` tells that the form
    is also a common word. `phrase` is the wider span with the words that only serve the place
    ("lähellä Kuopiota", "i Vasa"); take it out of the query together with the name.
    """

    start: int
    end: int
    place: Place
    case: Case
    near: bool
    ambiguous: bool
    phrase: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A place that fits what was typed, its name in the asked language, and a score of 0 to 1."""

    place: Place
    name: str
    score: float
