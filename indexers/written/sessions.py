"""Meetings of a week or month, with the days between which they hold, as sessions."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from indexers.session import HELSINKI, WeeklySession
from indexers.written.week import LAST, Meeting

# The beginning of what has no beginning: a Monday before any listing that is still there.
LONG_AGO = date(2024, 1, 1)
YEARS_AHEAD = 8  # how far even and odd weeks are followed


def sessions_of(
    meetings: Iterable[Meeting],
    first: date | None,
    last: date | None = None,
    *,
    exclusions: tuple[date, ...] = (),
    zone: str = HELSINKI,
) -> tuple[WeeklySession, ...] | None:
    """The sessions of meetings; None when "every other week" says nowhere which weeks are meant.

    `first` and `last` are the period, both included. Raises ValidationError when a day is too far.
    """
    sessions = []
    for meeting in meetings:
        if meeting.every_weeks > 1 and meeting.parity is None and first is None:
            return None
        for begins, ends, before in _periods(meeting, first or LONG_AGO, last):
            sessions.append(
                WeeklySession(
                    weekday=meeting.weekday,
                    start=meeting.start,
                    end=meeting.end,
                    every_weeks=meeting.every_weeks,
                    monthly=meeting.ordinal is not None,
                    valid_from=begins,
                    valid_until=ends,
                    exclusions=(*before, *exclusions),
                    time_zone=zone,
                )
            )
    return tuple(sessions)


def _periods(
    meeting: Meeting, first: date, last: date | None
) -> Iterator[tuple[date, date | None, tuple[date, ...]]]:
    """First day, last day and days that are left out, so that a session has this rhythm."""
    if meeting.ordinal == LAST:
        begins, before = _last_of_month(meeting.weekday, first)
        yield begins, last, before
    elif meeting.ordinal is not None:
        yield _nth_of_month(meeting.weekday, meeting.ordinal, first), last, ()
    elif meeting.parity is not None:
        for begins, ends in _years_alike(first, last):
            day = _next(meeting.weekday, begins)
            if day.isocalendar().week % 2 != meeting.parity:
                day += timedelta(weeks=1)
            if ends is None or day <= ends:
                yield day, ends, ()
    elif meeting.every_weeks > 1:
        # The week of `first` counts with all its days, as in calendars (RFC 5545).
        monday = first - timedelta(days=first.isoweekday() - 1)
        day = monday + timedelta(days=meeting.weekday - 1)
        yield day if day >= first else day + timedelta(weeks=meeting.every_weeks), last, ()
    else:
        yield first, last, ()


def _nth_of_month(weekday: int, ordinal: int, first: date) -> date:
    day = _next(weekday, first)
    while (day.day - 1) // 7 + 1 != ordinal:
        day += timedelta(weeks=1)
    return day


def _last_of_month(weekday: int, first: date) -> tuple[date, tuple[date, ...]]:
    """A session is the month's last when it begins on a fifth one: the nearest before `first`."""
    day = _next(weekday, first)
    before: list[date] = []
    while day.day <= 28:
        day -= timedelta(weeks=1)
        if day < first and (day + timedelta(weeks=1)).month != day.month:
            before.append(day)
    return day, tuple(before)


def _years_alike(first: date, last: date | None) -> Iterator[tuple[date, date | None]]:
    """The period cut after each week 53, since an odd week follows it and not an even one."""
    for year in range(first.year, (last.year if last else first.year + YEARS_AHEAD) + 1):
        if date(year, 12, 28).isocalendar().week == 53:
            cut = date.fromisocalendar(year, 53, 7)
            if cut >= first and (last is None or cut < last):
                yield first, cut
                first = cut + timedelta(days=1)
    yield first, last


def _next(weekday: int, day: date) -> date:
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)
