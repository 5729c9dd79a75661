"""The calendar: by the rules of others its events take place when the listings say they do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from fastapi.testclient import TestClient
from hypothesis import given, settings

from indexers.listing import Listing
from indexers.session import FOREVER, DatedSession, Session, WeeklySession
from search_service.demo import DEMO
from search_service.exports.ical import Ical
from search_service.exports.session_event import timed_event, uid_of
from tests.conftest import NOW
from tests.indexers.samples import listing, weekly
from tests.indexers.test_session_property import sessions
from tests.search_service.export_reading import events, export
from tests.search_service.matching_rules import is_current, listings_of
from tests.search_service.telling import export_of, written

UNTIL = NOW + timedelta(days=150)
CHOIR = "lahella:7200010007"


@pytest.fixture(scope="module")
def whole(api: TestClient) -> bytes:
    """The calendar of everything."""
    return export(api, "ics").content


def calendar_of(*listings: Listing) -> bytes:
    """The calendar of listings, as the export writes it."""
    return written(Ical(export_of(len(listings))), *listings)


def meeting(*sessions: Session, **fields: Any) -> Listing:
    """A listing with sessions at one place."""
    place = {"channel": "place", "sessions": sessions, **fields}
    return listing(locations=[place])


def starts_of(calendar: icalendar.Calendar) -> list[datetime]:
    """When events take place from now on, by another's reading of the rules."""
    found = recurring_ical_events.of(calendar).between(NOW, UNTIL)
    return sorted(_moment(event["DTSTART"].dt) for event in found)


def _moment(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.combine(value, time(0), NOW.tzinfo).astimezone(UTC)


def expected(found: Sequence[Session]) -> list[datetime]:
    """The same by our own reading."""
    starts = []
    for session in found:
        for start, _ in session.occurrences(NOW):
            if start >= UNTIL:
                break
            starts.append(start.astimezone(UTC))
    return sorted(starts)


def test_the_demo_takes_place_when_it_says(whole: bytes) -> None:
    calendar = icalendar.Calendar.from_ical(whole)
    current = [one for one in listings_of(DEMO) if is_current(one, NOW)]
    wanted = expected([session for one in current for session in one.sessions])
    assert len(wanted) > 1000
    # What is going on now began before: both know it, by different starts.
    assert [one for one in starts_of(calendar) if one > NOW] == [one for one in wanted if one > NOW]


@settings(deadline=None, max_examples=120)
@given(sessions())
def test_a_weekly_time_returns_by_the_rules_of_others_as_by_ours(session: WeeklySession) -> None:
    if session.valid_until is not None and session.valid_until < session.first_day:
        return  # nothing ever takes place; the calendar leaves it out
    event = timed_event(session)
    event.add("uid", "x")
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    coming = [start for start in starts_of(calendar) if start > NOW]
    assert coming == [start for start in expected([session]) if start > NOW]


def test_a_dated_time_keeps_its_hours_and_a_whole_day_has_none() -> None:
    helsinki = datetime.fromisoformat
    evening = DatedSession(
        start=helsinki("2026-12-01T18:00+02:00"), end=helsinki("2026-12-01T20:00+02:00")
    )
    fair = DatedSession(
        start=helsinki("2026-12-05T00:00+02:00"), end=helsinki("2026-12-07T00:00+02:00")
    )
    open_end = DatedSession(start=helsinki("2026-12-08T18:00+02:00"))
    line = DatedSession(
        start=helsinki("2026-01-01T00:00+02:00"),
        end=helsinki("2027-01-01T00:00+02:00"),
        open_throughout=True,
    )
    found = events(calendar_of(meeting(evening, fair, open_end, line)))
    told = [
        (one["DTSTART"].to_ical(), one["DTEND"].to_ical() if "DTEND" in one else None)
        for one in found
    ]
    assert told == [
        (b"20261201T180000", b"20261201T200000"),
        (b"20261205", b"20261207"),
        (b"20261208T180000", None),
        (b"20260101", b"20270101"),
    ]
    assert [one.get("TRANSP") for one in found] == [None, None, None, "TRANSPARENT"]


def test_a_time_stays_on_its_wall_clock_over_the_change_to_summer_time() -> None:
    calendar = icalendar.Calendar.from_ical(calendar_of(meeting(weekly())))
    local = {start.astimezone(NOW.tzinfo).hour for start in starts_of(calendar)}
    hours = {
        event["DTSTART"].dt.hour for event in recurring_ical_events.of(calendar).between(NOW, UNTIL)
    }
    assert hours == {18}
    assert local == {18, 17}, "in winter's offset, summer evenings are an hour earlier"


def test_every_zone_that_is_used_is_explained_before_it_is_used() -> None:
    stockholm = weekly(time_zone="Europe/Stockholm", start=time(19))
    text = calendar_of(meeting(weekly()), meeting(stockholm), meeting(stockholm)).decode()
    assert text.count("TZID:Europe/Helsinki") == text.count("TZID:Europe/Stockholm") == 1
    assert text.index("TZID:Europe/Stockholm") < text.index("TZID=Europe/Stockholm")


def test_past_times_are_left_out_and_cancelled_days_told() -> None:
    over = weekly(valid_until=date(2026, 11, 1))
    running = weekly(exclusions=(date(2026, 12, 1), date(2026, 12, 24)))
    (event,) = events(calendar_of(meeting(over, running)))
    assert b"20261201T180000" in event["EXDATE"].to_ical()
    assert b"20261224" not in event["EXDATE"].to_ical(), "no Tuesday"


def test_an_event_keeps_its_uid_while_it_stays_the_same_event() -> None:
    session = weekly()
    uid = uid_of("lahella:1", 0, session)
    longer = weekly(valid_until=date(2027, 5, 31), exclusions=(date(2026, 12, 1),), end=time(20))
    assert uid_of("lahella:1", 0, longer) == uid
    others = {
        uid_of("lahella:2", 0, session),
        uid_of("lahella:1", 1, session),
        uid_of("lahella:1", 0, weekly(weekday=3)),
        uid_of("lahella:1", 0, weekly(start=time(19))),
    }
    assert len(others | {uid}) == 5


def test_no_two_events_share_a_uid(whole: bytes) -> None:
    found = events(whole)
    assert len(found) > 200
    assert len({str(event["UID"]) for event in found}) == len(found)
    assert len(events(calendar_of(meeting(weekly(), weekly())))) == 1


def test_an_event_says_what_where_and_whom_to_ask(api: TestClient) -> None:
    found = events(export(api, "ics", "q=kaikuset").content)
    (event,) = (one for one in found if str(one["URL"]).endswith(CHOIR))
    assert str(event["SUMMARY"]) == "Sekakuoro Kaikuset etsii bassoja ja tenoreita"
    assert str(event["LOCATION"]) == "Porthaninkatu 9, 00530 Helsinki"
    assert str(event["CONTACT"]) == "Kallion Kaikuset ry, 050 000 0013"
    assert event["GEO"].to_ical() == "60.18132;24.95695"
    assert str(event["DESCRIPTION"]).endswith(str(event["URL"]))


def test_lines_are_folded_and_end_as_the_standard_has_it(whole: bytes) -> None:
    lines = whole.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize("channel", ["online", "phone"])
def test_what_has_no_place_says_how_one_takes_part(channel: str) -> None:
    (event,) = events(calendar_of(meeting(weekly(), channel=channel)))
    assert str(event["LOCATION"]) in ("Verkossa", "Puhelimessa")
    assert "GEO" not in event


def test_the_order_of_a_calendar_is_that_of_the_answer(api: TestClient) -> None:
    hits = api.get("/v1/search?sort=name&per_page=100").json()["hits"]
    places = {hit["id"]: number for number, hit in enumerate(hits)}
    urls = [
        str(event["URL"]).rpartition("/")[2]
        for event in events(export(api, "ics", "sort=name&limit=100").content)
    ]
    order = [places[one] for one in urls]
    assert all(before <= after for before, after in pairwise(order))


def test_what_is_open_until_further_notice_has_no_dates() -> None:
    always = DatedSession(start=NOW, end=FOREVER, open_throughout=True)
    assert events(calendar_of(meeting(always))) == []


def test_opening_hours_keep_nobody_busy() -> None:
    place = {"channel": "place", "sessions": [weekly()]}
    (event,) = events(calendar_of(listing(ongoing=True, locations=[place])))
    assert event["TRANSP"] == "TRANSPARENT"
