"""Times of Linked Events: start_time and end_time of an event in, a dated session out.

The API writes moments in UTC ("2026-06-17T07:00:00Z"), and a day alone ("2026-06-17") where the
hour is not known; a day at the end is meant to its end. Sessions are the wall clock of Finland.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from indexers.session import HELSINKI, NO_END, DatedSession
from indexers.sources.raw import Raw

ZONE = ZoneInfo(HELSINKI)
DAY = r"\d{4}-\d{2}-\d{2}"
FIRST = datetime(1900, 1, 1, tzinfo=UTC)  # before it a time is a slip, and zones have odd offsets
LAST = datetime.combine(NO_END, time(0), UTC)  # "until further notice" is written as year 9999


class Stamp(NamedTuple):
    """A moment on the wall clock of Finland; of a whole day it is the midnight that begins it."""

    moment: datetime
    whole_day: bool


def stamp(value: str) -> Stamp | None:
    """The moment or day of a text; None for anything else. Without a zone it is UTC."""
    text = value.strip()
    try:
        if re.fullmatch(DAY, text):
            return Stamp(_midnight(date.fromisoformat(text)), True)
        # Python also reads forms without hyphens, which are other things here.
        moment = datetime.fromisoformat(text) if re.match(DAY, text) else None
    except (ValueError, OverflowError):
        return None
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return Stamp(max(FIRST, min(moment, LAST)).astimezone(ZONE), False)
    except OverflowError:
        return None


def moment_of(event: Raw, name: str, notes: list[str]) -> datetime | None:
    """The moment of a field; what cannot be read is left out with a note."""
    found = stamp(event.text(name))
    if found is None and event.value(name) is not None and event.value(name) != "":
        notes.append(f"{name}: expected an ISO 8601 time and was left out")
    return found.moment if found else None


def closing_of(event: Raw, notes: list[str]) -> datetime | None:
    """When an event ends: the midnight that closes the day, where only a day is told."""
    end = stamp(event.text("end_time"))
    if end is None or not end.whole_day:
        return moment_of(event, "end_time", notes)
    return _midnight(end.moment.date() + timedelta(days=1))


def session_of(event: Raw, notes: list[str]) -> DatedSession | None:
    """When an event happens; None where it has no readable start."""
    start = moment_of(event, "start_time", notes)
    if start is None:
        return None
    end = closing_of(event, notes)
    begun = stamp(event.text("start_time"))
    if end is None and begun and begun.whole_day:
        end = _midnight(start.date() + timedelta(days=1))
    if end is not None and end < start:
        notes.append("end_time: lies before start_time and was left out")
        end = None
    return DatedSession(start=start, end=end)


def _midnight(day: date) -> datetime:
    limited = max(FIRST.date(), min(day, NO_END))
    return datetime.combine(limited, time(0), ZONE)
