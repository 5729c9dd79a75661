"""What a source does not say and geography does: municipality, coarse point, areas served.

A listing in, the same listing with its places completed out. The precision of each location is
told, so that a coarse point never pretends to be near.
"""

from collections.abc import Iterable

from geo.area_finder import AreaFinder
from geo.distance import Box
from geo.municipalities import Municipality, municipalities, resolve_municipality
from geo.postcodes import municipality_of_postcode, postcode_place
from indexers.listing import AreaServed, Channel, Listing, Location, Precision

PLACED = (Channel.PLACE, Channel.HYBRID)
# A point this far outside the municipality that its address names is taken for a mistake; nearer
# ones are neighbours whose post town is named after the next municipality.
FAR_DEGREES = 0.25  # of latitude, 28 km; longitudes get twice as many for about the same


def enriched(listing: Listing, areas: AreaFinder) -> Listing:
    """The listing with every place location given a municipality and a point, where known."""
    notes: list[str] = []
    home = _only_municipality(listing)
    locations = tuple(_placed(location, home, areas, notes) for location in listing.locations)
    serves = listing.serves or _served_by_default(locations)
    provenance = listing.provenance.model_copy(
        update={"repairs": (*listing.provenance.repairs, *notes)}
    )
    return listing.model_copy(
        update={"locations": locations, "serves": serves, "provenance": provenance}
    )


def _only_municipality(listing: Listing) -> Municipality | None:
    """The one municipality that the listing serves, the last resort for a place."""
    codes = {area.code for area in listing.serves if area.kind == "municipality"}
    return municipalities().get(codes.pop()) if len(codes) == 1 else None


def _placed(
    location: Location, home: Municipality | None, areas: AreaFinder, notes: list[str]
) -> Location:
    if location.channel not in PLACED:
        return _with_current_code(location)
    told = _of_address(location)
    if location.point is not None:
        found = areas.at(location.point)
        inside = municipalities()[found.municipality] if found else None
        if not _contradicts(location, inside, told):
            sure = inside if found and found.method == "boundary" else told or home or inside
            return location.model_copy(update={"municipality": sure.code if sure else None})
        notes.append(f"location: the point lies far from {told.name_fi if told else '?'}")
    return _at_postcode(location, told) or _at_centre(location, told or home)


def _with_current_code(location: Location) -> Location:
    """The municipality of an online or phone location, which only the source can know."""
    if location.municipality is None:
        return location
    found = resolve_municipality(location.municipality)
    return location.model_copy(update={"municipality": found.code if found else None})


def _of_address(location: Location) -> Municipality | None:
    address = location.address
    code = location.municipality or municipality_of_postcode(address.postcode)
    return resolve_municipality(code or address.post_town)


def _contradicts(
    location: Location, inside: Municipality | None, told: Municipality | None
) -> bool:
    if told is None or location.point is None or inside == told:
        return False
    box = told.box
    wide = Box(
        west=box.west - 2 * FAR_DEGREES,
        south=box.south - FAR_DEGREES,
        east=box.east + 2 * FAR_DEGREES,
        north=box.north + FAR_DEGREES,
    )
    return not wide.contains(location.point)


def _at_postcode(location: Location, told: Municipality | None) -> Location | None:
    """The middle of the postal code area, where the code is one of the municipality told."""
    found = postcode_place(location.address.postcode)
    if found is None or found.middle is None or told is None or found.municipality != told.code:
        return None
    known = {"point": found.middle, "precision": Precision.POSTCODE, "municipality": told.code}
    return location.model_copy(update=known)


def _at_centre(location: Location, told: Municipality | None) -> Location:
    if told is None:
        return location.model_copy(
            update={"point": None, "precision": Precision.NONE, "municipality": None}
        )
    return location.model_copy(
        update={
            "point": told.centre,
            "precision": Precision.MUNICIPALITY,
            "municipality": told.code,
        }
    )


def _served_by_default(locations: Iterable[Location]) -> tuple[AreaServed, ...]:
    codes = {location.municipality for location in locations if location.municipality}
    return tuple(AreaServed(kind="municipality", code=code) for code in sorted(codes))
