"""Service hours of PTV as sessions: weekly hours, hours past midnight, and days that differ.

What sessions cannot say is told by a note: a closed part of a day, a closed day of what is always
open, hours by appointment only.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from indexers.session import FOREVER, HELSINKI, DatedSession, Session, WeeklySession
from indexers.sources.ptv_dates import ALWAYS, Period, clock, day_number, period_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import Local, joined, local
from indexers.sources.raw import Raw

ZONE = ZoneInfo(HELSINKI)
MIDNIGHT = time(0)
WEEK = 7
MOST_EXCLUSIONS = 31  # days; a longer break is told by two periods
Reader = Callable[[Raw, Period], Iterator[Session]]


class Hours(NamedTuple):
    """The sessions, what is said about them, and whether one has to ask for a time."""

    sessions: tuple[Session, ...]
    said: Local
    by_appointment: bool

    @property
    def tells(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.sessions or self.said or self.by_appointment)


def hours_of(items: Iterable[Raw], notes: Notes) -> Hours:
    """The hours of a channel, or of a service at a channel."""
    usual, exceptions, said = list[Session](), list[Raw](), list[Local]()
    appointment = False
    for item in items:
        kind = item.text("serviceHourType")
        if kind == "Exceptional":
            exceptions.append(item)
            continue
        said.append(local(item, "additionalInformation", notes))
        if item.value("isReservation") is True:
            appointment = True
            notes.mend("serviceHours: open by appointment only, told as a need to sign up")
        usual += _usual(item, kind, notes)
    for item in exceptions:
        usual = _with_exception(usual, item, notes)
        said.append(_named_days(item, notes))
    return Hours(tuple(usual), joined(said), appointment)


def _usual(item: Raw, kind: str, notes: Notes) -> Iterator[Session]:
    period = period_of(item, notes)
    if period is None:
        return
    if kind not in ("DaysOfTheWeek", "OverMidnight"):
        notes.unknown("serviceHourType", kind)
    if item.value("isAlwaysOpen") is True:
        yield DatedSession(
            start=_moment(period.first),
            end=_moment(period.last + timedelta(days=1)) if period.last else FOREVER,
            open_throughout=True,
        )
        return
    read = _over_midnight if kind == "OverMidnight" else _of_one_day
    for opening in item.records("openingHour"):
        yield from _read(read, opening, period, notes)


def _read(read: Reader, opening: Raw, period: Period, notes: Notes) -> list[Session]:
    """The sessions, or none and a note when a weekday or a time cannot be read."""
    try:
        return list(read(opening, period))
    except ValueError as error:
        notes.mend(f"serviceHours: an opening hour was left out ({error})")
        return []


def _of_one_day(opening: Raw, period: Period) -> Iterator[WeeklySession]:
    """Hours of one weekday; dayTo says nothing there."""
    start, end = clock(opening, "from"), clock(opening, "to")
    if start == end != MIDNIGHT:
        raise ValueError("it ends when it begins")
    yield _weekly(day_number(opening, "dayFrom"), start, end, period)


def _over_midnight(opening: Raw, period: Period) -> Iterator[WeeklySession]:
    """From a time of one day to a time of another: told day by day."""
    first, start, end = day_number(opening, "dayFrom"), clock(opening, "from"), clock(opening, "to")
    days = (day_number(opening, "dayTo") - first) % WEEK
    if days == 0 or (days == 1 and MIDNIGHT < end <= start):
        yield _weekly(first, start, end, period)
        return
    yield _weekly(first, start, MIDNIGHT, period)
    for step in range(1, days):
        yield _weekly((first + step - 1) % WEEK + 1, MIDNIGHT, MIDNIGHT, period)
    if end != MIDNIGHT:
        yield _weekly((first + days - 1) % WEEK + 1, MIDNIGHT, end, period)


def _weekly(weekday: int, start: time, end: time, period: Period) -> WeeklySession:
    """An end at 00.00 is the end of the day."""
    return WeeklySession(
        weekday=weekday, start=start, end=end, valid_from=period.first, valid_until=period.last
    )


def _with_exception(sessions: list[Session], item: Raw, notes: Notes) -> list[Session]:
    """The usual sessions without the days that differ, and the hours of those days."""
    period, opening = period_of(item, notes), next(item.records("openingHour"), None)
    closed = item.value("isClosed") is True
    if period is None or period.first == ALWAYS or not (closed or opening):
        notes.mend("serviceHours: an exception without a date or hours was left out")
        return sessions
    last = period.last or period.first  # without an end it is one day
    if closed and opening and _is_part_of_a_day(opening):
        notes.mend("serviceHours: closed for a part of a day, told as closed that day")
    if any(isinstance(one, DatedSession) and one.open_throughout for one in sessions):
        notes.mend("serviceHours: a day that differs is not told where it is always open")
    usual = [part for one in sessions for part in _without(one, period.first, last)]
    if closed or opening is None:
        return usual
    others = _read(_on_days, opening, Period(period.first, last), notes)
    if any(isinstance(one, WeeklySession) for one in others):
        notes.mend("serviceHours: other hours of a period are told for each of its days")
    return [*usual, *others]


def _is_part_of_a_day(opening: Raw) -> bool:
    try:
        start, end = clock(opening, "from"), clock(opening, "to")
    except ValueError:
        return False
    return start != MIDNIGHT or end not in (MIDNIGHT, time(23, 59))


def _without(session: Session, first: date, last: date) -> Iterator[Session]:
    """A weekly session with a break."""
    if isinstance(session, DatedSession):
        yield session
        return
    if (last - first).days < MOST_EXCLUSIONS:
        days = (first + timedelta(days=step) for step in range((last - first).days + 1))
        off = [day for day in days if day.isoweekday() == session.weekday]
        yield session.model_copy(update={"exclusions": tuple(sorted({*session.exclusions, *off}))})
        return
    ends, begins = first - timedelta(days=1), last + timedelta(days=1)
    if session.valid_from <= ends:
        until = min(ends, session.valid_until or ends)
        yield session.model_copy(update={"valid_until": until})
    if session.valid_until is None or session.valid_until >= begins:
        yield session.model_copy(update={"valid_from": max(begins, session.valid_from)})


def _on_days(opening: Raw, period: Period) -> Iterator[Session]:
    """One day with its own hours; the same hours on each day of a period; or a whole stretch."""
    start, end = clock(opening, "from"), clock(opening, "to")
    first, last = period.first, period.last or period.first
    if first < last and (start < end or end == MIDNIGHT):
        for weekday in range(1, WEEK + 1):
            yield _weekly(weekday, start, end, period)
        return
    closing = datetime.combine(last, end, ZONE)
    if end == MIDNIGHT or (first == last and end <= start):
        closing += timedelta(days=1)
    yield DatedSession(start=datetime.combine(first, start, ZONE), end=closing)


def _named_days(item: Raw, notes: Notes) -> Local:
    """What is said of days that differ, with the days."""
    period = period_of(item, notes)
    if period is None:
        return {}
    days = (day for day in period if day)
    named = "–".join(f"{day.day}.{day.month}.{day.year}" for day in days)
    said = local(item, "additionalInformation", notes)
    return {lang: f"{named}: {text}" for lang, text in said.items()}


def _moment(day: date) -> datetime:
    return datetime.combine(day, MIDNIGHT, ZONE)
