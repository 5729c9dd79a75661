"""Regions and wellbeing services counties: the tables in geo/data in, frozen areas by code out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from geo.tables import read_rows

AreaKind = Literal["region", "wellbeing_county"]


@dataclass(frozen=True, slots=True)
class Area:
    """A region (maakunta) or a wellbeing services county, by its two-digit code."""

    code: str
    kind: AreaKind
    name_fi: str
    name_sv: str
    name_en: str

    def name(self, lang: str) -> str:
        """Return the name in "sv" or "en", the Finnish one for every other language."""
        return {"sv": self.name_sv, "en": self.name_en}.get(lang, self.name_fi)


@cache
def regions() -> Mapping[str, Area]:
    """Return the 19 regions by code."""
    return _areas("regions.csv", "region")


@cache
def wellbeing_counties() -> Mapping[str, Area]:
    """Return the 21 counties, Helsinki (90) and Åland (91), by code."""
    return _areas("wellbeing_counties.csv", "wellbeing_county")


def _areas(table: str, kind: AreaKind) -> Mapping[str, Area]:
    found = (
        Area(row["code"], kind, row["name_fi"], row["name_sv"], row["name_en"])
        for row in read_rows(table)
    )
    return MappingProxyType({one.code: one for one in found})
