from datetime import date, datetime, time
from typing import Any

import pytest

from indexers.session import DatedSession, WeeklySession
from search_service.web.day_words import DayWords
from search_service.web.page_texts import PageTexts
from search_service.web.session_words import SessionWords

NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")


def weekly(weekday: int = 2, **more: Any) -> WeeklySession:
    fields = {"start": time(18), "end": time(19, 30), "valid_from": date(2026, 9, 1), **more}
    return WeeklySession(weekday=weekday, **fields)


def dated(start: str, end: str | None = None, **more: Any) -> DatedSession:
    ending = datetime.fromisoformat(end) if end else None
    return DatedSession(start=datetime.fromisoformat(start), end=ending, **more)


def lines(*sessions: WeeklySession | DatedSession, lang: str = "fi") -> tuple[str, ...]:
    return SessionWords(PageTexts(lang), NOW).lines(sessions)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fi", "tiistaisin klo 18–19.30, 15.12. asti"),
        ("sv", "tisdagar kl. 18–19.30, till 15 december"),
        ("en", "Tuesdays 18:00–19:30, until 15 December"),
    ],
)
def test_a_weekly_time_is_told_in_each_language(lang: str, words: str) -> None:
    assert lines(weekly(valid_until=date(2026, 12, 15)), lang=lang) == (words,)


def test_weekdays_with_the_same_times_share_a_line() -> None:
    assert lines(weekly(4), weekly(2)) == ("tiistaisin ja torstaisin klo 18–19.30",)
    assert lines(weekly(5), weekly(1), weekly(2), weekly(3), weekly(4)) == ("arkisin klo 18–19.30",)
    assert lines(weekly(2), weekly(4, start=time(10), end=None)) == (
        "tiistaisin klo 18–19.30",
        "torstaisin klo 10.00",
    )


def test_weeks_between_and_days_of_the_month_are_told() -> None:
    assert lines(weekly(every_weeks=2)) == ("tiistaisin joka toinen viikko klo 18–19.30",)
    assert lines(weekly(every_weeks=5)) == ("tiistaisin joka 5. viikko klo 18–19.30",)
    assert lines(weekly(monthly=True)) == ("kuukauden ensimmäisenä tiistaina klo 18–19.30",)
    last = weekly(monthly=True, valid_from=date(2026, 9, 29))
    assert lines(last, lang="en") == ("last Tuesday of the month 18:00–19:30",)


def test_a_time_that_begins_later_says_from_when() -> None:
    later = weekly(valid_from=date(2027, 1, 12), valid_until=date(2027, 4, 30))
    assert lines(later) == ("tiistaisin klo 18–19.30, 12.1.2027–30.4.2027",)


def test_coming_cancellations_of_its_own_weekday_are_told() -> None:
    off = (date(2026, 11, 17), date(2026, 12, 1), date(2026, 12, 24))
    assert lines(weekly(exclusions=off)) == ("tiistaisin klo 18–19.30, ei 1.12.",)


def test_a_past_time_is_left_out() -> None:
    assert lines(weekly(valid_until=date(2026, 11, 1)), dated("2026-11-01T18:00+02:00")) == ()


def test_a_single_event_has_its_day_and_hours() -> None:
    event = dated("2026-12-01T18:00+02:00", "2026-12-01T20:00+02:00")
    assert lines(event) == ("ti 1.12. klo 18–20",)
    assert lines(event, lang="sv") == ("tis 1 december kl. 18–20",)


def test_a_whole_day_has_no_hours() -> None:
    assert lines(dated("2026-12-05T00:00+02:00", "2026-12-06T00:00+02:00")) == ("la 5.12.",)


def test_a_stretch_of_days_has_its_first_and_last_day() -> None:
    stretch = ("2026-12-01T00:00+02:00", "2026-12-06T00:00+02:00")
    assert lines(dated(*stretch)) == ("1.12.–5.12.",)
    running = ("2026-11-01T00:00+02:00", "2026-12-06T00:00+02:00")
    assert lines(dated(*running, open_throughout=True)) == ("avoinna 5.12. asti",)
    assert lines(dated("2027-01-01T00:00+02:00", open_throughout=True)) == (
        "avoinna 1.1.2027 alkaen",
    )


def test_what_is_open_until_further_notice_has_no_last_day() -> None:
    assert lines(
        dated("2026-11-01T00:00+02:00", "9000-01-02T00:00+00:00", open_throughout=True)
    ) == ("aina avoinna",)


def test_another_time_zone_is_named() -> None:
    assert lines(weekly(time_zone="Europe/Stockholm")) == (
        "tiistaisin klo 18–19.30 (aikavyöhyke Europe/Stockholm)",
    )


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-12-01T18:00:00+02:00", "Seuraavaksi ti 1.12. klo 18.00"),
        ("2026-11-24T18:30:00+02:00", "Seuraavaksi tänään klo 18.30"),
        ("2026-11-25T00:00:00+02:00", "Seuraavaksi huomenna"),
        ("2026-11-24T11:00:00+02:00", "Käynnissä nyt"),
        ("2027-01-12T10:00:00+02:00", "Seuraavaksi ti 12.1.2027 klo 10.00"),
    ],
)
def test_the_next_session_is_told_from_today_on(start: str, words: str) -> None:
    days = DayWords(PageTexts("fi"), NOW)
    assert days.next_start(datetime.fromisoformat(start)) == words
