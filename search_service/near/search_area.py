"""Where a search looks: which circle, box or drawing, which listings from afar, how far is near.

Two questions are kept apart: near (how far) and serves (may people from here use it). Listings
that can be used from anywhere come along when they serve the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.area_finder import AreaFinder
from geo.distance import Box, chords_m, through_earth
from geo.municipalities import municipalities
from geo.point import Point
from search_service.criteria import CODED, Criteria
from search_service.filters import all_of, any_of, either, serving
from search_service.near.polygon import read_polygon
from search_service.understanding.place_reading import NamedPlace

# Radii that are tried for a place, and the listings that make one believable: fewer than a page
# or two, and people look further anyway. Counted over municipalities whose centre lies within.
RADII_M = (5_000, 10_000, 20_000, 35_000, 50_000, 75_000, 100_000, 150_000, 200_000)
COUNTRY_M = 1_500_000  # from any point of Finland to any other
ENOUGH_LISTINGS = 40
REMOTE_CHANNELS = {"online", "phone", "hybrid"}


@dataclass(frozen=True, slots=True)
class SearchArea:
    """A circle round a point, a box, a named area, or none of them (the whole country)."""

    centre: Point | None = None
    radius_m: int | None = None
    box: Box | None = None
    municipality: str | None = None  # of the centre, for what serves it
    named: tuple[str, str] | None = None  # ("municipality" or "region" …, code) of a named area
    named_centre: Point | None = None
    with_remote: bool = True
    shape: BaseGeometry | None = None  # a drawn area

    @property
    def told_radius(self) -> int | None:
        """The radius as the answer tells it; None for the whole country."""
        return None if self.radius_m == COUNTRY_M else self.radius_m

    @property
    def placed(self) -> bool:
        """Whether documents have to lie somewhere, so that the nearest of a listing counts."""
        return not (self.centre is None and self.box is None and self.shape is None)

    @property
    def remote_counts(self) -> bool:
        """Whether listings from anywhere come along with what lies round the centre."""
        return self.with_remote and self.box is None and self.shape is None

    def holds(self, traits: Mapping[str, Any]) -> bool:
        """Whether a listing takes place in the named area."""
        return self.named is None or self.named[1] in traits.get(CODED[self.named[0]], ())

    def unplaced(self) -> str:
        """The filter of a named area, or of the whole country: one document per listing."""
        return all_of(["first = true", self._in_named()]) if self.named else "first = true"

    def _in_named(self) -> str:
        """Listings that take place in the named area, and remote ones that serve it."""
        kind, code = self.named or ("", "")
        inside = any_of(CODED[kind], [code])
        if not self.with_remote:
            return inside
        served = serving(code) if kind == "municipality" else any_of("serves", ["FI"])
        return either([inside, all_of([any_of("channels", ["online", "phone"]), served])])


def area_of(
    criteria: Criteria,
    place: NamedPlace | None,
    finder: AreaFinder,
    per_municipality: Mapping[str, int],
) -> SearchArea:
    """The area that the parameters and the place of the words name."""
    shape = read_polygon(criteria.polygon) if criteria.polygon is not None else None
    typed = bool(criteria.place) and place is not None
    if (criteria.near is None or typed) and place is not None and criteria.bbox is None:
        if place.place.kind in ("municipality", "region", "wellbeing_county") and not (
            place.near or criteria.radius_m
        ):
            named = (place.place.kind, place.place.code)
            return SearchArea(
                named=named,
                named_centre=place.centre,
                municipality=place.place.municipality,
                with_remote=_remote_asked(criteria),
                shape=shape,
            )
        if place.centre is not None:
            criteria = replace(criteria, near=place.centre)
    if criteria.near is None:
        return SearchArea(box=criteria.bbox, shape=shape)
    found = finder.at(criteria.near)
    radius = criteria.radius_m or believable_radius(criteria.near, per_municipality)
    return SearchArea(
        centre=criteria.near,
        radius_m=radius,
        box=criteria.bbox,
        municipality=found.municipality if found else None,
        with_remote=_remote_asked(criteria),
        shape=shape,
    )


def believable_radius(centre: Point, per_municipality: Mapping[str, int]) -> int:
    """The smallest radius with enough listings of any kind: Helsinki differs from Utsjoki."""
    codes, centres = _centres()
    metres, listings = chords_m(centre, centres), 0
    for nearest in np.argsort(metres).tolist():
        listings += per_municipality.get(codes[nearest], 0)
        if listings >= ENOUGH_LISTINGS:
            least = metres[nearest]
            return next((radius for radius in RADII_M if radius >= least), RADII_M[-1])
    return RADII_M[-1]


@cache
def _centres() -> tuple[Sequence[str], NDArray[np.float64]]:
    """Codes of all municipalities, and where their centres are."""
    places = municipalities()
    lat, lon = np.array([(one.centre.lat, one.centre.lon) for one in places.values()]).T
    return [*places], through_earth(lat, lon)


def _remote_asked(criteria: Criteria) -> bool:
    """Whether listings from anywhere may come along: not when only places are wanted."""
    groups = criteria.coded.get("channel", ())
    return all(REMOTE_CHANNELS & set(group) for group in groups)
