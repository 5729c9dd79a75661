"""Service hours of PTV as sessions, and notes of what sessions cannot say."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from indexers.session import FOREVER, DatedSession, Session, WeeklySession
from indexers.sources.ptv_dates import ALWAYS
from indexers.sources.ptv_hours import Hours, hours_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.raw import Raw
from tests.indexers.sources.ptv_pieces import Thing, exception, hours, texts

ZONE = ZoneInfo("Europe/Helsinki")
MONDAYS = hours(("Monday", "08:00:00", "16:00:00"))
DAILY = hours(*((day, "10:00:00", "18:00:00") for day in ("Monday", "Tuesday", "Saturday")))


def told(*items: Thing) -> tuple[Hours, list[str]]:
    notes = Notes()
    return hours_of([Raw(item) for item in items], notes), notes.repairs


def sessions(*items: Thing) -> tuple[Session, ...]:
    return told(*items)[0].sessions


def weekly(*items: Thing) -> list[WeeklySession]:
    return [one for one in sessions(*items) if isinstance(one, WeeklySession)]


def dated(*items: Thing) -> list[DatedSession]:
    return [one for one in sessions(*items) if isinstance(one, DatedSession)]


def words(one: WeeklySession) -> str:
    return f"{one.weekday} {one.start:%H:%M}-{one.end:%H:%M}"


def test_weekly_hours_are_sessions_without_an_end() -> None:
    [one] = weekly(MONDAYS)
    assert words(one) == "1 08:00-16:00"
    assert (one.valid_from, one.valid_until) == (ALWAYS, None)
    assert told(MONDAYS)[1] == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("8:00", "16:00", "1 08:00-16:00"),
        ("00:00:00", "00:00:00", "1 00:00-00:00"),
        ("00:00:00", "24:00:00", "1 00:00-00:00"),
        ("20:00:00", "00:00:00", "1 20:00-00:00"),
        ("20:00:00.000", "23:59:59", "1 20:00-23:59"),
        ("22:00:00", "02:00:00", "1 22:00-02:00"),
    ],
)
def test_times_of_a_day_are_read_as_they_are_written(start: str, end: str, expected: str) -> None:
    assert [words(one) for one in weekly(hours(("Monday", start, end)))] == [expected]


def test_a_day_to_says_nothing_of_hours_of_one_weekday() -> None:
    opening = {"dayFrom": "Friday", "dayTo": "Monday", "from": "08:00:00", "to": "10:00:00"}
    assert [words(one) for one in weekly(hours(openingHour=[opening]))] == ["5 08:00-10:00"]


@pytest.mark.parametrize(
    ("opening", "reason"),
    [
        (("Someday", "08:00", "10:00"), "dayFrom is no weekday"),
        (("", "08:00", "10:00"), "dayFrom is no weekday"),
        (("Monday", "", "10:00"), "from is no time"),
        (("Monday", "08:00", "10.00"), "to is no time"),
        (("Monday", "25:00", "10:00"), "from is no time"),
        (("Monday", "08:00", "08:00"), "it ends when it begins"),
    ],
)
def test_an_hour_that_cannot_be_read_is_left_out_with_the_reason(
    opening: tuple[str, str, str], reason: str
) -> None:
    found, notes = told(hours(opening, ("Tuesday", "08:00", "10:00")))
    assert len(found.sessions) == 1
    assert notes == [f"serviceHours: an opening hour was left out ({reason})"]


def test_seasonal_hours_keep_their_first_and_last_day() -> None:
    summer = {"validFrom": "2027-06-01T00:00:00", "validTo": "2027-08-31T00:00:00"}
    [one] = weekly(hours(("Monday", "08:00", "10:00"), **summer))
    assert (one.valid_from, one.valid_until) == (date(2027, 6, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-06-01T00:00:00", date(2027, 6, 1)),
        ("2027-06-01T13:30:00", date(2027, 6, 1)),
        ("2027-05-31T21:00:00", date(2027, 6, 1)),  # a summer midnight turned into UTC
        ("2027-01-31T22:00:00", date(2027, 2, 1)),  # a winter midnight
        ("2027-05-31T22:00:00", date(2027, 5, 31)),
        ("2027-05-31T21:00:00Z", date(2027, 6, 1)),
        ("2027-05-31T23:59:59.123", date(2027, 5, 31)),
        ("2027-06-01", date(2027, 6, 1)),
        (None, ALWAYS),
        ("", ALWAYS),
    ],
)
def test_a_day_is_local_also_where_its_midnight_was_turned_into_utc(text: Any, day: date) -> None:
    [one] = weekly(hours(("Monday", "08:00", "10:00"), validFrom=text))
    assert one.valid_from == day


def test_a_day_that_is_none_is_noted_and_one_in_the_far_future_is_no_end() -> None:
    found, notes = told(hours(("Monday", "08:00", "10:00"), validFrom="soon", validTo="9999-12-31"))
    [one] = [one for one in found.sessions if isinstance(one, WeeklySession)]
    assert (one.valid_from, one.valid_until) == (ALWAYS, None)
    assert notes == ["serviceHours: validFrom is no time and was not read"]


def test_hours_that_end_before_they_begin_are_left_out_with_a_note() -> None:
    found, notes = told(
        hours(("Monday", "08:00", "10:00"), validFrom="2027-02-01", validTo="2027-01-01")
    )
    assert found.sessions == ()
    assert notes == ["serviceHours: hours that end before they begin were left out"]


def over(day_from: str, start: str, day_to: str, end: str, **fields: Any) -> Thing:
    opening = {"dayFrom": day_from, "dayTo": day_to, "from": start, "to": end}
    return hours(serviceHourType="OverMidnight", openingHour=[opening], **fields)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (over("Friday", "20:00", "Saturday", "02:00"), ["5 20:00-02:00"]),
        (over("Sunday", "20:00", "Monday", "02:00"), ["7 20:00-02:00"]),
        (over("Friday", "20:00", "Friday", "23:00"), ["5 20:00-23:00"]),
        (over("Friday", "20:00", "Saturday", "22:00"), ["5 20:00-00:00", "6 00:00-22:00"]),
        (over("Friday", "20:00", "Saturday", "00:00"), ["5 20:00-00:00"]),
        (
            over("Friday", "16:00", "Monday", "08:00"),
            ["5 16:00-00:00", "6 00:00-00:00", "7 00:00-00:00", "1 00:00-08:00"],
        ),
    ],
)
def test_hours_over_midnight_are_told_night_by_night(item: Thing, expected: list[str]) -> None:
    assert [words(one) for one in weekly(item)] == expected


def test_what_is_always_open_is_open_throughout() -> None:
    [one] = dated(hours(isAlwaysOpen=True))
    assert (one.start.date(), one.end, one.open_throughout) == (ALWAYS, FOREVER, True)
    [summer] = dated(
        hours(isAlwaysOpen=True, validFrom="2027-06-01T00:00:00", validTo="2027-08-31T00:00:00")
    )
    assert (summer.start, summer.end) == (
        datetime(2027, 6, 1, tzinfo=ZONE),
        datetime(2027, 9, 1, tzinfo=ZONE),
    )


def test_a_closed_day_is_an_exclusion_of_the_hours_of_its_weekday() -> None:
    friday = weekly(DAILY, exception("2026-12-25T00:00:00"))
    assert [one.exclusions for one in friday] == [(), (), ()]
    monday, tuesday, saturday = weekly(
        DAILY, exception("2026-12-22T00:00:00"), exception("2026-12-26T00:00:00")
    )
    assert monday.exclusions == ()
    assert tuesday.exclusions == (date(2026, 12, 22),)
    assert saturday.exclusions == (date(2026, 12, 26),)


def test_closed_days_come_after_the_hours_wherever_they_stand() -> None:
    [one] = weekly(exception("2026-12-21T00:00:00"), MONDAYS)
    assert one.exclusions == (date(2026, 12, 21),)


def test_a_closed_period_excludes_each_of_its_days() -> None:
    [one] = weekly(MONDAYS, exception("2026-12-19T00:00:00", "2027-01-06T00:00:00"))
    assert one.exclusions == (date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4))


def test_a_long_closed_period_parts_the_hours_in_two() -> None:
    before, after = weekly(MONDAYS, exception("2027-06-01T00:00:00", "2027-08-31T00:00:00"))
    assert (before.valid_from, before.valid_until) == (ALWAYS, date(2027, 5, 31))
    assert (after.valid_from, after.valid_until) == (date(2027, 9, 1), None)


def test_a_long_closed_period_may_cover_the_beginning_or_the_end_of_the_hours() -> None:
    season = hours(("Monday", "08:00", "10:00"), validFrom="2027-06-15", validTo="2027-10-01")
    [after] = weekly(season, exception("2027-06-01T00:00:00", "2027-08-31T00:00:00"))
    assert (after.valid_from, after.valid_until) == (date(2027, 9, 1), date(2027, 10, 1))
    assert weekly(season, exception("2027-01-01T00:00:00", "2027-12-31T00:00:00")) == []


def test_a_day_with_other_hours_takes_the_place_of_the_usual_ones() -> None:
    items = (MONDAYS, exception("2026-12-21T00:00:00", None, ("10:00:00", "12:00:00")))
    [usual] = weekly(*items)
    assert usual.exclusions == (date(2026, 12, 21),)
    [other] = dated(*items)
    assert (other.start, other.end) == (
        datetime(2026, 12, 21, 10, tzinfo=ZONE),
        datetime(2026, 12, 21, 12, tzinfo=ZONE),
    )


def test_other_hours_of_a_period_are_those_of_each_of_its_days() -> None:
    period = exception("2026-12-21T00:00:00", "2026-12-23T00:00:00", ("10:00", "12:00"))
    found, notes = told(MONDAYS, period)
    usual, *others = [one for one in found.sessions if isinstance(one, WeeklySession)]
    assert usual.exclusions == (date(2026, 12, 21),)
    assert len(others) == 7
    assert {words(one)[2:] for one in others} == {"10:00-12:00"}
    assert {(one.valid_from, one.valid_until) for one in others} == {
        (date(2026, 12, 21), date(2026, 12, 23))
    }
    assert notes == ["serviceHours: other hours of a period are told for each of its days"]


def test_hours_that_end_earlier_than_they_begin_are_one_stretch_of_a_period() -> None:
    [one] = dated(exception("2026-12-24T00:00:00", "2026-12-26T00:00:00", ("18:00", "12:00")))
    assert (one.start, one.end) == (
        datetime(2026, 12, 24, 18, tzinfo=ZONE),
        datetime(2026, 12, 26, 12, tzinfo=ZONE),
    )


def test_one_day_until_midnight_or_after_it_ends_on_the_next_day() -> None:
    [late] = dated(exception("2026-12-31T00:00:00", None, ("18:00", "00:00")))
    assert late.end == datetime(2027, 1, 1, tzinfo=ZONE)
    [later] = dated(exception("2026-12-31T00:00:00", None, ("18:00", "02:00")))
    assert later.end == datetime(2027, 1, 1, 2, tzinfo=ZONE)


def test_a_closed_part_of_a_day_is_told_as_a_closed_day_with_a_note() -> None:
    part = exception("2026-12-21T00:00:00", None, ("12:00", "16:00"), isClosed=True)
    found, notes = told(MONDAYS, part)
    assert [one.exclusions for one in found.sessions if isinstance(one, WeeklySession)] == [
        (date(2026, 12, 21),)
    ]
    assert notes == ["serviceHours: closed for a part of a day, told as closed that day"]
    whole = exception("2026-12-21T00:00:00", None, ("00:00", "23:59"), isClosed=True)
    assert told(MONDAYS, whole)[1] == []


def test_a_closed_day_of_what_is_always_open_is_noted() -> None:
    found, notes = told(hours(isAlwaysOpen=True), exception("2026-12-21T00:00:00"))
    assert len(found.sessions) == 1
    assert notes == ["serviceHours: a day that differs is not told where it is always open"]


@pytest.mark.parametrize(
    "day",
    [
        exception(""),
        exception("some day"),
        exception("2026-12-21T00:00:00", "2026-12-20T00:00:00"),
        exception("2026-12-21T00:00:00", isClosed=False),
    ],
)
def test_an_exception_without_a_date_or_hours_is_left_out_with_a_note(day: Thing) -> None:
    found, notes = told(MONDAYS, day)
    assert [one.exclusions for one in found.sessions if isinstance(one, WeeklySession)] == [()]
    assert "serviceHours: an exception without a date or hours was left out" in notes


def test_what_is_said_of_hours_is_kept_with_the_days_that_differ() -> None:
    usual = hours(("Monday", "08:00", "10:00"), additionalInformation=texts(fi="Juhlat erikseen"))
    day = exception("2026-12-24T00:00:00", additionalInformation=texts(fi="Jouluaatto"))
    days = exception(
        "2026-12-27T00:00:00", "2026-12-30T00:00:00", additionalInformation=texts(fi="Loma")
    )
    assert told(usual, day, days)[0].said == {
        "fi": "Juhlat erikseen\n24.12.2026: Jouluaatto\n27.12.2026–30.12.2026: Loma"
    }


def test_hours_by_appointment_are_told_and_noted() -> None:
    found, notes = told(hours(isReservation=True))
    assert (found.sessions, found.by_appointment) == ((), True)
    assert notes == ["serviceHours: open by appointment only, told as a need to sign up"]


def test_an_unknown_kind_of_hours_is_read_as_weekly_and_counted() -> None:
    notes = Notes()
    made = hours(("Monday", "08:00", "10:00"), serviceHourType="Standard")
    [one] = hours_of([Raw(made)], notes).sessions
    assert isinstance(one, WeeklySession)
    assert one.start == time(8)
    assert notes.unmapped == ["serviceHourType:Standard"]


def test_nothing_told_is_no_hours_at_all() -> None:
    assert not told()[0].tells
    assert not told(hours())[0].tells
    assert told(MONDAYS)[0].tells
