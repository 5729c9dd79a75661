"""Schedules of HSDS, which are rules of RFC 5545 in fields, as sessions."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.session import DatedSession, Session, WeeklySession
from indexers.sources.hsds_schedules import ends, sessions_in
from indexers.sources.raw import Raw
from tests.conftest import NOW
from tests.indexers.sources.hsds_samples import schedule


def read(record: dict[str, Any]) -> tuple[tuple[Session, ...], list[str]]:
    notes: list[str] = []
    return sessions_in([Raw(record)], notes), notes


def weekly(record: dict[str, Any]) -> list[WeeklySession]:
    found, notes = read(record)
    assert notes == []
    return [one for one in found if isinstance(one, WeeklySession)]


def days(record: dict[str, Any], count: int = 5) -> list[str]:
    """The days of the next occurrences from November 2026 on."""
    starts = sorted(s for one in weekly(record) for s, _ in islice(one.occurrences(NOW), count))
    return [f"{start:%-d.%-m.}" for start in starts[:count]]


def note(record: dict[str, Any]) -> str:
    found, [told] = read(record)
    assert found == ()
    return told


def test_days_and_hours_of_the_week_are_sessions() -> None:
    tuesday, thursday = weekly(schedule())
    assert (tuesday.weekday, thursday.weekday) == (2, 4)
    assert (tuesday.start, tuesday.end) == (time(18), time(19, 30))
    assert (tuesday.valid_from, tuesday.valid_until) == (date(2026, 9, 1), date(2027, 5, 31))
    assert tuesday.time_zone == "Europe/Helsinki"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"byday": "TU"}, ["24.11.", "1.12.", "8.12.", "15.12.", "22.12."]),
        ({"byday": None}, ["24.11.", "1.12.", "8.12.", "15.12.", "22.12."]),
        ({"byday": "TU", "interval": 2}, ["24.11.", "8.12.", "22.12.", "5.1.", "19.1."]),
        # dtstart is a Tuesday, so Monday counts from the week after next.
        ({"byday": "MO,TU", "interval": 2}, ["24.11.", "7.12.", "8.12.", "21.12.", "22.12."]),
        ({"freq": "MONTHLY", "byday": "2TU"}, ["8.12.", "12.1.", "9.2.", "9.3.", "13.4."]),
        ({"freq": "MONTHLY", "byday": "-1FR"}, ["27.11.", "25.12.", "29.1.", "26.2.", "26.3."]),
        ({"freq": "DAILY", "byday": None}, ["24.11.", "25.11.", "26.11.", "27.11.", "28.11."]),
        ({"byday": "TU", "until": "2026-12-01"}, ["24.11.", "1.12."]),
        ({"byday": "TU", "valid_to": "2026-12-01"}, ["24.11.", "1.12."]),
        (
            {"byday": "TU", "valid_from": "2026-12-05"},
            ["8.12.", "15.12.", "22.12.", "29.12.", "5.1."],
        ),
        # 1 September is the first of fourteen.
        ({"byday": "TU", "until": None, "count": 14}, ["24.11.", "1.12."]),
        ({"byday": "TU,TH", "count": "26"}, ["24.11.", "26.11."]),
        ({"byday": "TU", "freq": None}, ["24.11.", "1.12.", "8.12.", "15.12.", "22.12."]),
    ],
)
def test_rules_meet_on_the_right_days(fields: dict[str, Any], expected: list[str]) -> None:
    assert days(schedule(**fields)) == expected


@pytest.mark.parametrize(
    ("opens", "timezone", "start"),
    [
        ("18:00:00", None, time(18)),
        ("18.00", None, time(18)),
        ("18:00+02:00", None, time(18)),
        ("18:00+03:00", None, time(18)),
        ("18:00", 3, time(18)),
        ("15:00Z", None, time(18)),  # 1 September is in summer
        ("15:00", 0, time(18)),
        ("17:00+01:00", None, time(19)),
        ("10:00-05:00", None, time(18)),
    ],
)
def test_a_time_with_an_offset_is_turned_into_finnish_time(
    opens: str, timezone: int | None, start: time
) -> None:
    found = weekly(schedule(byday="TU", opens_at=opens, timezone=timezone, closes_at=None))
    assert [one.start for one in found] == [start]


def test_midnight_to_a_minute_before_midnight_is_all_day() -> None:
    [found] = weekly(schedule(byday="TU", opens_at="00:00", closes_at="23:59"))
    [(start, end)] = islice(found.occurrences(NOW), 1)
    assert end - start == timedelta(days=1)


def test_a_date_without_a_rule_is_one_occasion() -> None:
    found, _ = read(schedule(freq=None, byday=None, until=None, dtstart="2026-12-01"))
    [once] = found
    assert isinstance(once, DatedSession)
    assert once.start == datetime.fromisoformat("2026-12-01T18:00+02:00")
    assert once.end == datetime.fromisoformat("2026-12-01T19:30+02:00")


@pytest.mark.parametrize(
    ("fields", "is_end"),
    [
        ({"until": None, "valid_to": "2026-11-23"}, False),
        ({"until": None}, False),
        ({"until": "2026-10-01"}, True),
        ({"until": None, "count": 3}, True),
        ({"until": None, "freq": None, "byday": None}, True),
    ],
)
def test_hours_that_nobody_confirmed_since_end_nothing_but_a_rule_does(
    fields: dict[str, Any], is_end: bool
) -> None:
    assert ends(Raw(schedule(**fields))) == is_end


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"byweekno": "41,42"}, "byweekno cannot be told as a time of the week or month"),
        ({"bymonthday": "2"}, "bymonthday cannot be told"),
        ({"byyearday": 2}, "byyearday cannot be told"),
        ({"freq": "YEARLY"}, "freq: expected WEEKLY or MONTHLY, got YEARLY"),
        ({"freq": "MONTHLY"}, "byday: TU,TH cannot be told as weekdays"),
        ({"freq": "MONTHLY", "byday": "5TU"}, "byday: 5TU cannot be told"),
        ({"freq": "MONTHLY", "byday": "1TU", "interval": 2}, "interval: expected 1"),
        ({"byday": "2TU"}, "byday: 2TU cannot be told as weekdays"),
        ({"byday": "TU,XX"}, "byday: TU,XX cannot be told"),
        ({"opens_at": None}, "opens_at: expected a time like 10:00"),
        ({"opens_at": "noon"}, "opens_at: expected a time like 10:00, got noon"),
        ({"opens_at": "01:00+14:00"}, "opens_at: 01:00+14:00 falls on another day"),
        ({"timezone": 99}, "timezone: expected an offset from UTC, got 99"),
        ({"dtstart": "soon"}, "dtstart: expected a date like 2026-11-24, got soon"),
        ({"dtstart": None, "interval": 2}, "interval: expected dtstart"),
        ({"dtstart": None, "count": 2}, "count: expected dtstart"),
        ({"dtstart": None, "byday": None}, "byday: expected days like TU,TH"),
        ({"freq": None, "byday": None}, "freq: expected WEEKLY or MONTHLY"),
        ({"dtstart": "9999-12-31"}, "expected days of this calendar"),
    ],
)
def test_what_no_session_can_tell_is_left_out_with_a_note(
    fields: dict[str, Any], told: str
) -> None:
    assert note(schedule(**fields)).startswith(f"schedules: {told}")


FIELDS = {
    "freq": st.sampled_from(["WEEKLY", "MONTHLY", "", "daily", 3]),
    "byday": st.sampled_from(["MO", "TU,TH", "1MO", "-1FR", "-9SU", "", "MO,MO", None]),
    "interval": st.integers(-1, 60) | st.sampled_from([2.0, "2", "x", 1e308]),
    "dtstart": st.dates().map(str) | st.sampled_from(["", "x", None]),
    "until": st.dates().map(str) | st.none(),
    "valid_from": st.dates().map(str) | st.none(),
    "valid_to": st.dates().map(str) | st.none(),
    "count": st.integers(-1, 50) | st.none(),
    "timezone": st.integers(-30, 30) | st.floats(allow_nan=False) | st.none(),
    "opens_at": st.sampled_from(["00:00", "23:59Z", "10:00-05:00", "10:00+99:99", "x", "", 7]),
    "closes_at": st.sampled_from(["00:00", "23:59", "10:00-05:00", "x", "", None]),
}


@settings(max_examples=400, deadline=None)
@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_any_schedule_is_sessions_or_a_note(record: dict[str, Any]) -> None:
    found, notes = read(record)
    assert bool(found) != bool(notes)
    for one in found:
        list(islice(one.occurrences(NOW), 2))
