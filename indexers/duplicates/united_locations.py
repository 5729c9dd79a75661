"""The locations of several listings of one thing, those of one place joined."""

from collections.abc import Sequence

from indexers.duplicates.assembly import Assembly, origin
from indexers.duplicates.fingerprints import page_mark, phone_mark
from indexers.duplicates.places import COARSE, PLACED, closeness, place_of
from indexers.duplicates.united_sessions import united_sessions
from indexers.listing import Address, Channel, Known, Listing, Location, Precision

# From the most to the least precise.
PRECISIONS = list(Precision)


class United:
    """Locations gathered so far, and where their parts came from."""

    def __init__(self) -> None:
        self.locations: list[Location] = []
        self._parts: list[dict[str, str]] = []  # part -> listing id; "" is the location itself

    def add(self, listing: Listing) -> None:
        """Join the listing's locations to those that are there; its own stay apart."""
        free = list(range(len(self.locations)))
        for number, location in enumerate(listing.locations):
            origins = _origins_in(listing, number)
            place = self._same(location, free)
            if place is None:
                self.locations.append(location)
                self._parts.append(origins)
                continue
            free.remove(place)
            joined = join(self.locations[place], location)
            for part in _changed(self.locations[place], joined):
                self._parts[place][part] = origins.get(part, origins[""])
            self.locations[place] = joined

    def _same(self, location: Location, free: Sequence[int]) -> int | None:
        """The number of the location that is most surely this one."""
        likeness = {number: likeness_of(self.locations[number], location) for number in free}
        return max(filter(likeness.get, free), key=lambda one: likeness[one], default=None)

    def origins(self) -> dict[str, str]:
        """Path of a location or of a part that came from elsewhere -> listing id."""
        return {
            f"locations.{number}{part}": id_
            for number, parts in enumerate(self._parts)
            for part, id_ in parts.items()
            if not part or id_ != parts[""]
        }


def united_locations(assembly: Assembly) -> tuple[Location, ...]:
    """The locations of all listings; their origins go to the assembly."""
    united = United()
    for listing in assembly.listings:
        united.add(listing)
    assembly.origins |= united.origins()
    return tuple(united.locations)


def likeness_of(a: Location, b: Location) -> float:
    """How surely two locations are one, 0..1."""
    if a.channel in PLACED and b.channel in PLACED:
        return closeness(place_of(a), place_of(b)) or (COARSE if _untold(a) or _untold(b) else 0)
    if a.channel is not b.channel:
        return 0.0
    return float(
        _fits(page_mark(a.url), page_mark(b.url))
        and _fits(phone_mark(a.phone), phone_mark(b.phone))
    )


def _untold(location: Location) -> bool:
    """Whether only the channel is known, and not where."""
    return (
        location.point is None and location.municipality is None and location.address == Address()
    )


def _fits(a: str, b: str) -> bool:
    return not a or not b or a == b


def join(a: Location, b: Location) -> Location:
    """One location of both: the more precise point, and of everything else what `a` tells first."""
    better, other = (b, a) if _precision(b) < _precision(a) else (a, b)
    return Location(
        channel=a.channel if a.channel is b.channel else Channel.HYBRID,
        point=better.point,
        precision=better.precision,
        municipality=better.municipality or other.municipality,
        address=Address(
            street=better.address.street or other.address.street,
            postcode=better.address.postcode or other.address.postcode,
            post_town=better.address.post_town or other.address.post_town,
        ),
        summary={**b.summary, **a.summary},
        accessibility=_accessibility(a, b),
        sessions=united_sessions(a.sessions, b.sessions),
        url=a.url or b.url,
        phone=a.phone or b.phone,
    )


def _precision(location: Location) -> int:
    return PRECISIONS.index(location.precision) if location.point else len(PRECISIONS)


def _accessibility(a: Location, b: Location) -> dict[str, Known]:
    told = {name: known for name, known in a.accessibility.items() if known is not Known.UNKNOWN}
    return {**a.accessibility, **b.accessibility, **told}


def _changed(before: Location, after: Location) -> list[str]:
    """Parts that differ, as steps of a path."""
    return [
        f".{name}"
        for name in Location.model_fields
        if getattr(before, name) != getattr(after, name)
    ]


def _origins_in(listing: Listing, number: int) -> dict[str, str]:
    path = f"locations.{number}"
    found = {"": origin(listing, path)}
    for name in Location.model_fields:
        if inner := listing.provenance.fields.get(f"{path}.{name}"):
            found[f".{name}"] = inner
    return found
