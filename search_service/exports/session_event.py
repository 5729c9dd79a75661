"""A session as an event of a calendar (RFC 5545): start, end, rule of return, cancelled days."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Event

from indexers.session import NO_END, DatedSession, Session, WeeklySession
from search_service.settings import ZONE

WEEKDAYS = ("", "MO", "TU", "WE", "TH", "FR", "SA", "SU")  # of ISO 8601's 1 to 7


def coming(sessions: Iterable[Session], now: datetime) -> Iterator[Session]:
    """Sessions that take place at least once more."""
    return (one for one in sessions if next(one.occurrences(now), None))


def with_dates(sessions: Iterable[Session], now: datetime) -> Iterator[Session]:
    """Coming sessions that a calendar can hold: what is open until further notice has no dates."""
    found = coming(sessions, now)
    return (one for one in found if not (isinstance(one, DatedSession) and one.endless))


def timed_event(session: Session) -> Event:
    """An event that says when, and nothing else."""
    event = Event()
    if isinstance(session, DatedSession):
        _add_dates(event, session)
    else:
        _add_rule(event, session)
    return event


def uid_of(listing_id: str, place: int, session: Session) -> str:
    """The same for the same session in every build: what it is told by, not what may be changed.

    A cancelled day or a longer season changes the event; another day or hour is another event.
    """
    if isinstance(session, DatedSession):
        when = session.start.isoformat()
    else:
        rhythm = (session.weekday, session.start, session.every_weeks, session.monthly)
        when = "/".join(map(str, (*rhythm, session.valid_from)))
    return str(uuid5(NAMESPACE_URL, f"{listing_id}/{place}/{when}"))


def _add_rule(event: Event, session: WeeklySession) -> None:
    zone = ZoneInfo(session.time_zone)
    start = datetime.combine(session.first_day, session.start, zone)
    event.add("dtstart", start)
    if session.end is not None:
        event.add("dtend", session.end_of(start))
    event.add("rrule", _rule(session, zone))
    if off := sorted(day for day in session.exclusions if _is_within(session, day)):
        event.add("exdate", [datetime.combine(day, session.start, zone) for day in off])


def _rule(session: WeeklySession, zone: ZoneInfo) -> dict[str, Any]:
    weekday = WEEKDAYS[session.weekday]
    rule: dict[str, Any] = {"freq": "WEEKLY", "byday": weekday}
    if session.monthly:
        rule = {"freq": "MONTHLY", "byday": f"{session.ordinal}{weekday}"}
    elif session.every_weeks > 1:
        rule["interval"] = session.every_weeks
    if session.valid_until is not None and session.valid_until < NO_END:
        last = datetime.combine(session.valid_until, time(23, 59, 59), zone)
        rule["until"] = last.astimezone(UTC)
    return rule


def _is_within(session: WeeklySession, day: date) -> bool:
    """Whether a cancelled day would have been one: sources list whole holidays."""
    last = session.valid_until or NO_END
    return day.isoweekday() == session.weekday and session.valid_from <= day <= last


def _add_dates(event: Event, session: DatedSession) -> None:
    start = session.start.astimezone(ZONE)
    end = session.end.astimezone(ZONE) if session.end else None
    whole_days = start.time() == time(0) and (end is None or end.time() == time(0))
    event.add("dtstart", start.date() if whole_days else start)
    if end is not None and end > start:
        event.add("dtend", end.date() if whole_days else end)
    if session.open_throughout:
        event.add("transp", "TRANSPARENT")  # a line that answers all year keeps nobody busy
