"""The numbers of a calendar against a walk through its minutes and half hours."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.index.calendar import (
    DAY,
    HORIZON,
    NEVER,
    SLOT,
    calendar_minute,
    calendar_of,
    day_minute,
    week_minute,
)
from indexers.session import DatedSession, WeeklySession
from tests.conftest import NOW
from tests.indexers.samples import ZONE, utc, weekly

TUESDAY_18 = DAY + 18 * 60
WEEK_SLOTS = 7 * DAY // SLOT


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def dated(start: str, end: str | None = None, *, open_throughout: bool = False) -> DatedSession:
    return DatedSession(
        start=local(start), end=local(end) if end else None, open_throughout=open_throughout
    )


def test_no_sessions_say_nothing_and_never_end() -> None:
    found = calendar_of([], NOW)
    assert found == ([], [], [], [], False, None, NEVER)


def test_the_numbers_of_one_weekly_session() -> None:
    found = calendar_of([weekly(valid_until=date(2026, 12, 8))], NOW)  # NOW is a Tuesday, 12.00
    assert found.weekdays == [2]
    assert found.starts == [TUESDAY_18]
    assert found.occurs == [
        day_minute(day) + 18 * 60
        for day in (date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8))
    ]
    assert found.open_slots == [TUESDAY_18 // SLOT + step for step in range(3)]
    assert found.always_open is False
    assert found.next_start == utc("2026-11-24T18:00").timestamp()
    assert found.ends == utc("2026-12-08T19:30").timestamp()


def test_a_minute_of_the_week_begins_on_monday_and_of_the_calendar_in_1970() -> None:
    assert week_minute(local("2026-11-23T00:00")) == 0
    assert week_minute(local("2026-11-29T23:59")) == 7 * DAY - 1
    assert calendar_minute(local("1970-01-02T00:01")) == DAY + 1


def test_a_minute_of_the_calendar_is_the_wall_clock_in_every_season() -> None:
    summer, winter = local("2026-07-01T18:00"), local("2026-12-01T18:00")
    assert calendar_minute(winter) - calendar_minute(summer) == 153 * DAY


def test_a_session_that_is_over_says_nothing() -> None:
    over = weekly(weekday=5, valid_until=date(2026, 11, 20))
    found = calendar_of([over, weekly()], NOW)
    assert found.weekdays == [2]
    assert found.starts == [TUESDAY_18]
    assert found.ends == NEVER


def test_a_season_beyond_the_horizon_tells_its_first_time() -> None:
    found = calendar_of([weekly(valid_from=date(2027, 9, 7))], NOW)
    assert found.weekdays == [2]
    assert found.starts == [TUESDAY_18]
    assert found.occurs == [day_minute(date(2027, 9, 7)) + 18 * 60]
    assert found.next_start == utc("2027-09-07T18:00").timestamp()


def test_a_session_past_midnight_is_open_into_the_next_day_and_the_next_week() -> None:
    found = calendar_of([weekly(weekday=7, start=time(23), end=time(1))], NOW)
    assert found.weekdays == [7]
    assert found.open_slots == [0, 1, WEEK_SLOTS - 2, WEEK_SLOTS - 1]


def test_a_session_that_runs_past_midnight_of_its_last_day_is_not_over_at_midnight() -> None:
    session = weekly(weekday=1, start=time(22), end=time(2), valid_until=date(2026, 11, 23))
    found = calendar_of([session], local("2026-11-24T01:00"))
    assert found.next_start == utc("2026-11-23T22:00").timestamp()
    assert found.ends == utc("2026-11-24T02:00").timestamp()


def test_half_hours_count_as_soon_as_they_are_touched() -> None:
    found = calendar_of([weekly(weekday=1, start=time(9, 45), end=time(10, 15))], NOW)
    assert found.open_slots == [19, 20]


def test_a_stretch_of_days_occurs_on_each_of_them() -> None:
    found = calendar_of([dated("2026-11-27T10:00", "2026-11-30T00:00")], NOW)
    assert found.weekdays == [5, 6, 7]
    assert found.occurs == [
        day_minute(date(2026, 11, 27)) + 600,
        day_minute(date(2026, 11, 28)),
        day_minute(date(2026, 11, 29)),
    ]
    assert found.next_start == utc("2026-11-27T10:00").timestamp()
    assert found.ends == utc("2026-11-30").timestamp()


def test_a_stretch_that_has_begun_occurs_from_today_on() -> None:
    found = calendar_of([dated("2026-01-01T10:00", "2026-11-26T00:00")], NOW)
    begun, *days = found.occurs
    assert begun == day_minute(date(2026, 1, 1)) + 600
    assert days == [day_minute(date(2026, 11, 24)), day_minute(date(2026, 11, 25))]


def test_a_stretch_of_years_is_told_up_to_the_horizon() -> None:
    found = calendar_of([dated("2026-11-25T00:00", "2036-01-01T00:00")], NOW)
    assert found.occurs[-1] == day_minute((NOW + HORIZON).date())
    assert found.open_slots == list(range(WEEK_SLOTS))


def test_open_at_all_hours_is_told_while_it_lasts() -> None:
    line = dated("2026-09-01T00:00", "2027-09-01T00:00", open_throughout=True)
    assert calendar_of([line, weekly()], NOW).always_open is True
    assert calendar_of([line, weekly()], local("2027-10-01T00:00")).always_open is False


def test_the_last_of_several_ends_counts() -> None:
    early, late = weekly(valid_until=date(2026, 12, 8)), dated("2027-01-10T10:00")
    assert calendar_of([early, late], NOW).ends == utc("2027-01-10T11:00").timestamp()


@st.composite
def weeklies(draw: st.DrawFn) -> WeeklySession:
    clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
    first = draw(st.dates(date(2026, 6, 1), date(2027, 4, 1)))
    length = draw(st.none() | st.integers(0, 400))
    return WeeklySession(
        weekday=draw(st.integers(1, 7)),
        start=draw(clocks),
        end=draw(clocks),
        every_weeks=draw(st.integers(1, 3)),
        valid_from=first,
        valid_until=None if length is None else first + timedelta(days=length),
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(weeklies(), max_size=3))
def test_the_numbers_are_those_of_a_walk_through_half_a_year(
    sessions: list[WeeklySession],
) -> None:
    starts: set[datetime] = set()
    open_slots: set[int] = set()
    for session in sessions:
        for start, end in session.occurrences(NOW):
            if start > NOW + HORIZON:
                break
            starts.add(start)
            minute = start
            while minute < end:
                open_slots.add(week_minute(minute) // SLOT)
                minute += timedelta(minutes=1)
    found = calendar_of(sessions, NOW)
    assert found.occurs == sorted({calendar_minute(start) for start in starts})
    assert found.open_slots == sorted(open_slots)
    assert found.next_start == min((start.timestamp() for start in starts), default=None)
    assert {start.isoweekday() for start in starts} <= set(found.weekdays)
    assert {week_minute(start) for start in starts} <= set(found.starts)
    if starts:
        assert max(start.timestamp() for start in starts) < found.ends
