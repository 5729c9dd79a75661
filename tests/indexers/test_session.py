import itertools
from datetime import date, datetime, time, timedelta

import pytest
from pydantic import ValidationError

from indexers.session import FOREVER, DatedSession, WeeklySession, last_end, next_occurrence
from tests.indexers.samples import ZONE, utc, weekly


def starts(session: WeeklySession | DatedSession, after: str, count: int = 4) -> list[str]:
    found = itertools.islice(session.occurrences(utc(after)), count)
    return [start.strftime("%Y-%m-%d %H:%M") for start, _ in found]


def test_a_weekly_session_returns_every_week_from_its_first_day_on() -> None:
    tuesdays = ["2026-09-01 18:00", "2026-09-08 18:00", "2026-09-15 18:00", "2026-09-22 18:00"]
    assert starts(weekly(), "2026-01-01") == tuesdays
    assert starts(weekly(valid_from=date(2026, 8, 26)), "2026-01-01") == tuesdays


def test_the_first_day_itself_counts() -> None:
    assert starts(weekly(valid_from=date(2026, 9, 1)), "2026-01-01", 1) == ["2026-09-01 18:00"]
    assert starts(weekly(valid_from=date(2026, 9, 2)), "2026-01-01", 1) == ["2026-09-08 18:00"]


def test_every_second_week_is_counted_from_the_first_meeting() -> None:
    session = weekly(every_weeks=2)
    assert starts(session, "2026-01-01", 3) == [
        "2026-09-01 18:00",
        "2026-09-15 18:00",
        "2026-09-29 18:00",
    ]
    assert starts(session, "2026-09-09", 1) == ["2026-09-15 18:00"]


def test_every_second_week_goes_on_over_a_year_of_53_weeks() -> None:
    session = weekly(every_weeks=2, valid_from=date(2026, 12, 22))
    assert starts(session, "2026-12-23", 2) == ["2027-01-05 18:00", "2027-01-19 18:00"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2026, 9, 1), ["2026-09-01", "2026-10-06", "2026-11-03", "2026-12-01"]),
        (date(2026, 9, 8), ["2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08"]),
        (date(2026, 9, 22), ["2026-09-22", "2026-10-27", "2026-11-24", "2026-12-22"]),
        (date(2026, 9, 29), ["2026-09-29", "2026-10-27", "2026-11-24", "2026-12-29"]),
    ],
    ids=["first Tuesday", "second", "fourth", "fifth, which is the last"],
)
def test_a_monthly_session_keeps_its_ordinal_weekday(first: date, expected: list[str]) -> None:
    session = weekly(monthly=True, valid_from=first)
    assert starts(session, "2026-01-01") == [f"{day} 18:00" for day in expected]


def test_an_excluded_day_is_left_out() -> None:
    session = weekly(exclusions=[date(2026, 9, 8), date(2026, 9, 9)])
    assert starts(session, "2026-01-01", 3) == [
        "2026-09-01 18:00",
        "2026-09-15 18:00",
        "2026-09-22 18:00",
    ]


def test_the_last_day_of_the_period_counts_and_the_day_after_does_not() -> None:
    assert starts(weekly(valid_until=date(2026, 9, 8)), "2026-01-01") == [
        "2026-09-01 18:00",
        "2026-09-08 18:00",
    ]
    assert starts(weekly(valid_until=date(2026, 9, 7)), "2026-01-01") == ["2026-09-01 18:00"]


@pytest.mark.parametrize(
    ("after", "first", "hours_apart"),
    [
        ("2026-10-19", "2026-10-20 18:00", 7 * 24 + 1),  # summer time ends on 25 October 2026
        ("2027-03-22", "2027-03-23 18:00", 7 * 24 - 1),  # and begins on 28 March 2027
    ],
)
def test_the_wall_clock_is_kept_over_a_change_of_the_clocks(
    after: str, first: str, hours_apart: int
) -> None:
    one, other = itertools.islice(weekly().occurrences(utc(after)), 2)
    assert one[0].strftime("%Y-%m-%d %H:%M") == first
    assert (one[0].hour, other[0].hour, one[1].hour, other[1].hour) == (18, 18, 19, 19)
    assert other[0].timestamp() - one[0].timestamp() == hours_apart * 3600


def test_a_session_past_midnight_ends_on_the_next_day_and_still_runs_then() -> None:
    session = weekly(start=time(22), end=time(1, 30), valid_until=date(2026, 9, 1))
    [(start, end)] = session.occurrences(utc("2026-09-02T01:00"))
    assert (start.isoformat(), end.isoformat()) == (
        "2026-09-01T22:00:00+03:00",
        "2026-09-02T01:30:00+03:00",
    )
    assert not list(session.occurrences(utc("2026-09-02T01:30")))


def test_a_running_session_is_still_given_and_an_ended_one_is_not() -> None:
    assert starts(weekly(), "2026-09-01T19:29", 1) == ["2026-09-01 18:00"]
    assert starts(weekly(), "2026-09-01T19:30", 1) == ["2026-09-08 18:00"]


def test_a_session_without_an_end_is_taken_for_an_hour() -> None:
    session = weekly(end=None)
    assert starts(session, "2026-09-01T18:59", 1) == ["2026-09-01 18:00"]
    assert starts(session, "2026-09-01T19:00", 1) == ["2026-09-08 18:00"]


def test_the_hour_that_comes_twice_in_autumn_is_told_apart() -> None:
    session = weekly(weekday=7, start=time(2), end=time(3, 30))
    second = datetime(2026, 10, 25, 3, 15, tzinfo=ZONE, fold=1)
    [(start, _)] = itertools.islice(session.occurrences(second), 1)
    assert start.date() == date(2026, 11, 1)


def test_a_period_that_is_past_gives_nothing() -> None:
    past = weekly(valid_until=date(2026, 10, 31))
    assert starts(past, "2026-11-24") == []
    assert starts(weekly(valid_until=date(2026, 8, 31)), "2026-01-01") == []


def test_the_last_day_of_the_calendar_stands_for_no_end() -> None:
    session = weekly(valid_until=date.max)
    assert len(starts(session, "2026-01-01")) == 4
    assert last_end(session) is None
    with pytest.raises(ValidationError, match="valid_from"):
        weekly(valid_from=date.max)


def test_a_wall_clock_with_an_offset_is_refused() -> None:
    with pytest.raises(ValidationError, match="without an offset"):
        weekly(start=time.fromisoformat("18:00+02:00"))
    with pytest.raises(ValidationError, match="without an offset"):
        weekly(end=time.fromisoformat("19:30Z"))


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe"])
def test_a_time_zone_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="time_zone"):
        weekly(time_zone=name)


@pytest.mark.parametrize("fields", [{"weekday": 0}, {"weekday": 8}, {"every_weeks": 0}])
def test_what_is_no_weekday_or_no_interval_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        weekly(**fields)


def test_a_dated_session_happens_once_unless_it_is_over() -> None:
    session = DatedSession(start=utc("2026-12-13T13:00"), end=utc("2026-12-13T16:00"))
    assert starts(session, "2026-12-13T15:59") == ["2026-12-13 11:00"]
    assert starts(session, "2026-12-13T16:00") == []


def test_a_dated_session_without_an_end_is_taken_for_an_hour() -> None:
    session = DatedSession(start=utc("2026-12-13T13:00"))
    assert last_end(session) == utc("2026-12-13T14:00")
    assert starts(session, "2026-12-13T14:00") == []


def test_a_dated_session_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="after start"):
        DatedSession(start=utc("2026-12-13"), end=utc("2026-12-12"))


def test_the_next_occurrence_is_the_earliest_of_all_sessions() -> None:
    friday = weekly(weekday=5)
    once = DatedSession(start=utc("2026-09-03T10:00"))
    sessions = (friday, weekly(), once)
    assert next_occurrence(sessions, utc("2026-08-31")) == utc("2026-09-01T18:00")
    assert next_occurrence(sessions, utc("2026-09-02")) == utc("2026-09-03T10:00")
    assert next_occurrence(sessions, utc("2026-09-04")) == utc("2026-09-04T18:00")


def test_there_is_no_next_occurrence_when_all_is_past_or_nothing_is_known() -> None:
    assert next_occurrence((weekly(valid_until=date(2026, 9, 30)),), utc("2026-10-01")) is None
    assert next_occurrence((), utc("2026-10-01")) is None


def test_a_weekly_session_is_over_when_its_last_occurrence_is() -> None:
    assert last_end(weekly()) is None
    assert last_end(weekly(valid_until=date(2026, 12, 1))) == utc("2026-12-01T19:30")
    assert last_end(weekly(valid_until=date(2026, 12, 6))) == utc("2026-12-01T19:30")
    cancelled = weekly(valid_until=date(2026, 12, 1), exclusions=(date(2026, 12, 1),))
    assert last_end(cancelled) == utc("2026-11-24T19:30")


def test_a_session_past_midnight_is_over_in_the_night_after_its_last_day() -> None:
    session = weekly(start=time(22), end=time(2), valid_until=date(2026, 12, 1))
    assert last_end(session) == utc("2026-12-02T02:00")
    late = weekly(start=time(23, 30), end=None, valid_until=date(2026, 12, 1))
    assert last_end(late) == utc("2026-12-02T00:30")


def test_a_line_that_is_open_until_further_notice_has_no_last_end() -> None:
    line = DatedSession(start=utc("2026-09-01"), end=FOREVER, open_throughout=True)
    assert last_end(line) is None
    assert next_occurrence((line,), utc("2026-12-01T14:00")) == utc("2026-12-01T14:00")


def test_nothing_happens_after_the_last_end() -> None:
    session = weekly(start=time(22), end=time(2), valid_until=date(2026, 12, 1))
    over = last_end(session)
    assert over is not None
    assert list(session.occurrences(over - timedelta(minutes=1)))
    assert not list(session.occurrences(over))
