"""Times of Linked Events: moments in UTC, whole days, and the clock of Finland over DST."""

from datetime import UTC, datetime

import pytest

from indexers.session import DatedSession
from indexers.sources.linked_events_times import FIRST, LAST, stamp
from tests.indexers.samples import utc
from tests.indexers.sources.linked_events_samples import event, read


def session(**fields: object) -> DatedSession:
    [found] = read(event(**fields)).sessions
    assert isinstance(found, DatedSession)
    return found


@pytest.mark.parametrize(
    ("told", "local"),
    [
        ("2026-03-28T16:00:00Z", "2026-03-28T18:00:00+02:00"),
        ("2026-03-29T00:59:59Z", "2026-03-29T02:59:59+02:00"),
        ("2026-03-29T01:00:00Z", "2026-03-29T04:00:00+03:00"),
        ("2026-03-29T15:00:00Z", "2026-03-29T18:00:00+03:00"),
        ("2026-10-25T00:30:00Z", "2026-10-25T03:30:00+03:00"),
        ("2026-10-25T01:30:00Z", "2026-10-25T03:30:00+02:00"),
        ("2026-10-25T16:00:00+00:00", "2026-10-25T18:00:00+02:00"),
        ("2026-06-01T18:00:00+03:00", "2026-06-01T18:00:00+03:00"),
        ("2026-06-01T18:00:00", "2026-06-01T21:00:00+03:00"),
        ("2026-06-01T15:00:00.123456Z", "2026-06-01T18:00:00.123456+03:00"),
    ],
)
def test_a_moment_is_told_on_the_wall_clock_of_finland(told: str, local: str) -> None:
    found = session(start_time=told, end_time=None)
    assert found.start.isoformat() == local
    assert found.end is None


@pytest.mark.parametrize(
    ("start", "end", "begins", "closes"),
    [
        ("2026-06-20", None, "2026-06-20", "2026-06-21"),
        ("2026-06-20", "2026-06-20", "2026-06-20", "2026-06-21"),
        ("2026-06-20", "2026-06-22", "2026-06-20", "2026-06-23"),
        ("2026-06-20T09:00:00Z", "2026-06-22", "2026-06-20T12:00", "2026-06-23"),
        ("2026-06-20", "2026-06-20T12:00:00Z", "2026-06-20", "2026-06-20T15:00"),
        ("2026-03-29", None, "2026-03-29", "2026-03-30"),
        ("2026-10-25", None, "2026-10-25", "2026-10-26"),
    ],
)
def test_a_day_alone_lasts_to_its_end(
    start: str, end: str | None, begins: str, closes: str
) -> None:
    found = session(start_time=start, end_time=end)
    assert (found.start, found.end) == (utc(begins), utc(closes))


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_the_days_of_change_are_shorter_and_longer(day: str, hours: int) -> None:
    found = session(start_time=day, end_time=None)
    assert found.end is not None
    assert (found.end.astimezone(UTC) - found.start.astimezone(UTC)).total_seconds() == hours * 3600


def test_an_end_before_the_start_is_left_out_with_a_note() -> None:
    found = read(event(start_time="2026-12-01T16:00:00Z", end_time="2026-12-01T15:00:00Z"))
    [one] = found.sessions
    assert isinstance(one, DatedSession)
    assert one.end is None
    assert found.provenance.repairs == ("end_time: lies before start_time and was left out",)


@pytest.mark.parametrize("value", ["soon", "1.12.2026", "2026-13-01", "24:00", 20261201, True, []])
def test_a_time_that_is_none_is_left_out_with_a_note(value: object) -> None:
    found = read(event(start_time=value))
    assert found.sessions == ()
    assert "start_time: expected an ISO 8601 time and was left out" in found.provenance.repairs


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("9999-12-31T23:59:59Z", LAST),
        ("9999-12-31", None),
        ("0001-01-01T00:00:00Z", FIRST),
        ("0001-01-01", None),
    ],
)
def test_the_ends_of_the_calendar_are_no_trap(value: str, moment: datetime | None) -> None:
    found = stamp(value)
    assert found is not None
    assert moment is None or found.moment == moment
    assert len(read(event(end_time=value)).sessions) == 1
