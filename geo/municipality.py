"""The 308 municipalities of 2025: the tables in geo/data in, frozen records by code out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geo.distance import Box
from geo.point import Point
from geo.tables import read_rows

SAMI_LANGUAGES = ("se", "smn", "sms")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality. `name_sv` is the Swedish name in use, also where it is not official.

    `language` is fi, fi-sv, sv-fi or sv, the majority first; `names_sami` holds pairs of a
    language (se, smn, sms) and a name; `box` contains the territorial sea.
    """

    code: str
    name_fi: str
    name_sv: str
    name_sv_official: str
    names_sami: tuple[tuple[str, str], ...]
    language: str
    region: str
    county: str
    centre: Point
    box: Box

    def name(self, lang: str) -> str:
        """Return the Swedish name for "sv" and the Finnish one for every other language."""
        return self.name_sv if lang == "sv" else self.name_fi


@dataclass(frozen=True, slots=True)
class Former:
    """A municipality that ended; `successor` is the code of the one that took over its area."""

    code: str
    name_fi: str
    name_sv: str | None
    last_year: int
    successor: str


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Return the municipalities by three-digit code."""
    found = (_municipality(row) for row in read_rows("municipalities.csv"))
    return MappingProxyType({one.code: one for one in found})


@cache
def former_municipalities() -> Mapping[str, Former]:
    """Return the municipalities that ended in 2013-2025, by their dead code."""
    found = (
        Former(
            code=row["code"],
            name_fi=row["name_fi"],
            name_sv=row["name_sv"] or None,
            last_year=int(row["last_year"]),
            successor=row["successor"],
        )
        for row in read_rows("former_municipalities.csv")
    )
    return MappingProxyType({one.code: one for one in found})


def successor(code: str) -> str | None:
    """Return the current code of a dead municipality code, None for any other code."""
    former = former_municipalities().get(code)
    return former.successor if former else None


def county_of(code: str) -> str | None:
    """Return the wellbeing services county of a municipality, dead codes included."""
    found = municipalities().get(successor(code) or code)
    return found.county if found else None


def _municipality(row: dict[str, str]) -> Municipality:
    names_sami = ((lang, row[f"name_{lang}"]) for lang in SAMI_LANGUAGES)
    return Municipality(
        code=row["code"],
        name_fi=row["name_fi"],
        name_sv=row["name_sv"],
        name_sv_official=row["name_sv_official"],
        names_sami=tuple(pair for pair in names_sami if pair[1]),
        language=row["language"],
        region=row["region"],
        county=row["county"],
        centre=Point(float(row["lat"]), float(row["lon"])),
        box=Box(
            west=float(row["west"]),
            south=float(row["south"]),
            east=float(row["east"]),
            north=float(row["north"]),
        ),
    )
