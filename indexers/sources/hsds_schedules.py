"""HSDS schedules (RFC 5545 rules in fields of their own) in, sessions out.

What no session can tell (days of the month or the year, weeks of the year) is left out with a
note; its description stays with the location.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from indexers.session import HELSINKI, DatedSession, Session, WeeklySession
from indexers.sources.raw import Raw, Wrong
from indexers.written.clock import clock_in
from indexers.written.dates import day_in, local_moment
from indexers.written.sessions import LONG_AGO, sessions_of
from indexers.written.week import LAST, Meeting

DAYS = {"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7}
BY_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
CLOCK = re.compile(r"([0-9:.]+)\s*(Z|[+-]\d{2}:?\d{2})?")
MAX_OFFSET = 14  # hours; no place on earth has more
OFFSETS_HERE = (2, 3)  # hours ahead of UTC in Finland: such a time is our wall clock
UNTELLABLE = ("byweekno", "bymonthday", "byyearday")
MAX_COUNT = 1000  # occurrences that are counted to find the last one


def sessions_in(schedules: Iterable[Raw], notes: list[str]) -> tuple[Session, ...]:
    """The sessions of schedules; notes get what was left out."""
    sessions: list[Session] = []
    for schedule in schedules:
        try:
            sessions += _sessions(schedule)
        except Wrong as error:
            notes.append(f"schedules: {error}; it was left out")
        except (ValidationError, OverflowError):
            notes.append("schedules: expected days of this calendar; it was left out")
    return tuple(dict.fromkeys(sessions))


def ends(schedule: Raw) -> bool:
    """Whether the end of its times is the end of what it is about.

    `until` and `count` say so, and a single day; `valid_to` says only how long the hours are sure.
    """
    recurs = schedule.text("freq") or schedule.text("byday")
    return not recurs or bool(schedule.text("until") or schedule.value("count"))


def _sessions(schedule: Raw) -> Iterable[Session]:
    for name in UNTELLABLE:
        if schedule.text(name):
            raise Wrong(f"{name} cannot be told as a time of the week or month")
    first = _first(schedule)
    ends = [day for day in (_day(schedule, "until"), _day(schedule, "valid_to")) if day]
    start, end = _hours(schedule, first)
    if not schedule.text("freq") and not schedule.text("byday"):
        return [_once(schedule, start, end)]
    meetings = [
        Meeting(day, start, end, every_weeks=weeks, ordinal=ordinal)
        for day, ordinal, weeks in _rhythm(schedule, first)
    ]
    last = min(ends, default=None)
    if count := _count(schedule, first):
        last = _last_of(sessions_of(meetings, first) or (), first or LONG_AGO, count, last)
    found = sessions_of(meetings, first, last)
    if found is None:
        raise Wrong("interval: expected dtstart, from which the weeks are counted")
    return found


def _first(schedule: Raw) -> date | None:
    """The day from which it holds; weeks between times are counted from dtstart only."""
    begins, valid = _day(schedule, "dtstart"), _day(schedule, "valid_from")
    if begins and valid and (_whole(schedule, "interval") or 1) == 1:
        return max(begins, valid)
    return begins or valid


def _rhythm(schedule: Raw, first: date | None) -> list[tuple[int, int | None, int]]:
    """Weekday, ordinal in the month, and every how many weeks."""
    frequency = schedule.text("freq").upper() or "WEEKLY"
    interval = _whole(schedule, "interval") or 1
    if frequency == "DAILY" and interval == 1:
        return [(day, None, 1) for day in DAYS.values()]
    if frequency == "MONTHLY" and interval != 1:
        raise Wrong("interval: expected 1 where freq is MONTHLY")
    if frequency not in ("WEEKLY", "MONTHLY"):
        raise Wrong(f"freq: expected WEEKLY or MONTHLY, got {frequency}")
    days = _days(schedule.text("byday"), monthly=frequency == "MONTHLY")
    if not days and first and frequency == "WEEKLY":
        days = [(first.isoweekday(), None)]
    if not days:
        raise Wrong("byday: expected days like TU,TH, or 1TU where freq is MONTHLY")
    return [(day, ordinal, interval) for day, ordinal in days]


def _days(text: str, *, monthly: bool) -> list[tuple[int, int | None]]:
    found = [BY_DAY.fullmatch(part.strip().upper()) for part in text.split(",") if part.strip()]
    days = [(DAYS[one[2]], int(one[1]) if one[1] else None) for one in found if one]
    told = all(ordinal in (LAST, 1, 2, 3, 4) if monthly else ordinal is None for _, ordinal in days)
    if len(days) != len(found) or not told:
        raise Wrong(f"byday: {text} cannot be told as weekdays")
    return days


def _once(schedule: Raw, start: time, end: time | None) -> DatedSession:
    day = _day(schedule, "dtstart")
    if day is None or _day(schedule, "until") not in (None, day):
        raise Wrong("freq: expected WEEKLY or MONTHLY")
    begins = local_moment(datetime.combine(day, start))
    if end is None:
        return DatedSession(start=begins)
    closing = datetime.combine(day + timedelta(days=int(end <= start)), end)
    return DatedSession(start=begins, end=local_moment(closing))


def _hours(schedule: Raw, first: date | None) -> tuple[time, time | None]:
    """Opening and closing on our wall clock; 00:00 to 23:59 is all day long."""
    start = _clock(schedule, "opens_at", first)
    end = _clock(schedule, "closes_at", first)
    if start is None:
        raise Wrong("opens_at: expected a time like 10:00")
    return start, time(0) if (start, end) == (time(0), time(23, 59)) else end


def _clock(schedule: Raw, name: str, first: date | None) -> time | None:
    """A time with an offset that is not ours is turned into ours; without one it is taken as it is.

    The specification calls such a time UTC; feeds write the wall clock.
    """
    text = schedule.text(name).strip()
    if not text:
        return None
    found = CLOCK.fullmatch(text)
    clock = clock_in(found[1]) if found else None
    if found is None or clock is None:
        raise Wrong(f"{name}: expected a time like 10:00, got {text[:20]}")
    hours = _offset(found[2]) if found[2] else _whole(schedule, "timezone")
    if hours is None or hours in OFFSETS_HERE:
        return clock
    if abs(hours) > MAX_OFFSET:
        raise Wrong(f"timezone: expected an offset from UTC, got {hours:g}")
    day = first or LONG_AGO
    moment = datetime.combine(day, clock, timezone(timedelta(hours=hours)))
    local = moment.astimezone(ZoneInfo(HELSINKI))
    if local.date() != day:
        raise Wrong(f"{name}: {text} falls on another day in Finland")
    return local.time()


def _offset(text: str) -> float:
    if text == "Z":
        return 0
    return (int(text[1:3]) + int(text[-2:]) / 60) * (-1 if text[0] == "-" else 1)


def _count(schedule: Raw, first: date | None) -> int | None:
    count = _whole(schedule, "count")
    if count is not None and first is None:
        raise Wrong("count: expected dtstart, from which it is counted")
    return min(count, MAX_COUNT) if count and count > 0 else None


def _last_of(
    sessions: Iterable[WeeklySession], first: date, count: int, last: date | None
) -> date | None:
    """The day of the last of `count` occurrences, or `last` where that is earlier."""
    begin = datetime.combine(first, time(0), ZoneInfo(HELSINKI))
    starts = merge(*(one.occurrences(begin) for one in sessions))
    days = [start.date() for start, _ in islice(starts, count)]
    return min(filter(None, (last, *days[-1:])), default=None)


def _day(schedule: Raw, name: str) -> date | None:
    text = schedule.text(name)
    day = day_in(text) if text else None
    if text and day is None:
        raise Wrong(f"{name}: expected a date like 2026-11-24, got {text[:20]}")
    return day


def _whole(schedule: Raw, name: str) -> int | None:
    value = schedule.value(name)
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,4}(?:\.0+)?", value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10_000:
        return None
    return int(value) if value == int(value) else None
