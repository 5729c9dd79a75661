"""The sessions of a listing as small numbers: weekly ones, dated ones and stretches of days.

Wall clock of Finland: one source writes UTC, another local time.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from indexers.index.calendar import DAY, calendar_minute
from indexers.session import HELSINKI, NO_END, DatedSession, Session, WeeklySession

MOST_WEEKLY = 21
MOST_DATED = 40
MOST_SPANS = 8
MONTHLY = 0
FINLAND = ZoneInfo(HELSINKI)
EPOCH = date(1970, 1, 1).toordinal()
FOREVER = NO_END.toordinal() - EPOCH


class Weekly(NamedTuple):
    """A time that returns: minutes of the day, days since 1970."""

    weekday: int  # 1..7
    start: int
    length: int  # minutes; 0 untold
    weeks: int  # every so many weeks; MONTHLY
    first: int
    last: int  # FOREVER when it has no end


class Dated(NamedTuple):
    """One meeting: minutes since 1970."""

    start: int
    length: int  # minutes; 0 untold

    @property
    def day(self) -> int:
        """Days since 1970."""
        return self.start // DAY

    @property
    def slot(self) -> tuple[int, int]:
        """Weekday 1..7 and minute of the day, as a weekly session has them."""
        return (self.day + EPOCH - 1) % 7 + 1, self.start % DAY


class Span(NamedTuple):
    """Days on end: an exhibition, a line that is open for a year."""

    first: int
    last: int


class Times(NamedTuple):
    """All sessions of a listing, sorted, each once, the first ones if there are very many."""

    weekly: tuple[Weekly, ...] = ()
    dated: tuple[Dated, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def slots(self) -> set[tuple[int, int]]:
        """Weekday and minute of the day of all meetings."""
        weekly = {(one.weekday, one.start) for one in self.weekly}
        return weekly | {one.slot for one in self.dated}


def times_of(sessions: Iterable[Session]) -> Times:
    """The sessions of all locations together."""
    weekly, dated, spans = set[Weekly](), set[Dated](), set[Span]()
    for session in sessions:
        if isinstance(session, WeeklySession):
            weekly.add(weekly_time(session))
        elif isinstance(found := dated_time(session), Span):
            spans.add(found)
        else:
            dated.add(found)
    return Times(
        tuple(sorted(weekly)[:MOST_WEEKLY]),
        tuple(sorted(dated)[:MOST_DATED]),
        tuple(sorted(spans)[:MOST_SPANS]),
    )


def weekly_time(session: WeeklySession) -> Weekly:
    """The numbers of a weekly session."""
    start = _minute(session.start)
    length = (_minute(session.end) - start) % DAY if session.end else 0
    until = session.valid_until
    return Weekly(
        weekday=session.weekday,
        start=start,
        length=length,
        weeks=MONTHLY if session.monthly else session.every_weeks,
        first=session.valid_from.toordinal() - EPOCH,
        last=min(until.toordinal() - EPOCH, FOREVER) if until else FOREVER,
    )


def dated_time(session: DatedSession) -> Dated | Span:
    """The numbers of a dated session; what lasts a day or longer is a stretch of days."""
    start, end = _local(session.start), _local(session.end or session.start)
    length = end - start
    if session.open_throughout or length >= DAY:
        return Span(start // DAY, max(start, end - 1) // DAY)
    return Dated(start, length)


def day_of(moment: datetime | None, untold: int) -> int:
    """Days since 1970 of a moment, or what stands for none."""
    return _local(moment) // DAY if moment else untold


def _local(moment: datetime) -> int:
    try:
        return calendar_minute(moment.astimezone(FINLAND))
    except OverflowError:  # the first and the last day of the calendar
        return calendar_minute(moment)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
