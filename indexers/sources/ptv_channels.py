"""The channels of a service: where to go, what is online, whom to call, which forms there are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from indexers.listing import Channel, Contact, Link, Location, Precision
from indexers.sources.ptv_addresses import NOWHERE, Place
from indexers.sources.ptv_connection import Connection
from indexers.sources.ptv_contacts import contacts, links
from indexers.sources.ptv_forms import forms_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import Local, joined
from indexers.sources.raw import Raw

PLACE, FORM = "ServiceLocation", "PrintableForm"
REMOTE = {"EChannel": Channel.ONLINE, "WebPage": Channel.ONLINE, "Phone": Channel.PHONE}
PUBLISHED = ("", "Published")
Item = TypeVar("Item")


class Ways(NamedTuple):
    """All ways to a service, and what its channels say that belongs to the listing."""

    locations: tuple[Location, ...]
    contacts: tuple[Contact, ...]
    links: tuple[Link, ...]
    prices: Local
    charge_types: frozenset[str]
    by_appointment: bool  # at each channel that has hours


def ways_of(service: Raw, channels: Iterable[Raw], notes: Notes) -> Ways:
    """All ways of a service, in the order of its connections."""
    found = list(_connections(service, {one.text("id"): one for one in channels}, notes))
    placed = [(one, tuple(_locations(one, notes))) for one in found]
    hours = [one.hours for one in found if one.hours.sessions or one.hours.by_appointment]
    return Ways(
        locations=tuple(chain.from_iterable(locations for _, locations in placed)),
        contacts=_once(
            chain.from_iterable(_contacts(*pair) for pair in placed), lambda one: one.value
        ),
        links=_once(
            chain.from_iterable(_links(*pair, notes) for pair in placed), lambda one: one.url
        ),
        prices=joined(one.prices for one in found),
        charge_types=frozenset(filter(None, (one.charge_type for one in found))),
        by_appointment=bool(hours) and all(one.by_appointment for one in hours),
    )


def _connections(service: Raw, channels: dict[str, Raw], notes: Notes) -> Iterator[Connection]:
    for link in service.records("serviceChannels"):
        named = link.record("serviceChannel")
        embedded = named if named.value("serviceChannelType") else None
        channel = channels.get(named.text("id")) or embedded
        if channel is None:
            name = named.text("name") or named.text("id") or "a channel"
            notes.mend(f"serviceChannels: {name[:80]} is not given, only its connection was read")
        status = channel.text("publishingStatus") if channel else ""
        if status in PUBLISHED:
            yield Connection(link, channel or Raw({}), notes)
        else:
            notes.mend(f"serviceChannels: a channel was left out, its status is {status[:40]}")


def _locations(one: Connection, notes: Notes) -> Iterator[Location]:
    """A place for each address that can be visited, or one for what is done from afar."""
    if one.kind == FORM:
        return
    if channel := REMOTE.get(one.kind):
        yield _location(one, NOWHERE, channel)
        return
    places = one.places()
    if one.kind != PLACE and one.channel.names():
        notes.unknown("serviceChannelType", one.kind)
    if places or one.kind == PLACE:
        yield from (_location(one, place, Channel.PLACE) for place in places or [NOWHERE])
    elif one.phones or one.pages:
        yield _location(one, NOWHERE, Channel.PHONE if one.phones else Channel.ONLINE)


def _location(one: Connection, place: Place, channel: Channel) -> Location:
    return Location(
        channel=channel,
        point=place.point,
        precision=Precision.POINT if place.point else Precision.NONE,
        address=place.address,
        municipality=place.municipality,
        summary=one.summary(place.how_to_find),
        sessions=one.hours.sessions,
        url=one.pages[0].value if one.pages else None,
        phone=one.phones[0].value if one.phones else None,
    )


def _contacts(one: Connection, locations: Sequence[Location]) -> Iterator[Contact]:
    """What does not stand on a location: further numbers, those that need a word, all e-mails."""
    shown = one.phones[:1] if locations else []
    yield from contacts("phone", (call for call in one.phones if call not in shown or call.label))
    yield from contacts("email", (mail.named(one.names) for mail in one.emails))


def _links(one: Connection, locations: Sequence[Location], notes: Notes) -> Iterator[Link]:
    """Further pages, forms and statements."""
    yield from links(one.pages[1:] if locations else one.pages)
    yield from forms_of(one.channel, one.names, notes)


def _once(items: Iterable[Item], address: Callable[[Item], str]) -> tuple[Item, ...]:
    """Each address once, the first with its label."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(address(item), item)
    return tuple(found.values())
