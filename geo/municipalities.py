"""The one door to the municipalities, regions and wellbeing services counties of Finland."""

from geo.municipality import (
    Former,
    Municipality,
    county_of,
    former_municipalities,
    municipalities,
    successor,
)
from geo.regions import Area, regions, wellbeing_counties
from geo.resolve import resolve_municipality, resolve_region

__all__ = [
    "Area",
    "Former",
    "Municipality",
    "county_of",
    "former_municipalities",
    "municipalities",
    "regions",
    "resolve_municipality",
    "resolve_region",
    "successor",
    "wellbeing_counties",
]
