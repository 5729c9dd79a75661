"""HSDS services at locations in, locations with their times out."""

from collections.abc import Iterable, Iterator

from geo.coordinates import read_coordinates
from geo.point import Point
from indexers.listing import Address, Channel, Location, Precision
from indexers.plain_text import plain_line, plain_text
from indexers.sources.hsds_contacts import phones_of
from indexers.sources.hsds_schedules import ends, sessions_in
from indexers.sources.raw import Raw

SUMMARY_FIELDS = ("name", "alternate_name", "description", "transportation")
HOURS_FIELDS = ("description", "attending_type", "notes")
ACCESS_FIELDS = ("description", "details")


def locations_of(service: Raw, lang: str, notes: list[str]) -> tuple[Location, ...]:
    """One location per service at location; times without any place get one that is untold."""
    own = list(service.records("schedules"))
    places = list(service.records("service_at_locations"))
    found = [_location(one, own, lang, notes) for one in places]
    if not places and own:
        summary = _joined(lang, _hours(own))
        return (Location(sessions=sessions_in(own, notes), summary=summary),)
    return tuple(one for one in found if one)


def is_ongoing(service: Raw) -> bool:
    """Whether its times are opening hours, whose end is not the end of the service."""
    own = list(service.records("schedules"))
    places = list(service.records("service_at_locations"))
    told = [one for place in places for one in _schedules(place, own)] or own
    return bool(told) and not all(ends(schedule) for schedule in told)


def _schedules(at_location: Raw, own: list[Raw]) -> list[Raw]:
    """Times at the place, else those of the service, else when the place is open."""
    at_place = list(at_location.records("schedules"))
    return at_place or own or list(at_location.record("location").records("schedules"))


def _location(at_location: Raw, own: list[Raw], lang: str, notes: list[str]) -> Location | None:
    location = at_location.record("location")
    if location.text("location_type") == "postal":
        notes.append("location: a postal address is no place to take part; it was left out")
        return None
    virtual = location.text("location_type") == "virtual"
    schedules = _schedules(at_location, own)
    point = None if virtual else _point(location, notes)
    numbers = [number for number, _ in (*phones_of(at_location), *phones_of(location))]
    return Location(
        channel=Channel.ONLINE if virtual else Channel.PLACE,
        point=point,
        precision=Precision.POINT if point else Precision.NONE,
        address=Address() if virtual else _address(location),
        summary=_joined(lang, _texts(at_location, location, schedules)),
        sessions=sessions_in(schedules, notes),
        url=location.text("url") or None,
        phone=next(iter(numbers), None),
    )


def _point(location: Raw, notes: list[str]) -> Point | None:
    lat, lon = location.value("latitude"), location.value("longitude")
    if lat is None and lon is None:
        return None
    reading = read_coordinates(lat=lat, lon=lon)
    if note := reading.repair or reading.problem:
        notes.append(f"location: {note}")
    return reading.point


def _address(location: Raw) -> Address:
    """The physical address, else the first one."""
    addresses = list(location.records("addresses"))
    physical = [one for one in addresses if one.text("address_type") == "physical"]
    for one in (*physical, *addresses):
        street = ", ".join(
            text for name in ("address_1", "address_2") if (text := plain_line(one.text(name)))
        )
        return Address(
            street=street,
            postcode=plain_line(one.text("postal_code")),
            post_town=plain_line(one.text("city")),
        )
    return Address()


def _texts(at_location: Raw, location: Raw, schedules: list[Raw]) -> Iterator[str]:
    yield at_location.text("description")
    yield from (location.text(name) for name in SUMMARY_FIELDS)
    for access in location.records("accessibility"):
        yield from (access.text(name) for name in ACCESS_FIELDS)
    yield from _hours(schedules)


def _hours(schedules: Iterable[Raw]) -> Iterator[str]:
    for schedule in schedules:
        yield from (schedule.text(name) for name in HOURS_FIELDS)


def _joined(lang: str, texts: Iterable[str]) -> dict[str, str]:
    """The texts below each other, each once, in the feed's language."""
    lines = dict.fromkeys(text for told in texts if (text := plain_text(told)))
    return {lang: "\n".join(lines)} if lines else {}
