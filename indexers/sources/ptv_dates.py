"""Days, times and moments of PTV, which writes them without a zone."""

import re
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from indexers.session import HELSINKI, NO_END
from indexers.sources.ptv_notes import Notes
from indexers.sources.raw import Raw

ZONE = ZoneInfo(HELSINKI)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Hours that are valid for now have no first day, and sessions need one: long past, always the same.
ALWAYS = date(2000, 1, 1)


class Period(NamedTuple):
    """First and last day; no last day is until further notice."""

    first: date
    last: date | None


def period_of(item: Raw, notes: Notes) -> Period | None:
    """validFrom and validTo of service hours; None, with a note, when they are no period."""
    first, last = _day(item, "validFrom", notes), _day(item, "validTo", notes)
    first = first or ALWAYS
    if last and last >= NO_END:
        last = None
    if first >= NO_END or (last and last < first):
        notes.mend("serviceHours: hours that end before they begin were left out")
        return None
    return Period(first, last)


def moment(text: str) -> datetime | None:
    """An aware time; one without a zone is UTC. None for anything else."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(item: Raw, name: str, notes: Notes) -> date | None:
    """The local day. Midnights of old records were turned into UTC: 22.00 is the next day."""
    text = item.text(name)
    found = moment(text)
    if found is None:
        if text:
            notes.mend(f"serviceHours: {name} is no time and was not read")
        return None
    try:
        local = found.astimezone(ZONE)
    except OverflowError:
        return found.date()
    zoned = re.search(r"(Z|[+-]\d\d:?\d\d)$", text) is not None
    return local.date() if zoned or local.time() == time(0) else found.date()


def clock(opening: Raw, name: str) -> time:
    """The time of "08:00:00" or "8:00"; 24:00 is midnight. Raises ValueError."""
    text = opening.text(name)
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?", text.strip())
    if not found:
        raise ValueError(f"{name} is no time")
    hour, minute = int(found[1]), int(found[2])
    try:
        return time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError as error:
        raise ValueError(f"{name} is no time") from error


def day_number(opening: Raw, name: str) -> int:
    """1 for Monday. Raises ValueError."""
    day = opening.text(name).strip().capitalize()
    if day not in WEEKDAYS:
        raise ValueError(f"{name} is no weekday")
    return WEEKDAYS.index(day) + 1
