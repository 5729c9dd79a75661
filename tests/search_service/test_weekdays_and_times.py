"""Weekday, time of day and date: one session must meet them together."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from tests.search_service.small_corpus import activity, api_of, channel, named

ZONE = ZoneInfo("Europe/Helsinki")
TUESDAY_EVENING, BOTH, EVENT, SUMMER, HELPLINE = (f"lahella:{n}" for n in range(1, 6))
Hits = set[str]


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def weekly(*slots: tuple[int, str, str]) -> list[dict[str, Any]]:
    times = [{"weekday": day, "startTime": start, "endTime": end} for day, start, end in slots]
    recurrence = {
        "period": "P1W",
        "exclude": [moment("2026-12-08T00:00")],
        "end": moment("2027-06-30T00:00"),
        "daySpecificTimes": times,
    }
    return [event("4", "2026-09-01T00:00", recurrence)]


def once(start: str, end: str) -> list[dict[str, Any]]:
    return [event("1", start, {"end": moment(end)})]


def event(kind: str, start: str, recurrence: dict[str, Any]) -> dict[str, Any]:
    return {
        "start": moment(start),
        "timeZone": "Europe/Helsinki",
        "type": kind,
        "recurrence": recurrence,
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    all_year = [event("3", "2026-01-01T00:00", {"end": moment("2028-01-01T00:00")})]
    sessions = [
        weekly((2, "18:00", "20:00")),
        weekly((2, "10:00", "11:00"), (4, "18:00", "19:00")),
        once("2026-12-05T12:00", "2026-12-05T16:00"),  # a Saturday
        once("2027-07-10T08:00", "2027-07-10T22:00"),  # a Saturday in more than half a year
        all_year,
    ]
    listings = [
        activity(str(n), channels=[channel(60.2, 24.9, events=events)], translations=named(f"T{n}"))
        for n, events in enumerate(sessions, 1)
    ]
    with api_of(tmp_path_factory.mktemp("times"), listings) as client:
        yield client


def found(api: TestClient, query: str) -> Hits:
    answer = api.get(f"/v1/search?{query}")
    assert answer.status_code == 200, answer.text
    return {hit["id"] for hit in answer.json()["hits"]}


def test_the_time_and_the_day_are_of_the_same_session(small: TestClient) -> None:
    assert found(small, "weekday=2&time_from=17:00") == {TUESDAY_EVENING, HELPLINE}
    assert found(small, "weekday=2&time_to=12:00") == {BOTH, HELPLINE}
    assert found(small, "weekday=2,4&time_from=17:00") == {TUESDAY_EVENING, BOTH, HELPLINE}


def test_both_ends_of_a_span_belong_to_it(small: TestClient) -> None:
    assert TUESDAY_EVENING in found(small, "time_from=18:00&time_to=18:00")
    assert TUESDAY_EVENING not in found(small, "time_from=18:01")
    assert TUESDAY_EVENING not in found(small, "time_from=10:00&time_to=17:59")


def test_a_day_given_twice_asks_for_both_days(small: TestClient) -> None:
    assert found(small, "weekday=2&weekday=4") == {BOTH, HELPLINE}


def test_two_days_and_a_time_ask_for_a_session_in_time_on_each(small: TestClient) -> None:
    assert found(small, "weekday=2&weekday=4&time_from=09:00") == {BOTH, HELPLINE}
    assert found(small, "weekday=2&weekday=4&time_from=17:00") == {HELPLINE}


def test_a_date_finds_what_is_on_that_day(small: TestClient) -> None:
    assert found(small, "date_from=2026-12-05&date_to=2026-12-05") == {EVENT, HELPLINE}
    assert found(small, "date_from=2026-12-01&date_to=2026-12-01") == {
        TUESDAY_EVENING,
        BOTH,
        HELPLINE,
    }


def test_a_cancelled_day_is_no_day(small: TestClient) -> None:
    assert found(small, "date_from=2026-12-08&date_to=2026-12-08") == {HELPLINE}


def test_a_date_and_a_time_are_of_the_same_session(small: TestClient) -> None:
    day = "date_from=2026-12-01&date_to=2026-12-01"
    assert TUESDAY_EVENING in found(small, f"{day}&time_from=17:00")
    assert BOTH not in found(small, f"{day}&time_from=17:00")


def test_what_is_always_open_is_open_on_any_date_at_any_time(small: TestClient) -> None:
    assert HELPLINE in found(small, "date_from=2026-12-06&date_to=2026-12-06&time_from=03:00")
    assert HELPLINE in found(small, "open_at=2026-12-06T03:00")
    assert HELPLINE in found(small, "weekday=7&time_from=03:00&time_to=04:00")


def test_open_at_finds_what_is_going_on(small: TestClient) -> None:
    assert found(small, "open_at=2026-12-01T18:30") == {TUESDAY_EVENING, HELPLINE}
    assert found(small, "open_at=2026-12-01T16:30:00Z") == {TUESDAY_EVENING, HELPLINE}
    assert found(small, "open_at=2026-12-05T15:00") == {EVENT, HELPLINE}
    assert found(small, "open_at=2026-12-05T17:00") == {HELPLINE}


def test_an_offset_in_a_query_string_may_have_lost_its_plus(small: TestClient) -> None:
    assert TUESDAY_EVENING in found(small, "open_at=2026-12-01T18:30:00+02:00")
    assert TUESDAY_EVENING in found(small, "open_at=2026-12-01T18:30:00%2B02:00")


def test_an_event_next_summer_is_found_by_its_date(small: TestClient) -> None:
    assert SUMMER in found(small, "date_from=2027-07-10&date_to=2027-07-10")


def test_an_event_next_summer_is_found_by_its_weekday(small: TestClient) -> None:
    assert SUMMER in found(small, "weekday=6")


def test_the_days_counted_are_those_with_a_session_at_the_asked_time(small: TestClient) -> None:
    answer = small.get("/v1/search?time_from=17:00&facets=weekday").json()
    for value in answer["facets"]["weekday"]:
        chosen = found(small, f"time_from=17:00&weekday={value['value']}")
        assert value["count"] == len(chosen), value
