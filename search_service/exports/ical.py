"""iCalendar (RFC 5545): an event for each coming session, with the places of the listing.

A listing without coming sessions has no event. Times stand in the session's own zone, so that
18.00 stays 18.00 over the change to summer time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from indexers.listing import PRECISE, Channel, Location
from indexers.plain_text import visible
from indexers.session import HELSINKI, DatedSession, Session
from indexers.taxonomy import label
from search_service.exports.export import Export
from search_service.exports.listing_told import ListingTold
from search_service.exports.session_event import timed_event, uid_of, with_dates
from search_service.exports.walk import Row

PRODUCT = "-//Lahella search//Listings//FI"
REFRESH = timedelta(hours=12)
END = "END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Ical:
    """Writes the calendar; a time zone stands before the first event that needs it."""

    export: Export
    zones: set[str] = field(default_factory=set)

    def begin(self) -> str:
        """The calendar's own properties, and Finnish time."""
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("name", self.export.title)
        calendar.add("x-wr-calname", self.export.title)
        calendar.add("x-wr-timezone", HELSINKI)
        calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        calendar.add("url", self.export.page_url)
        return _text(calendar).removesuffix(END) + self._zone(HELSINKI)

    def row(self, row: Row) -> str:
        """The events of a listing."""
        return "".join(self._events(ListingTold(row, self.export)))

    def end(self) -> str:
        """The end of the calendar."""
        return END

    def _events(self, told: ListingTold) -> Iterator[str]:
        seen = set()
        for number, place in enumerate(told.listing.locations):
            for session in with_dates(place.sessions, self.export.now):
                uid = uid_of(told.listing.id, number, session)
                if uid not in seen:
                    seen.add(uid)
                    event = event_of(told, place, session)
                    event.add("uid", uid)
                    yield self._zone(_zone_of(session)) + _text(event)

    def _zone(self, name: str) -> str:
        if name in self.zones:
            return ""
        self.zones.add(name)
        return zone_text(name)


def event_of(told: ListingTold, place: Location, session: Session) -> Event:
    """The event of a session, without its UID."""
    event = timed_event(session)
    changed = (told.listing.modified or told.export.now).astimezone(UTC)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("summary", told.title, parameters={"language": told.text_lang})
    event.add("description", _description(told, place))
    event.add("location", _where(told, place))
    event.add("url", told.url)
    event.add("categories", [told.kind, *told.labels("themes", told.listing.themes)])
    if contact := ", ".join(filter(None, (told.organisation, *told.contacts("phone")))):
        event.add("contact", contact)
    if told.listing.ongoing and "transp" not in event:
        event.add("transp", "TRANSPARENT")  # opening hours keep nobody busy
    if place.point and place.precision in PRECISE:
        event.add("geo", (place.point.lat, place.point.lon))
    return event


def _description(told: ListingTold, place: Location) -> str:
    return "\n".join(filter(None, (told.summary, told.local(place.summary), told.url)))


def _where(told: ListingTold, place: Location) -> str:
    channel = label("channels", place.channel.value, told.lang)
    if place.channel in (Channel.ONLINE, Channel.PHONE):
        return channel
    return visible(place.address.line).replace("\n", " ") or ", ".join(told.municipalities)


def _zone_of(session: Session) -> str:
    return HELSINKI if isinstance(session, DatedSession) else session.time_zone


@cache
def zone_text(name: str) -> str:
    """The rules of a time zone, as they are known today."""
    return _text(Timezone.from_tzinfo(ZoneInfo(name), name))


def _text(component: Calendar | Event | Timezone) -> str:
    return str(component.to_ical(), "utf-8")
