"""Times of day, days and weekly times as people write them; what is unsure is read as nothing."""

from datetime import UTC, date, datetime, time
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.written.clock import clock_in
from indexers.written.dates import day_in, local_moment, moment_in
from indexers.written.sessions import sessions_of
from indexers.written.week import LAST, meetings_in, weekdays_in
from tests.conftest import NOW
from tests.indexers.samples import utc

ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *[("18", time(18)), ("klo 18", time(18)), ("klo. 18.30", time(18, 30))],
        *[("kl. 9:05", time(9, 5)), ("18:30:00", time(18, 30)), ("24:00", time(0))],
        *[("6 pm", time(18)), ("6.30 p.m.", time(18, 30)), ("12 am", time(0))],
        *[(0.75, time(18)), (18, time(18)), (time(18, 30, 12), time(18, 30))],
        (datetime(1899, 12, 30, 9, 15), time(9, 15)),
    ],
)
def test_a_time_of_day_is_read(written: object, read: time) -> None:
    assert clock_in(written) == read


@pytest.mark.parametrize(
    "written", ["25", "24.30", "9.60", "13 pm", "18:00Z", "1830", "", "ilta", 18.5, -1, True, None]
)
def test_what_is_no_time_of_day_is_none(written: object) -> None:
    assert clock_in(written) is None


@pytest.mark.parametrize(
    "written",
    [
        *("24.11.2026", "24.11.26", " 24. 11. 2026 ", "24/11/2026", "ti 24.11.2026"),
        *("2026-11-24", "2026-11-24T18:00", "2026-11-24T18:00:00+02:00", 46350, 46350.75),
        *(date(2026, 11, 24), datetime(2026, 11, 24, 18)),
    ],
)
def test_a_day_is_read(written: object) -> None:
    assert day_in(written) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "written", ["31.2.2026", "24.11.", "2026", 2026, "20261124", "2026-W48-2", "huomenna", "", True]
)
def test_what_is_no_day_is_none(written: object) -> None:
    assert day_in(written) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-24T18:00:00+00:00", datetime(2026, 11, 24, 18, tzinfo=UTC)),
        ("2023-03-15T10:30:45.123Z", datetime(2023, 3, 15, 10, 30, 45, 123000, tzinfo=UTC)),
        ("2026-11-24T18:00", utc("2026-11-24T18:00")),
        ("24.11.2026", utc("2026-11-24")),
        (date(2026, 7, 1), utc("2026-07-01")),
    ],
)
def test_a_moment_without_a_zone_is_finnish_time(written: object, read: datetime) -> None:
    assert moment_in(written) == read


def test_the_hours_of_the_changes_of_the_clock_are_told_apart() -> None:
    left_out = local_moment(datetime(2026, 3, 29, 3, 30))
    assert left_out.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 4.30 in summer
    twice = local_moment(datetime(2026, 10, 25, 3, 30))
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # in winter time


@given(ANYTHING)
def test_a_cell_of_any_kind_is_read_or_not_but_never_an_error(value: object) -> None:
    clock_in(value)
    day_in(value)
    moment_in(value)
    weekdays_in(value)


@settings(max_examples=300)
@given(st.text(alphabet="matikeop lasuv-–,.:;0123456789klj", max_size=30))
def test_a_text_of_letters_of_times_is_read_or_not_but_never_an_error(text: str) -> None:
    found = meetings_in(text)
    assert found is None or found


def meets(text: str) -> list[tuple[int, str]]:
    found = meetings_in(text)
    assert found, text
    return [
        (one.weekday, f"{one.start:%H:%M}" + (f"-{one.end:%H:%M}" if one.end else ""))
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ti klo 18–19.30", [(2, "18:00-19:30")]),
        ("tiistaisin 18-20", [(2, "18:00-20:00")]),
        ("Tiistaisin ja torstaisin klo 18.00.", [(2, "18:00"), (4, "18:00")]),
        ("pe–su 9-15", [(5, "09:00-15:00"), (6, "09:00-15:00"), (7, "09:00-15:00")]),
        ("ti to pe klo 18", [(2, "18:00"), (4, "18:00"), (5, "18:00")]),
        ("må ti on to kl 18", [(1, "18:00"), (2, "18:00"), (3, "18:00"), (4, "18:00")]),
        ("tisdagar kl. 18–19.30", [(2, "18:00-19:30")]),
        ("Tuesdays 6-8 pm", [(2, "18:00-20:00")]),
        ("on Wednesdays, 11 am - 1 pm", [(3, "11:00-13:00")]),
        ("Sat to Sun 12 to 14", [(6, "12:00-14:00"), (7, "12:00-14:00")]),
        ("torstaista perjantaihin 9–15", [(4, "09:00-15:00"), (5, "09:00-15:00")]),
        ("viikonloppuisin 10-12", [(6, "10:00-12:00"), (7, "10:00-12:00")]),
        ("ma 9-15, la 10-14", [(1, "09:00-15:00"), (6, "10:00-14:00")]),
        ("ti 18-19, 19-20", [(2, "18:00-19:00"), (2, "19:00-20:00")]),
        ("klo 18 ti, klo 17 to", [(2, "18:00"), (4, "17:00")]),
        ("pe klo 22–02", [(5, "22:00-02:00")]),
    ],
)
def test_weekly_times_are_read_in_three_languages(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert meets(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "ti", "18-20", "sopimuksen mukaan", "ti klo 18 (ei 24.12.)", "tiistai 24.11. klo 18"),
        *("ke 25:00", "ti 18-19, to", "kuukauden ti klo 18", "1. ti klo 18", "ti klo 18 tai 19"),
        *("ti klo 18, joka toinen to klo 19", "kerran kuukaudessa ti klo 18", "joka vuosi ti 18"),
    ],
)
def test_a_text_that_says_more_or_less_is_not_guessed(text: str) -> None:
    assert meetings_in(text) is None


@pytest.mark.parametrize(
    ("text", "weeks", "parity", "ordinals"),
    [
        ("joka toinen ti klo 18", 2, None, {None}),
        ("ti klo 18 joka toinen viikko", 2, None, {None}),
        ("parillisten viikkojen ti klo 18", 2, 0, {None}),
        ("udda veckor tisdag kl 18", 2, 1, {None}),
        ("kuukauden 1. ja 3. ti klo 18", 1, None, {1, 3}),
        ("första tisdagen i månaden kl. 18", 1, None, {1}),
        ("last Tuesday of the month at 18", 1, None, {LAST}),
    ],
)
def test_rarer_rhythms_are_read(
    text: str, weeks: int, parity: int | None, ordinals: set[int | None]
) -> None:
    found = meetings_in(text) or ()
    assert {(one.weekday, one.every_weeks, one.parity) for one in found} == {(2, weeks, parity)}
    assert {one.ordinal for one in found} == ordinals


def days(text: str, first: date | None, last: date | None = None) -> list[str]:
    """The next five days from November 2026 on."""
    sessions = sessions_of(meetings_in(text) or (), first, last) or ()
    starts = sorted(start for one in sessions for start, _ in islice(one.occurrences(NOW), 5))
    return [f"{start:%-d.%-m.}" for start in starts[:5]]


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("ti klo 18", None, ["24.11.", "1.12.", "8.12.", "15.12.", "22.12."]),
        (
            "joka toinen ti klo 18",
            date(2026, 11, 10),
            ["24.11.", "8.12.", "22.12.", "5.1.", "19.1."],
        ),
        # From a Wednesday on: the Monday of that week is over, so the next is two weeks later.
        (
            "joka toinen viikko ma ja ke klo 18",
            date(2026, 11, 25),
            ["25.11.", "7.12.", "9.12.", "21.12.", "23.12."],
        ),
        ("kuukauden 2. ti klo 18", None, ["8.12.", "12.1.", "9.2.", "9.3.", "13.4."]),
        ("kuukauden viimeinen pe klo 18", None, ["27.11.", "25.12.", "29.1.", "26.2.", "26.3."]),
        (
            "kuukauden viimeinen pe klo 18",
            date(2026, 12, 1),
            ["25.12.", "29.1.", "26.2.", "26.3.", "30.4."],
        ),
        # Week 53 of 2026 is followed by week 1: two odd weeks side by side.
        ("parittomina viikkoina ti klo 18", None, ["1.12.", "15.12.", "29.12.", "5.1.", "19.1."]),
        ("parillisina viikkoina ti klo 18", None, ["24.11.", "8.12.", "22.12.", "12.1.", "26.1."]),
    ],
)
def test_rhythms_meet_on_the_right_days(text: str, first: date | None, expected: list[str]) -> None:
    assert days(text, first) == expected


def test_every_other_week_without_a_beginning_is_not_guessed() -> None:
    assert sessions_of(meetings_in("joka toinen ti klo 18") or (), None) is None


def test_a_period_ends_the_meetings() -> None:
    assert days("ti klo 18", date(2026, 12, 1), date(2026, 12, 8)) == ["1.12.", "8.12."]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ma, ke ja pe", (1, 3, 5)),
        ("Ma–Ke", (1, 2, 3)),
        ("tisdag", (2,)),
        ("arkisin", (1, 2, 3, 4, 5)),
        (2, (2,)),
        ("7", (7,)),
        ("8", None),
        ("ti klo 18", None),
        ("", None),
    ],
)
def test_weekdays_by_themselves(written: object, expected: tuple[int, ...] | None) -> None:
    assert weekdays_in(written) == expected
