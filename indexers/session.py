"""Sessions: when a listing happens. Weekly and dated ones in; their next occurrences out.

Times are the wall clock of the session's own time zone: a choir at 18.00 stays at 18.00 over the
change to summer time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from indexers.value import Value

HELSINKI = "Europe/Helsinki"
# Sources write the last day of the calendar (9999-12-31) for "until further notice".
NO_END = date(9000, 1, 1)
FOREVER = datetime(9000, 1, 2, tzinfo=UTC)  # past NO_END in every zone: an end of a dated session


def _wall_clock(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("expected a wall clock without an offset")
    return value


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"expected a time zone like {HELSINKI}") from error
    return value


WallClock = Annotated[time, AfterValidator(_wall_clock)]


class WeeklySession(Value):
    """A time that returns on one weekday, every week, every n weeks, or once a month."""

    pattern: Literal["weekly"] = "weekly"
    weekday: Annotated[int, Field(ge=1, le=7, description="1 Monday … 7 Sunday (ISO 8601)")]
    start: WallClock
    end: WallClock | None = Field(default=None, description="before start: past midnight")
    every_weeks: Annotated[int, Field(ge=1, le=52)] = 1
    monthly: bool = Field(
        default=False,
        description="once a month, on the first one's ordinal weekday; a fifth is the last",
    )
    valid_from: Annotated[date, Field(lt=NO_END)] = Field(
        description="first day of the period; weeks are counted from it"
    )
    valid_until: date | None = Field(default=None, description="last day of the period")
    exclusions: tuple[date, ...] = Field(default=(), description="days on which it is cancelled")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = HELSINKI

    @property
    def first_day(self) -> date:
        """The first of its days, cancelled or not."""
        return self._first_day_from(self.valid_from)

    @property
    def ordinal(self) -> int:
        """Of a monthly one: which weekday of the month it is, 1 to 4; -1 the last, for a fifth."""
        return -1 if self.first_day.day > 28 else (self.first_day.day - 1) // 7 + 1

    def occurrences(self, after: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Starts and ends (aware) of occurrences whose end lies after `after`, in order."""
        after = after.astimezone(UTC)  # two times of one zone would compare without their fold
        zone = ZoneInfo(self.time_zone)
        day = self._first_day_from(after.astimezone(zone).date() - timedelta(days=1))
        last = min(self.valid_until or NO_END, NO_END)
        while day <= last:
            if day not in self.exclusions and self._meets_on(day):
                start = datetime.combine(day, self.start, zone)
                end = self.end_of(start)
                if end > after:
                    yield start, end
            day += timedelta(weeks=1)

    def _first_day_from(self, day: date) -> date:
        day = max(day, self.valid_from)
        return day + timedelta(days=(self.weekday - day.isoweekday()) % 7)

    def _meets_on(self, day: date) -> bool:
        if not self.monthly:
            return ((day - self.first_day).days // 7) % self.every_weeks == 0
        if self.ordinal < 0:
            return (day + timedelta(weeks=1)).month != day.month
        return (day.day - 1) // 7 + 1 == self.ordinal

    def last_end(self, until: date) -> datetime:
        """The end of the last occurrence of a period; the beginning of the period without any."""
        zone = ZoneInfo(self.time_zone)
        day = until - timedelta(days=(until.isoweekday() - self.weekday) % 7)
        while day >= self.valid_from:
            if day not in self.exclusions and self._meets_on(day):
                return self.end_of(datetime.combine(day, self.start, zone))
            day -= timedelta(weeks=1)
        return datetime.combine(self.valid_from, time(0), zone)

    def end_of(self, start: datetime) -> datetime:
        """The end of the occurrence that starts at `start`; an hour later when none is told."""
        if self.end is None:
            return start + timedelta(hours=1)
        day = start.date() + timedelta(days=int(self.end <= self.start))
        return datetime.combine(day, self.end, start.tzinfo)


class DatedSession(Value):
    """One stretch of time: a single event, an exhibition, a line that is open for a year."""

    pattern: Literal["dated"] = "dated"
    start: AwareDatetime
    end: AwareDatetime | None = None
    open_throughout: bool = Field(
        default=False, description="open at all hours from start to end (helpline, exhibition)"
    )

    @model_validator(mode="after")
    def _ends_after_start(self) -> "DatedSession":
        if self.end is not None and self.end < self.start:
            raise ValueError("end: expected a time after start")
        return self

    @property
    def endless(self) -> bool:
        """Until further notice, as sources write it: an end that no calendar reaches."""
        return self.end is not None and self.end.date() >= NO_END

    def occurrences(self, after: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The one occurrence, unless it has ended by `after`."""
        end = self.end or self.start + timedelta(hours=1)
        if end > after:
            yield self.start, end


Session = Annotated[WeeklySession | DatedSession, Field(discriminator="pattern")]


def next_occurrence(sessions: tuple[Session, ...], after: datetime) -> datetime | None:
    """The earliest start among sessions that have not ended by `after`; None when all are past.

    What goes on for days (a helpline, an exhibition) is on now, whenever it began.
    """
    firsts = [first for session in sessions if (first := next(session.occurrences(after), None))]
    starts = (
        max(start, after) if end - start > timedelta(days=1) else start for start, end in firsts
    )
    return min(starts, default=None)


def last_end(session: Session) -> datetime | None:
    """When the session is over for good; None when it has no end."""
    if isinstance(session, DatedSession):
        return None if session.endless else session.end or session.start + timedelta(hours=1)
    if session.valid_until is None or session.valid_until >= NO_END:
        return None
    return session.last_end(session.valid_until)
