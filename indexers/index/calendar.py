"""Sessions as numbers that the engine can filter: minutes of the week and minutes of a calendar.

All numbers are the session's own wall clock, so that 18.00 is 18.00 in every season.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from indexers.session import DatedSession, Session, last_end

DAY = 24 * 60  # minutes
SLOT = 30  # minutes; a week has 336 slots
HORIZON = timedelta(days=180)  # how far ahead date filters see: a season of clubs, half a year
NEVER = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


class Calendar(NamedTuple):
    """When the sessions of one listing are, from the moment of the build on."""

    weekdays: list[int]  # 1..7
    starts: list[int]  # minutes since Monday 00:00, one per session start
    occurs: list[int]  # minutes since 1970-01-01 00:00 local, one per start within HORIZON
    open_slots: list[int]  # half hours of the week during which a session runs
    always_open: bool  # some session is open at all hours
    next_start: int | None  # epoch seconds
    ends: float  # epoch seconds when the last session is over; NEVER when it has no end


def calendar_of(sessions: Iterable[Session], now: datetime) -> Calendar:
    """Number the sessions that are not over by `now`."""
    running = [session for session in sessions if (last_end(session) or _far(now)) > now]
    meetings = [
        (session, start, end) for session in running for start, end in _within_horizon(session, now)
    ]
    days = [
        (session, day_start, end)
        for session, start, end in meetings
        for day_start in _days_of(session, start, end, now)
    ]
    return Calendar(
        weekdays=sorted({start.isoweekday() for _, start, _ in days} | _weekdays(running)),
        starts=sorted({week_minute(start) for _, start, _ in days} | _starts(running)),
        occurs=sorted({calendar_minute(start) for _, start, _ in days}),
        open_slots=sorted({slot for meeting in meetings for slot in _slots(*meeting[1:])}),
        always_open=any(isinstance(s, DatedSession) and s.open_throughout for s in running),
        next_start=min((int(start.timestamp()) for _, start, _ in meetings), default=None),
        ends=max((_end_of(session) for session in running), default=NEVER),
    )


def week_minute(moment: datetime) -> int:
    """Minutes since Monday 00:00 of the wall clock."""
    return (moment.isoweekday() - 1) * DAY + moment.hour * 60 + moment.minute


def calendar_minute(moment: datetime) -> int:
    """Minutes since 1970-01-01 00:00 of the wall clock."""
    return day_minute(moment.date()) + moment.hour * 60 + moment.minute


def day_minute(day: date) -> int:
    """Minutes of the wall clock at which a day begins."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * DAY


def _far(now: datetime) -> datetime:
    return datetime.max.replace(tzinfo=now.tzinfo)


def _end_of(session: Session) -> float:
    end = last_end(session)
    return end.timestamp() if end else NEVER


def _within_horizon(session: Session, now: datetime) -> Iterable[tuple[datetime, datetime]]:
    """Occurrences up to the horizon, and the first one wherever it is."""
    for number, (start, end) in enumerate(session.occurrences(now)):
        if number and start > now + HORIZON:
            return
        yield start, end


def _days_of(session: Session, start: datetime, end: datetime, now: datetime) -> Iterable[datetime]:
    """The start, and for a stretch of days each further day on which it goes on."""
    yield start
    if not isinstance(session, DatedSession):
        return
    today = now.astimezone(start.tzinfo)
    day = max(start, today).date()
    last = min((end - timedelta(seconds=1)).date(), (today + HORIZON).date())
    while day <= last:
        if day > start.date():
            yield datetime.combine(day, time(0), start.tzinfo)
        day += timedelta(days=1)


def _weekdays(sessions: Iterable[Session]) -> set[int]:
    """Weekdays of weekly sessions, also of those that begin beyond the horizon."""
    return {s.weekday for s in sessions if not isinstance(s, DatedSession)}


def _starts(sessions: Iterable[Session]) -> set[int]:
    return {
        (s.weekday - 1) * DAY + s.start.hour * 60 + s.start.minute
        for s in sessions
        if not isinstance(s, DatedSession)
    }


def _slots(start: datetime, end: datetime) -> Iterable[int]:
    """Half hours of the week touched by one meeting; a meeting of a week or more touches all."""
    first = week_minute(start) // SLOT
    minutes = min((end - start) / timedelta(minutes=1), 7 * DAY)
    count = -(-int(minutes + week_minute(start) % SLOT) // SLOT)
    week = 7 * DAY // SLOT
    return ((first + step) % week for step in range(min(count, week)))
