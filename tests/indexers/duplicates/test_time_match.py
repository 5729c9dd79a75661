from datetime import UTC, datetime

import pytest

from indexers.duplicates.time_match import TimeMatch, compare_times
from indexers.duplicates.times import FOREVER, Span, Times, times_of
from indexers.session import DatedSession
from tests.indexers.duplicates.made import sessions

TUESDAYS = "ti 18.00-19.00 2026-09-01/2026-12-15"
OFFICE = tuple(f"{day} 9.00-15.00 2026-01-01/" for day in ("ma", "ti", "ke", "to"))
FIVE = tuple(f"2026-11-{day:02} 18.00-19.00" for day in (3, 10, 17, 24))


def compared(first: tuple[str, ...] | str, second: tuple[str, ...] | str) -> TimeMatch:
    sides = [(one,) if isinstance(one, str) else one for one in (first, second)]
    a, b = (times_of(sessions(*one)) for one in sides)
    found = compare_times(a, b)
    assert found == compare_times(b, a)
    return found


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        (TUESDAYS, TUESDAYS, 1.0),
        (TUESDAYS, "ti 18.15-19.00 2026-09-08/", 0.75),
        (TUESDAYS, (TUESDAYS, "to 18.00-19.00 2026-09-03/2026-12-17"), 2 / 3),
        (TUESDAYS, FIVE, 1.0),
        ("2026-12-05 18.00-20.00", "2026-12-05 17.45-20.00", 0.75),
        ("2026-11-10/2026-11-24", "2026-11-10/2026-11-23", 14 / 15),
    ],
)
def test_the_same_times(
    first: tuple[str, ...] | str, second: tuple[str, ...] | str, share: float
) -> None:
    assert compared(first, second).share == pytest.approx(share)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (TUESDAYS, "to 18.00-19.00 2026-09-03/2026-12-17", "other days or times"),
        (TUESDAYS, "ti 18.30-19.30 2026-09-01/2026-12-15", "other days or times"),
        (TUESDAYS, "ti 18.00-19.00 2027-01-12/2027-05-25", "another season"),
        (TUESDAYS, "2026-11-24 18.00-19.00", "other dates"),
        (TUESDAYS, tuple(f"2027-02-{day:02} 18.00-19.00" for day in (2, 9, 16)), "other dates"),
        (FIVE, FIVE[1], "other dates"),
        ("2026-12-05 9.00-15.00", "2027-12-04 9.00-15.00", "other dates"),
        ("2026-06-11/2026-06-13", "2027-06-11/2027-06-13", "other dates"),
    ],
)
def test_other_times(
    first: tuple[str, ...] | str, second: tuple[str, ...] | str, reason: str
) -> None:
    assert compared(first, second) == TimeMatch(apart=reason)


@pytest.mark.parametrize(
    ("first", "second"),
    [((), TUESDAYS), ((), ()), (OFFICE, TUESDAYS), ("2026-01-01/2026-12-31", TUESDAYS)],
)
def test_times_that_say_nothing_about_each_other(
    first: tuple[str, ...] | str, second: tuple[str, ...] | str
) -> None:
    assert compared(first, second) == TimeMatch()


def test_opening_hours_are_compared_with_opening_hours() -> None:
    assert compared(OFFICE, OFFICE).share == 1


def test_long_series_are_compared_where_both_are_kept() -> None:
    """Only the first dates are kept, and one source forgets those that are past."""
    days = [datetime(2026, month, day, 15, tzinfo=UTC) for month in (5, 6) for day in range(1, 29)]
    whole = times_of(DatedSession(start=day) for day in days)
    later = times_of(DatedSession(start=day) for day in days[10:])
    assert len(whole.dated) < len(days)
    assert compare_times(whole, later).share == 1
    other_hour = times_of(DatedSession(start=day.replace(hour=17)) for day in days)
    assert compare_times(whole, other_hour).apart


def test_wall_clock_of_finland_whatever_zone_a_source_writes() -> None:
    [utc] = times_of([DatedSession(start=datetime(2026, 12, 5, 16, tzinfo=UTC))]).dated
    [local] = times_of(sessions("2026-12-05 18.00-19.00")).dated
    assert (utc.start, utc.slot) == (local.start, (6, 18 * 60))


def test_the_ends_of_the_calendar_are_times_too() -> None:
    ends = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
    assert len(times_of(DatedSession(start=one) for one in ends).dated) == 2
    [weekly] = times_of(sessions("ma 18.00-19.00 2026-09-01/")).weekly
    assert weekly.last == FOREVER
    assert times_of(sessions("2026-11-10/2026-11-24")) == Times(spans=(Span(20767, 20781),))
