"""Occurrences against a count that goes through the calendar day by day."""

import calendar
import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.session import WeeklySession
from tests.indexers.samples import ZONE

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2025, 11, 1), datetime(2028, 3, 31), timezones=st.just(UTC))
COUNTED = 25


@st.composite
def sessions(draw: st.DrawFn) -> WeeklySession:
    first = draw(DAYS)
    if draw(st.booleans()):  # the end of a month, where a weekday may come a fifth time
        first = first.replace(day=min(29, calendar.monthrange(first.year, first.month)[1]))
    length = draw(st.none() | st.integers(-5, 800))
    made = WeeklySession(
        weekday=draw(st.integers(1, 7)),
        start=draw(CLOCKS),
        end=draw(st.none() | CLOCKS),
        every_weeks=draw(st.sampled_from([1, 1, 2, 3, 4, 52])),
        monthly=draw(st.booleans()),
        valid_from=first,
        valid_until=None if length is None else first + timedelta(days=length),
    )
    days = [first + timedelta(days=step) for step in range(0, 400)]
    meetings = [day for day in days if day.isoweekday() == made.weekday]
    excluded = draw(st.lists(st.sampled_from(meetings), max_size=6))
    return made.model_copy(update={"exclusions": tuple(excluded)})


def in_month(day: date) -> list[date]:
    """The days of the month with the same weekday as `day`."""
    weeks = calendar.monthcalendar(day.year, day.month)
    numbers = [week[day.weekday()] for week in weeks if week[day.weekday()]]
    return [day.replace(day=number) for number in numbers]


def by_day(session: WeeklySession, after: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The occurrences of ten years, found by asking each day whether it is one."""
    first = session.valid_from
    while first.isoweekday() != session.weekday:
        first += timedelta(days=1)
    ordinal = in_month(first).index(first)
    for step in range(3653):
        day = session.valid_from + timedelta(days=step)
        if day.isoweekday() != session.weekday or day in session.exclusions:
            continue
        if session.valid_until is not None and day > session.valid_until:
            return
        if session.monthly:
            wanted = -1 if ordinal == 4 else ordinal
            if in_month(day)[wanted] != day:
                continue
        elif (day - first).days % (7 * session.every_weeks):
            continue
        start = datetime.combine(day, session.start, ZONE)
        if session.end is None:
            end = start + timedelta(hours=1)
        else:
            ends_next_day = session.end <= session.start
            end = datetime.combine(day + timedelta(days=ends_next_day), session.end, ZONE)
        if end.timestamp() > after.timestamp():
            yield start, end


@settings(deadline=None, max_examples=150)
@given(sessions(), MOMENTS)
def test_occurrences_are_those_of_a_count_day_by_day(
    session: WeeklySession, after: datetime
) -> None:
    expected = list(itertools.islice(by_day(session, after), COUNTED))
    assert list(itertools.islice(session.occurrences(after), len(expected))) == expected
    if session.valid_until is not None and len(expected) < COUNTED:
        assert list(session.occurrences(after)) == expected


@settings(deadline=None, max_examples=150)
@given(sessions(), MOMENTS)
def test_occurrences_are_in_order_on_their_weekday_not_excluded_and_not_over(
    session: WeeklySession, after: datetime
) -> None:
    found = list(itertools.islice(session.occurrences(after), COUNTED))
    starts = [start for start, _ in found]
    assert starts == sorted(set(starts))
    for start, end in found:
        assert start.isoweekday() == session.weekday
        assert start.date() not in session.exclusions
        assert session.valid_from <= start.date()
        assert session.valid_until is None or start.date() <= session.valid_until
        assert end.timestamp() > after.timestamp()
        assert start.time() == session.start
        assert timedelta(0) < end - start <= timedelta(days=1)


@settings(deadline=None, max_examples=100)
@given(sessions(), MOMENTS)
def test_the_zone_in_which_one_asks_changes_nothing(
    session: WeeklySession, after: datetime
) -> None:
    in_utc = itertools.islice(session.occurrences(after), 5)
    in_helsinki = itertools.islice(session.occurrences(after.astimezone(ZONE)), 5)
    assert list(in_helsinki) == list(in_utc)


def test_the_count_itself_knows_a_fifth_weekday() -> None:
    session = WeeklySession(weekday=2, start=time(18), monthly=True, valid_from=date(2026, 9, 29))
    found = itertools.islice(by_day(session, datetime(2026, 1, 1, tzinfo=UTC)), 3)
    assert [start.day for start, _ in found] == [29, 27, 24]
