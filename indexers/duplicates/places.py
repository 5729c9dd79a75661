"""Where two listings take place, compared: the same spot, the same town, or two places."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from geo.distance import distance_m
from geo.point import Point
from indexers.duplicates.streets import are_two, has_number, street_key
from indexers.listing import Channel, Location, Precision

PLACED = (Channel.PLACE, Channel.HYBRID)
PRECISE = (Precision.POINT, Precision.STREET)
MOST_PLACES = 12
# Metres up to which two precise points are one place, and what it then counts: sources put the
# point on the door, on the plot or on the street.
NEAR = ((150.0, 1.0), (400.0, 0.75), (600.0, 0.5))
COARSE = 0.5  # the same municipality, and nothing finer is known of one side
# Of all places of both; with fewer common ones one listing is a part of the other.
LEAST_SHARE = 0.4


class Place(NamedTuple):
    """A place as sources tell it; what is unknown is empty."""

    municipality: str = ""
    street: str = ""  # see streets
    lat: float | None = None  # of a precise point only
    lon: float | None = None

    @property
    def point(self) -> Point | None:
        """The precise point."""
        return Point(self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class PlaceMatch(NamedTuple):
    """`share` of the places that both have, 0..1; None when one side does not tell."""

    share: float | None = None
    apart: str = ""


def places_of(locations: Iterable[Location]) -> tuple[Place, ...]:
    """The places of a listing's locations, each once; a street of no known town is no place."""
    found = {place_of(location) for location in locations if location.channel in PLACED}
    known = [place for place in found if place.municipality or place.point]
    return tuple(sorted(known, key=str)[:MOST_PLACES])


def place_of(location: Location) -> Place:
    """One location as a place; a middle of a town or postal code is no point."""
    point = location.point if location.precision in PRECISE else None
    return Place(
        municipality=location.municipality or "",
        street=street_key(location.address.street),
        lat=round(point.lat, 5) if point else None,
        lon=round(point.lon, 5) if point else None,
    )


def compare_places(a: Collection[Place], b: Collection[Place]) -> PlaceMatch:
    """The same places, other places, or nothing to compare."""
    if not a or not b:
        return PlaceMatch()
    more, fewer = (a, b) if len(a) >= len(b) else (b, a)
    best = [max(closeness(one, other) for other in fewer) for one in more]
    share = sum(best) / len(best)
    if max(best) == 0:
        return PlaceMatch(apart="in another place")
    if share < LEAST_SHARE:
        return PlaceMatch(apart="in more places")
    return PlaceMatch(share)


def closeness(a: Place, b: Place) -> float:
    """How surely two places are one, 0..1."""
    other_town = bool(a.municipality and b.municipality) and a.municipality != b.municipality
    if a.street == b.street and has_number(a.street) and not other_town:
        return 1.0
    first, second = a.point, b.point
    if first and second:
        metres = distance_m(first, second)
        return next((worth for limit, worth in NEAR if metres <= limit), 0.0)
    if other_town or not (a.municipality and b.municipality):
        return 0.0
    if a.street and b.street and are_two(a.street, b.street):
        return 0.0
    return COARSE
