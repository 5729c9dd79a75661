"""Lähellä.fi's events, in sessions: epoch milliseconds of local midnights and wall-clock times."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from indexers.session import HELSINKI, DatedSession, Session, WeeklySession
from indexers.sources.raw import Raw
from indexers.written.clock import clock_in

MAX_MS = 32_503_680_000_000  # the year 3000; beyond it a number is no time stamp
GAPS = {"P1W": 1, "P2W": 2, "P3W": 3, "P4W": 4}
PERIODS = {*GAPS, "P1D", "P1M"}
SINGLE, CONTINUOUS = "1", "3"


def instant(value: object) -> datetime | None:
    """Epoch milliseconds as an aware time (UTC); None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < MAX_MS:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)


def sessions_of(channel: Raw, notes: list[str]) -> tuple[Session, ...]:
    """The sessions of a channel; an event that cannot be read is left out with a note."""
    sessions: list[Session] = []
    for event in channel.records("events"):
        try:
            sessions += _sessions(event)
        except (ValidationError, ValueError):
            notes.append("events: a time without a readable start, weekday or period was left out")
    return tuple(sessions)


def _sessions(event: Raw) -> Iterator[Session]:
    zone = _zone(event.text("timeZone"))
    recurrence = event.record("recurrence")
    start, end = instant(event.value("start")), instant(recurrence.value("end"))
    if start is None:
        raise ValueError("start")
    times = list(recurrence.records("daySpecificTimes"))
    if event.text("type") == SINGLE and times and start.astimezone(zone).time() == time(0):
        for slot in times:
            yield _once(slot, _local_day(start, zone), zone)
        return
    if event.text("type") in (SINGLE, CONTINUOUS) or not times:
        yield DatedSession(
            start=start.astimezone(zone),
            end=_closing(start, end, zone),
            open_throughout=event.text("type") == CONTINUOUS and not times,
        )
        return
    for slot in times:
        yield _weekly(slot, recurrence, _local_day(start, zone), end, zone)


def _once(slot: Raw, first: date, zone: ZoneInfo) -> DatedSession:
    """A single event told as a day and a wall-clock time, like the weekly ones."""
    once = WeeklySession.model_validate({**_slot(slot), "valid_from": first, "time_zone": zone.key})
    start, end = next(once.occurrences(datetime.combine(first, time(0), zone)))
    return DatedSession(start=start, end=end)


def _slot(slot: Raw) -> dict[str, object]:
    """Weekday and times of one of the daySpecificTimes."""
    ending = slot.text("endTime")
    return {
        "weekday": slot.value("weekday"),
        "start": _clock(slot.text("startTime")),
        "end": _clock(ending) if ending else None,
    }


def _clock(text: str) -> time:
    found = clock_in(text)
    if found is None:
        raise ValueError("time")
    return found


def _weekly(
    slot: Raw, recurrence: Raw, first: date, end: datetime | None, zone: ZoneInfo
) -> WeeklySession:
    period = recurrence.text("period")
    excluded = recurrence.value("exclude")
    moments = [instant(value) for value in excluded] if isinstance(excluded, list) else []
    if period not in PERIODS:
        raise ValueError("period")
    return WeeklySession.model_validate(
        {
            **_slot(slot),
            "every_weeks": GAPS.get(recurrence.text("gap")) or GAPS.get(period, 1),
            "monthly": period == "P1M",
            "valid_from": first,
            "valid_until": _local_day(end, zone) if end else None,
            "exclusions": [_local_day(moment, zone) for moment in moments if moment],
            "time_zone": zone.key,
        }
    )


def _closing(start: datetime, end: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The end of a stretch of days: a local midnight means that the day itself still counts."""
    if end is None or end < start:
        return None
    local = end.astimezone(zone)
    return local + timedelta(days=1) if local.time() == time(0) else local


def _local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or HELSINKI)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(HELSINKI)
