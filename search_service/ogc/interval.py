"""The parameter `datetime`: an instant or an interval in, the engine's filter out.

A listing is on the days of its sessions (Finnish days, known for half a year ahead of the build);
a listing without sessions is on as long as it is valid.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from indexers.index.calendar import DAY, day_minute
from search_service.filters import all_of
from search_service.settings import ZONE

OPEN = ("", "..")
DAY_TEXT = re.compile(r"\d{4}-\d\d-\d\d")
# RFC 3339, 5.6. A plus sign that was not escaped in the address arrives as a space.
MOMENT_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
EXPECTED = "expected a time like 2026-12-01T18:00:00Z, a day, or two of them with / between"
DISTANT_PAST = datetime(1, 1, 2, tzinfo=UTC)
DISTANT_FUTURE = datetime(9999, 12, 30, tzinfo=UTC)  # a day short: zones must not overflow


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, both ends included; open ends lie at the ends of the calendar."""

    start: datetime
    end: datetime

    def expression(self) -> str:
        """Documents of listings that are on at some time of it."""
        first, last = (moment.astimezone(ZONE).date() for moment in (self.start, self.end))
        days = f"occurs {_minute(first)} TO {_minute(last) + DAY - 1}"
        valid = f"begins <= {self.end.timestamp()!r} AND ends > {self.start.timestamp()!r}"
        return all_of([valid, f"({days}) OR (occurs IS EMPTY)"])


def read_interval(text: str) -> Interval:
    """Read the parameter. Raises ValueError."""
    parts = text.strip().upper().replace(" ", "+").split("/")
    if len(parts) > 2 or all(part in OPEN for part in parts):
        raise ValueError(EXPECTED)
    start = DISTANT_PAST if parts[0] in OPEN else _bounds(parts[0])[0]
    end = DISTANT_FUTURE if parts[-1] in OPEN else _bounds(parts[-1])[1]
    if start > end:
        raise ValueError("expected a start that is not after the end")
    return Interval(start, end)


def _bounds(text: str) -> tuple[datetime, datetime]:
    """A moment twice, or the first and last moment of a Finnish day."""
    try:
        if DAY_TEXT.fullmatch(text):
            day = date.fromisoformat(text)
            first = datetime.combine(day, time(0), ZONE)
            last = datetime.combine(day, time.max, ZONE)
        elif MOMENT_TEXT.fullmatch(text):
            first = last = datetime.fromisoformat(text)
        else:
            raise ValueError(EXPECTED)
    except ValueError as error:
        raise ValueError(EXPECTED) from error
    return _within_calendar(first), _within_calendar(last)


def _within_calendar(moment: datetime) -> datetime:
    """The moment, moved off the ends of the calendar, where reckoning with zones would fail."""
    return min(max(moment, DISTANT_PAST), DISTANT_FUTURE)


def _minute(day: date) -> int:
    """The day's first minute in the index's calendar, which begins in 1970."""
    return max(day_minute(day), 0)
