"""When the rows of a table say something happens, as sessions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from indexers.session import DatedSession, Session
from indexers.sources.table_cells import Cell, Reading, Row
from indexers.written.dates import day_in, local_moment
from indexers.written.occasions import Occasion, occasions_in
from indexers.written.sessions import sessions_of
from indexers.written.week import Meeting, meetings_in, span_in, weekdays_in

DATE = "a date like 24.11.2026"
DAY = "a weekday or a date like 24.11.2026"
TIME = "a time like 18 or 18–19.30"
TIMES = 'times like "ti klo 18–19.30"'
KEPT = "it was kept as text"
YEARS = range(1970, 2200)

Span = tuple[time, time | None]


@dataclass(slots=True)
class _Told:
    """What the columns of a row tell, before it is put together."""

    weekdays: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    occasions: list[Occasion] = field(default_factory=list)


def sessions_in(row: Row, reading: Reading, texts: list[Cell]) -> tuple[Session, ...]:
    """The sessions of a row; `texts` get the cells whose times are kept as they are written."""
    told = _Told(spans=_hours(row, reading, texts))
    for cell in row.all("day"):
        if not _take(cell, told):
            reading.unread(cell, DAY, KEPT)
            texts.append(cell)
    for cell in row.all("times"):
        if span := span_in(cell.value):
            told.spans.append(span)
        elif not _take(cell, told):
            reading.unread(cell, TIMES, KEPT)
            texts.append(cell)
    weeks = _every_weeks(row, reading)
    told.meetings += [
        Meeting(day, *span, every_weeks=weeks) for day in told.weekdays for span in told.spans
    ]
    for day in told.days:
        told.occasions += [Occasion(day, *span) for span in told.spans] or [Occasion(day)]
    if (told.weekdays and not told.spans) or (told.spans and not (told.weekdays or told.days)):
        cell = next(row.all("day", "times", "start"))
        if cell not in texts:
            reading.unread(cell, "both a day and a time for it", KEPT)
            texts.append(cell)
    return (*map(_dated, told.occasions), *_weekly(told.meetings, row, reading, texts))


def _take(cell: Cell, told: _Told) -> bool:
    """Read a cell as weekdays, a date, weekly or dated times; False when it is none of them."""
    if weekdays := weekdays_in(cell.value):
        told.weekdays += weekdays
    elif (day := day_in(cell.value)) and day.year in YEARS:
        told.days.append(day)
        if isinstance(cell.value, datetime) and cell.value.time() != time(0):
            told.spans = told.spans or [(cell.value.time(), None)]
    elif meetings := meetings_in(cell.text):
        told.meetings += meetings
    elif occasions := occasions_in(cell.text):
        told.occasions += occasions
    else:
        return False
    return True


def _weekly(
    meetings: list[Meeting], row: Row, reading: Reading, texts: list[Cell]
) -> tuple[Session, ...]:
    first, last = (_day(row, name, reading) for name in ("first_day", "last_day"))
    exclusions = tuple(_exclusions(row, reading))
    sessions = sessions_of(meetings, first, last, exclusions=exclusions)
    if sessions is None:
        cell = next(row.all("every_weeks", "times", "day"))
        reading.unread(cell, "a first day too, from which every other week is counted", KEPT)
        texts.append(cell)
    return sessions or ()


def period_of(row: Row, reading: Reading) -> DatedSession | None:
    """First and last day as one stretch, for an event that tells no other time."""
    first, last = (_day(row, name, reading) for name in ("first_day", "last_day"))
    if first is None or (last and last < first):
        return None
    return DatedSession(start=_midnight(first), end=_midnight((last or first) + timedelta(days=1)))


def beginning_of(row: Row, name: str, reading: Reading) -> datetime | None:
    """The first moment of a day."""
    day = _day(row, name, reading)
    return _midnight(day) if day else None


def end_of(row: Row, name: str, reading: Reading) -> datetime | None:
    """The last moment of a day, which is the first of the next."""
    day = _day(row, name, reading)
    return _midnight(day + timedelta(days=1)) if day else None


def has_date(rows: Iterable[Row]) -> bool:
    """Whether any row tells a day of the calendar on which it happens."""
    told = _Told()
    for row in rows:
        for cell in row.all("day", "times"):
            _take(cell, told)
    return bool(told.days or told.occasions)


def _day(row: Row, name: str, reading: Reading) -> date | None:
    """A day; a cell that is none fails the row, which would else be shown for ever."""
    cell = row.first(name)
    if cell is None:
        return None
    day = day_in(cell.value)
    if day is None or day.year not in YEARS:
        reading.fail(cell, DATE)
    return day


def _exclusions(row: Row, reading: Reading) -> Iterator[date]:
    for cell in row.all("exclusions"):
        parts = cell.text.split(",") if isinstance(cell.value, str) else [cell.value]
        days = [day_in(part.strip() if isinstance(part, str) else part) for part in parts]
        if None in days:
            reading.unread(cell, f"{DATE}, or several with commas")
        yield from (day for day in days if day)


def _hours(row: Row, reading: Reading, texts: list[Cell]) -> list[Span]:
    """The start and end columns; a start may hold both: "18–19.30"."""
    spans = []
    for cell in (row.first("start"), row.first("end")):
        span = span_in(cell.value) if cell else None
        if cell and span is None:
            reading.unread(cell, TIME, KEPT)
            texts.append(cell)
        spans.append(span)
    start, end = spans
    return [(start[0], end[0] if end else start[1])] if start else []


def _every_weeks(row: Row, reading: Reading) -> int:
    cell = row.first("every_weeks")
    if cell is None:
        return 1
    if not (cell.text.isascii() and cell.text.isdigit() and 1 <= int(cell.text) <= 52):
        reading.fail(cell, "a number of weeks from 1 to 52")
    return int(cell.text)


def _dated(occasion: Occasion) -> DatedSession:
    """An occasion; without hours it is the whole day."""
    day, start, end = occasion
    if start is None:
        return DatedSession(start=_midnight(day), end=_midnight(day + timedelta(days=1)))
    begins = local_moment(datetime.combine(day, start))
    if end is None:
        return DatedSession(start=begins)
    ends = datetime.combine(day + timedelta(days=int(end <= start)), end)
    return DatedSession(start=begins, end=local_moment(ends))


def _midnight(day: date) -> datetime:
    return local_moment(datetime.combine(day, time(0)))
