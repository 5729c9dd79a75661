"""Where an event is: places of Linked Events in, locations with their sessions out.

A series of sub events that meet in two places has two locations, each with the times that are
there. A sub event without a place of its own meets at that of its super event.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from geo.coordinates import read_coordinates
from geo.municipalities import resolve_municipality
from geo.point import Point
from indexers.listing import Address, Channel, Location, Precision
from indexers.plain_text import plain_line
from indexers.session import DatedSession
from indexers.sources.linked_events_ids import id_of, is_whole, native_id
from indexers.sources.linked_events_texts import local_lines, local_texts, preferred
from indexers.sources.raw import Raw

REMOTE = "yso:p26626"  # the keyword "etäosallistuminen": one can take part from afar


class Meeting(NamedTuple):
    """One time of a listing: the event or sub event that tells its place, and when it is."""

    event: Raw
    session: DatedSession | None


def locations_of(event: Raw, meetings: Sequence[Meeting], notes: list[str]) -> tuple[Location, ...]:
    """One location per place where the event or its sub events meet."""
    groups: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        place = _place_source(meeting.event, event)
        groups.setdefault(native_id(place.value("location")), []).append(meeting)
    found = (_location(event, group, notes) for group in groups.values())
    return tuple(location for location in found if location is not None)


def _place_source(part: Raw, event: Raw) -> Raw:
    return part if native_id(part.value("location")) or _is_told(part) else event


def _is_told(part: Raw) -> bool:
    """Some files tell a place without an id."""
    return is_whole(part.value("location"))


def _location(event: Raw, meetings: Sequence[Meeting], notes: list[str]) -> Location | None:
    part = meetings[0].event
    source = _place_source(part, event)
    place = source.record("location")
    channel = _channel(place, part, event)
    sessions = sorted({one.session for one in meetings if one.session}, key=lambda s: s.start)
    if channel is Channel.PLACE and not place.names() and not sessions:
        return None
    if place.names() and not is_whole(source.value("location")) and channel is not Channel.ONLINE:
        notes.append(f"location: the place {native_id(source.value('location'))} is only named")
    point = _point(place, notes) if channel is not Channel.ONLINE else None
    return Location(
        channel=channel,
        point=point,
        precision=Precision.POINT if point else Precision.NONE,
        address=_address(place),
        municipality=_municipality(place),
        summary=_how_to_find(place, [part, event], channel),
        sessions=tuple(sessions),
        url=_address_online(part, event) or preferred(local_lines(place, "info_url")) or None,
        phone=preferred(local_lines(place, "telephone")) or None,
    )


def _channel(place: Raw, part: Raw, event: Raw) -> Channel:
    """Places like helsinki:internet and virtual:public stand for the net."""
    name = id_of(place)
    if name.endswith(":internet") or name.startswith("virtual:"):
        return Channel.ONLINE
    remote = any(
        one.value("is_virtualevent") is True or _online(one) or REMOTE in _keyword_ids(one)
        for one in (part, event)
    )
    if not remote:
        return Channel.PLACE
    return Channel.HYBRID if place.names() else Channel.ONLINE


def _online(event: Raw) -> str:
    return preferred(local_lines(event, "virtualevent_url"))


def _address_online(part: Raw, event: Raw) -> str:
    return _online(part) or _online(event)


def _keyword_ids(event: Raw) -> Iterator[str]:
    return (id_of(one) for one in event.records("keywords"))


def _point(place: Raw, notes: list[str]) -> Point | None:
    """GeoJSON: longitude before latitude."""
    coordinates = place.record("position").value("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    reading = read_coordinates(lat=coordinates[1], lon=coordinates[0])
    if note := reading.repair or reading.problem:
        notes.append(f"location.position: {note}")
    return reading.point


def _address(place: Raw) -> Address:
    return Address(
        street=preferred(local_lines(place, "street_address")),
        postcode=plain_line(place.text("postal_code")),
        post_town=preferred(local_lines(place, "address_locality")),
    )


def _municipality(place: Raw) -> str | None:
    """The code of the place's division of type muni, which is told by its names."""
    for division in place.records("divisions"):
        if division.text("type") == "muni":
            for name in local_lines(division, "name").values():
                if found := resolve_municipality(name):
                    return found.code
    return None


def _how_to_find(place: Raw, events: Iterable[Raw], channel: Channel) -> dict[str, str]:
    """The place's name, and what the event adds to it: the floor, the door, the link."""
    names = local_lines(place, "name") if channel is not Channel.ONLINE else {}
    extra: Mapping[str, str] = next(
        filter(None, (local_texts(event, "location_extra_info") for event in events)), {}
    )
    found = {}
    for lang in dict.fromkeys([*names, *extra]):
        parts = [names.get(lang) or preferred(names), extra.get(lang, "")]
        found[lang] = "\n".join(filter(None, parts))
    return found
