"""The sessions of one place as two sources tell them, in one list without doubles."""

from collections.abc import Sequence

from indexers.duplicates.time_match import TOLERANCE, is_opening_hours
from indexers.duplicates.times import (
    Dated,
    Span,
    Weekly,
    dated_time,
    times_of,
    weekly_time,
)
from indexers.session import Session, WeeklySession

Time = Weekly | Dated | Span


def united_sessions(first: Sequence[Session], second: Sequence[Session]) -> tuple[Session, ...]:
    """The first sessions and what only the second tell; meetings go before opening hours."""
    if first and second:
        hours = [is_opening_hours(times_of(sessions)) for sessions in (first, second)]
        if hours == [True, False]:
            return tuple(second)
        if hours == [False, True]:
            return tuple(first)
    told = [_time(session) for session in first]
    return (*first, *(one for one in second if not _is_told(_time(one), told)))


def _time(session: Session) -> Time:
    if isinstance(session, WeeklySession):
        return weekly_time(session)
    return dated_time(session)


def _is_told(time: Time, told: Sequence[Time]) -> bool:
    return any(_same(time, other) for other in told)


def _same(one: Time, other: Time) -> bool:
    first, last = _days(one)
    other_first, other_last = _days(other)
    if first > other_last or other_first > last:
        return False
    if isinstance(one, Span) or isinstance(other, Span):
        return isinstance(one, Span) and isinstance(other, Span)
    day, minute = _slot(one)
    other_day, other_minute = _slot(other)
    return day == other_day and abs(minute - other_minute) <= TOLERANCE


def _slot(time: Weekly | Dated) -> tuple[int, int]:
    return time.slot if isinstance(time, Dated) else (time.weekday, time.start)


def _days(time: Time) -> tuple[int, int]:
    """The first and the last day, since 1970."""
    return (time.day, time.day) if isinstance(time, Dated) else (time.first, time.last)
