"""Postal codes: a five-digit code in, its municipality, middle and post town out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geo.point import Point
from geo.tables import read_rows


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postal code, the code of its municipality and its post town in both languages.

    `middle` is that of its area, which may reach into other municipalities; None where the code
    has no area (it belongs to one large receiver) or none is known.
    """

    code: str
    municipality: str
    town_fi: str
    town_sv: str
    middle: Point | None

    def town(self, lang: str) -> str:
        """Return the post town in Swedish for "sv", in Finnish for every other language."""
        return self.town_sv if lang == "sv" else self.town_fi


@cache
def postcodes() -> Mapping[str, Postcode]:
    """Return every known postal code by its five digits."""
    found = map(_postcode, read_rows("postcodes.csv"))
    return MappingProxyType({one.code: one for one in found})


def _postcode(row: Mapping[str, str]) -> Postcode:
    middle = Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None
    return Postcode(row["code"], row["municipality"], row["town_fi"], row["town_sv"], middle)


def postcode_place(code: str) -> Postcode | None:
    """Return what is known of a postal code; spaces round it do not matter."""
    return postcodes().get(code.strip())


def municipality_of_postcode(code: str) -> str | None:
    """Return the current municipality code, or None when the postal code is unknown."""
    found = postcode_place(code)
    return found.municipality if found else None


def post_town(code: str, lang: str = "fi") -> str | None:
    """Return the post town's name, or None when the postal code is unknown."""
    found = postcode_place(code)
    return found.town(lang) if found else None
