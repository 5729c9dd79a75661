from datetime import date, time
from typing import Any

import pytest

from indexers.index.document import is_expired
from indexers.session import DatedSession, Session, WeeklySession
from tests.conftest import NOW
from tests.indexers.samples import activity, channel, millis, read, utc

LEFT_OUT = "events: a time without a readable start, weekday or period was left out"
TUESDAY: dict[str, Any] = {"weekday": 2, "startTime": "18:00", "endTime": "19:30"}


def sessions(event: dict[str, Any]) -> tuple[tuple[Session, ...], tuple[str, ...]]:
    found = read(activity(channels=[channel(events=[event])]))
    return found.sessions, found.provenance.repairs


def recurring(slot: object = TUESDAY, **recurrence: object) -> dict[str, Any]:
    given = {"period": "P1W", "daySpecificTimes": [slot], **recurrence}
    return {"start": millis("2026-09-01"), "type": "4", "recurrence": given}


def one_weekly(event: dict[str, Any]) -> WeeklySession:
    [session], repairs = sessions(event)
    assert isinstance(session, WeeklySession), repairs
    return session


def one_dated(event: dict[str, Any]) -> DatedSession:
    [session], repairs = sessions(event)
    assert isinstance(session, DatedSession), repairs
    return session


def test_dates_are_local_midnights_in_epoch_milliseconds() -> None:
    event = recurring(end=millis("2027-05-25"), exclude=[millis("2026-12-08"), "x", None])
    session = one_weekly(event)
    assert session.valid_from == date(2026, 9, 1)  # 31 August 21.00 UTC
    assert session.valid_until == date(2027, 5, 25)
    assert session.exclusions == (date(2026, 12, 8),)
    assert (session.start, session.end) == (time(18), time(19, 30))


@pytest.mark.parametrize(
    ("recurrence", "weeks", "monthly"),
    [
        ({"period": "P1W"}, 1, False),
        ({"period": "P2W"}, 2, False),
        ({"period": "P1W", "gap": "P3W"}, 3, False),
        ({"period": "P1D"}, 1, False),
        ({"period": "P1M"}, 1, True),
    ],
)
def test_periods_and_gaps_become_weeks_and_months(
    recurrence: dict[str, str], weeks: int, monthly: bool
) -> None:
    session = one_weekly(recurring(**recurrence))
    assert (session.every_weeks, session.monthly) == (weeks, monthly)


@pytest.mark.parametrize("period", ["P1Y", "", None, 7])
def test_a_period_that_nobody_knows_is_not_taken_for_a_week(period: object) -> None:
    assert sessions(recurring(period=period)) == ((), (LEFT_OUT,))


def test_each_time_of_a_week_is_a_session() -> None:
    slots = [TUESDAY, {"weekday": 5, "startTime": "09:00", "endTime": ""}]
    found, _ = sessions(recurring(daySpecificTimes=slots))
    assert [(one.weekday, one.end) for one in found if isinstance(one, WeeklySession)] == [
        (2, time(19, 30)),
        (5, None),
    ]


@pytest.mark.parametrize(
    "slot",
    [
        {**TUESDAY, "weekday": 8},
        {**TUESDAY, "weekday": None},
        {**TUESDAY, "startTime": "25:00"},
        {**TUESDAY, "startTime": "18:60"},
        {**TUESDAY, "startTime": "1830"},
        {**TUESDAY, "startTime": ""},
        {**TUESDAY, "startTime": "18:00Z"},
        {**TUESDAY, "endTime": "19:30+02:00"},
    ],
)
def test_a_time_that_cannot_be_read_is_left_out_with_a_note(slot: dict[str, Any]) -> None:
    assert sessions(recurring(slot))[1] == (LEFT_OUT,)


def test_one_unreadable_time_does_not_cost_the_others() -> None:
    broken = {"start": "next week", "type": "4"}
    found = read(activity(channels=[channel(events=[broken, recurring(), 3, None])]))
    assert len(found.sessions) == 1
    assert found.provenance.repairs == (LEFT_OUT,)


@pytest.mark.parametrize("start", [None, "1788210000000", True, -1, 0, 10**30, [], 1e308])
def test_what_is_no_time_stamp_is_no_start(start: object) -> None:
    assert sessions({**recurring(), "start": start}) == ((), (LEFT_OUT,))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("18:30", time(18, 30)), ("18.30", time(18, 30)), ("9:05", time(9, 5)), ("07:00:00", time(7))],
)
def test_a_time_may_be_written_as_people_do(written: str, read_as: time) -> None:
    assert one_weekly(recurring({**TUESDAY, "startTime": written})).start == read_as


def test_midnight_may_be_written_as_24() -> None:
    session = one_weekly(recurring({**TUESDAY, "startTime": "22:00", "endTime": "24:00"}))
    [(start, end)] = [next(session.occurrences(utc("2026-09-01")))]
    assert (start, end) == (utc("2026-09-01T22:00"), utc("2026-09-02"))


@pytest.mark.parametrize("zone", ["Nowhere/Land", "", None, 3, "../../etc/passwd", "Europe"])
def test_an_unknown_time_zone_is_read_as_helsinki(zone: object) -> None:
    assert one_weekly({**recurring(), "timeZone": zone}).time_zone == "Europe/Helsinki"


def test_the_day_is_that_of_the_time_zone_told() -> None:
    event = {**recurring(), "timeZone": "Europe/Stockholm"}
    assert one_weekly(event).valid_from == date(2026, 8, 31)


def test_a_single_event_keeps_its_own_times() -> None:
    recurrence = {"period": "P1D", "end": millis("2026-12-13T16:00"), "daySpecificTimes": [TUESDAY]}
    start = millis("2026-12-13T13:00")
    session = one_dated({"start": start, "type": "1", "recurrence": recurrence})
    assert (session.start, session.end) == (utc("2026-12-13T13:00"), utc("2026-12-13T16:00"))
    assert not session.open_throughout


def test_a_single_event_told_as_a_day_takes_its_time_from_the_slot() -> None:
    slot = {"weekday": 7, "startTime": "13:00", "endTime": "16:00"}
    recurrence = {"period": "P1D", "end": millis("2026-12-13"), "daySpecificTimes": [slot]}
    start = millis("2026-12-13")
    session = one_dated({"start": start, "type": "1", "recurrence": recurrence})
    assert (session.start, session.end) == (utc("2026-12-13T13:00"), utc("2026-12-13T16:00"))


def test_a_stretch_told_in_days_counts_its_last_day() -> None:
    recurrence = {"period": "P1D", "end": millis("2026-12-18"), "daySpecificTimes": []}
    session = one_dated({"start": millis("2026-09-14"), "type": "3", "recurrence": recurrence})
    assert (session.start, session.end) == (utc("2026-09-14"), utc("2026-12-19"))
    assert session.open_throughout


def test_a_stretch_that_ends_before_it_begins_has_no_end() -> None:
    recurrence = {"period": "P1D", "end": millis("2026-09-01")}
    assert (
        one_dated({"start": millis("2026-09-14"), "type": "3", "recurrence": recurrence}).end
        is None
    )


def test_events_of_another_type_than_a_list_are_no_sessions() -> None:
    assert read(activity(channels=[channel(events={"start": 1})])).sessions == ()


def test_a_visibility_that_has_ended_makes_a_listing_expire() -> None:
    made = activity()
    made["tags"]["visibility"]["end"] = millis("2026-11-24")
    assert is_expired(read(made), NOW)
    assert not is_expired(read(activity()), NOW)


@pytest.mark.parametrize("tags", [None, {}, {"visibility": []}, {"visibility": {"end": "2020"}}])
def test_a_visibility_that_is_not_told_never_ends(tags: object) -> None:
    found = read({**activity(), "tags": tags})
    assert (found.valid_from, found.valid_until) == (None, None)
