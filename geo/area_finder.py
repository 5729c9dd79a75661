"""What every way of finding a point's areas gives: a point in, its municipality and areas out."""

from dataclasses import dataclass
from typing import Literal, Protocol

from geo.municipality import municipalities
from geo.point import Point

Method = Literal["boundary", "nearest"]


@dataclass(frozen=True, slots=True)
class AreaAt:
    """Codes of the areas of a point; `method` is "nearest" where no boundary contains it."""

    municipality: str
    region: str
    wellbeing_county: str
    method: Method


class AreaFinder(Protocol):
    """Finds the areas of a point, with boundaries or without."""

    def at(self, point: Point) -> AreaAt | None:
        """Return the areas of the point, None where no municipality is near."""
        ...

    def fingerprint(self) -> str:
        """Return a text that changes with what the answers are taken from."""
        ...


def area_at(municipality: str, method: Method) -> AreaAt:
    """Complete a current municipality code with the areas it belongs to."""
    found = municipalities()[municipality]
    return AreaAt(municipality, found.region, found.county, method)
