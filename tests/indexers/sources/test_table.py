"""What the rows of a table become."""

from datetime import date, datetime, time
from itertools import islice

import pytest

from indexers.listing import AgeRange, Channel, Kind, Known, Precision, Price
from indexers.session import DatedSession, WeeklySession
from tests.conftest import NOW
from tests.indexers.samples import utc
from tests.indexers.sources.table_samples import WHOLE, read, refusal

TITLE: dict[str, object] = {"title": "Kuoro"}


def test_all_fields_of_a_row_become_a_listing() -> None:
    found = read(WHOLE)
    assert (found.id, found.kind) == ("table:kerhot-1", Kind.HOBBY)
    assert found.texts["fi"].model_dump(exclude_defaults=True) == {
        "title": "Kuoro",
        "description": "Laulua",
        "pricing": "5 €",
    }
    assert (found.themes, found.formats) == (("ht_kulttuuri",), ("hm_ryhmat",))
    assert found.audience.ages == (AgeRange(min=18, max=None),)
    assert found.audience.genders == ("female",)
    assert (found.service_languages, found.price) == (("fi", "sv"), Price.PAID)
    assert [(area.kind, area.code) for area in found.serves] == [
        ("municipality", "091"),
        ("region", "01"),
    ]
    assert (found.registration.required, found.registration.url) == (
        Known.YES,
        "https://example.invalid/ilmo",
    )
    assert [one.value for one in found.contacts] == [
        *("kuoro@example.invalid", "000 000001", "000 000002", "https://example.invalid/kuoro"),
    ]
    assert found.images[0].alt == {"fi": "Laulajia."}
    assert found.modified == utc("2026-11-01T10:00")
    assert (found.valid_from, found.valid_until) == (utc("2026-08-01"), utc("2027-06-01"))
    assert found.provenance.url == "https://example.invalid/kuoro"
    assert found.provenance.repairs == (
        "Taul1 row 2, column Lat: a decimal comma was read as a decimal point",
    )


def test_a_row_has_its_place_and_its_times() -> None:
    [location] = read(WHOLE).locations
    assert (location.channel, location.precision) == (Channel.PLACE, Precision.POINT)
    assert (location.municipality, location.address.postcode) == ("091", "00100")
    assert location.summary == {"fi": "Talo, 2. krs"}
    assert location.accessibility == {"wheelchair": Known.YES}
    assert [
        (one.weekday, one.start, one.end, one.valid_until, one.exclusions)
        for one in location.sessions
        if isinstance(one, WeeklySession)
    ] == [
        (day, start, end, date(2027, 5, 31), (date(2026, 12, 24), date(2026, 12, 31)))
        for day, start, end in ((2, time(18), time(19, 30)), (4, time(17), time(18)))
    ]


def test_rows_of_one_listing_are_its_places_and_the_same_place_is_one() -> None:
    here = TITLE | {"street": "Eka katu 1", "municipality": "Oulu"}
    there = TITLE | {"street": "Toka katu 2", "municipality": "Muhos"}
    found = read(
        here | {"times": "ti klo 18"}, there | {"times": "ke klo 18"}, here | {"times": "to klo 18"}
    )
    assert [one.address.street for one in found.locations] == ["Eka katu 1", "Toka katu 2"]
    assert [len(one.sessions) for one in found.locations] == [2, 1]


def test_texts_of_several_rows_are_put_together() -> None:
    found = read(TITLE | {"description": "Eka"}, TITLE | {"description": "Toka"})
    assert found.texts["fi"].description == "Eka\nToka"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "Tuki"}, Kind.SUPPORT),
        ({"kind": "service"}, Kind.SERVICE),
        ({}, Kind.HOBBY),
        ({"day": "24.12.2026"}, Kind.EVENT),
        ({"times": "to 24.12.2026 klo 12"}, Kind.EVENT),
    ],
)
def test_a_kind_is_told_or_read_from_dates(fields: dict[str, object], kind: Kind) -> None:
    assert read(TITLE | fields).kind is kind


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"day": "24.12.2026", "start": "12–14"}, "2026-12-24T12:00", "2026-12-24T14:00"),
        ({"day": date(2026, 12, 24), "times": "klo 12-14"}, "2026-12-24T12:00", "2026-12-24T14:00"),
        ({"day": datetime(2026, 12, 24, 12)}, "2026-12-24T12:00", None),
        ({"day": "24.12.2026"}, "2026-12-24", "2026-12-25"),
        ({"times": "to 24.12.2026 klo 22–02"}, "2026-12-24T22:00", "2026-12-25T02:00"),
        (
            {"kind": "tapahtuma", "first_day": "24.12.2026", "last_day": "26.12.2026"},
            "2026-12-24",
            "2026-12-27",
        ),
    ],
)
def test_dated_times_are_occasions(fields: dict[str, object], start: str, end: str | None) -> None:
    [session] = read(TITLE | fields).sessions
    assert isinstance(session, DatedSession)
    assert session.start == utc(start)
    assert session.end == (utc(end) if end else None)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"day": "ti", "start": "18"}, ["24.11.", "1.12.", "8.12."]),
        ({"day": "ti ja to", "start": "18"}, ["24.11.", "26.11.", "1.12."]),
        (
            {"day": "ti", "start": "18", "every_weeks": 2, "first_day": "1.9.2026"},
            ["24.11.", "8.12.", "22.12."],
        ),
        ({"day": "ti klo 18"}, ["24.11.", "1.12.", "8.12."]),
        ({"times": "ti klo 18", "last_day": "1.12.2026"}, ["24.11.", "1.12."]),
    ],
)
def test_weekly_times_are_sessions(fields: dict[str, object], days: list[str]) -> None:
    sessions = read(TITLE | fields).sessions
    starts = sorted(start for one in sessions for start, _ in islice(one.occurrences(NOW), 3))
    assert [f"{start:%-d.%-m.}" for start in starts[:3]] == days


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"times": "sopimuksen mukaan"}, 'column Times: expected times like "ti klo 18–19.30"'),
        ({"day": "ti"}, "column Day: expected both a day and a time for it, got ti"),
        ({"day": "joskus"}, "column Day: expected a weekday or a date like 24.11.2026"),
        ({"start": "illalla", "day": "ti"}, "column Start: expected a time like 18 or 18–19.30"),
        ({"times": "joka toinen ti klo 18"}, "column Times: expected a first day too"),
    ],
)
def test_times_that_cannot_be_read_are_kept_as_text_and_told(
    fields: dict[str, object], expected: str
) -> None:
    found = read(TITLE | fields)
    assert f"Taul1 row 2, {expected}" in found.provenance.repairs[0]
    assert found.locations[0].summary["fi"].splitlines() == list(fields.values())


def test_what_has_no_time_is_shown_until_its_last_day() -> None:
    assert read(TITLE | {"last_day": "31.12.2026"}).valid_until == utc("2027-01-01")
    assert read(TITLE | {"last_day": "31.12.2026", "times": "ti klo 18"}).valid_until is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"first_day": "ensi viikolla"}, "column First_day: expected a date like 24.11.2026"),
        ({"last_day": "31.2.2026"}, "column Last_day: expected a date like 24.11.2026"),
        ({"valid_until": 3}, "column Valid_until: expected a date like 24.11.2026, got 3"),
        ({"every_weeks": "joka"}, "column Every_weeks: expected a number of weeks from 1 to 52"),
        ({"age_min": 12, "age_max": 7}, "column Age_max: expected at least the lowest age, got 7"),
        ({"status": "luonnos"}, "column Status: expected published, got luonnos"),
    ],
)
def test_a_row_that_would_mislead_is_rejected_with_its_place(
    fields: dict[str, object], reason: str
) -> None:
    assert refusal(TITLE | fields).startswith(f"Taul1 row 2, {reason}")


def test_a_row_without_a_title_is_rejected() -> None:
    assert refusal({"description": "x"}) == "Taul1 row 2: expected a title"


LEFT_OUT = [
    ({"kind": "jotain"}, "column Kind: expected hobby, support, volunteering, event or service"),
    ({"municipality": "Kotikylä"}, "column Municipality: expected the name or code"),
    ({"lat": "60.2", "lon": "kaupungissa"}, "column Lat: expected coordinates in Finland"),
    ({"coordinates": "100, 101"}, "column Coordinates: expected coordinates in Finland"),
    ({"age_min": "nuori"}, "column Age_min: expected whole years from 0 to 120, got nuori"),
    ({"serves": "Kotikylä"}, "column Serves: expected a municipality, a region, a county"),
    ({"channel": "kyyhkysellä"}, "column Channel: expected place, online, phone or hybrid"),
    ({"registration_required": "ehkä"}, "column Registration_required: expected yes or no"),
    ({"exclusions": "joulu"}, "column Exclusions: expected a date like 24.11.2026, or several"),
]


@pytest.mark.parametrize(("fields", "note"), LEFT_OUT)
def test_other_cells_that_cannot_be_read_are_left_out_and_told(
    fields: dict[str, object], note: str
) -> None:
    assert read(TITLE | fields).provenance.repairs[0].startswith(f"Taul1 row 2, {note}")


@pytest.mark.parametrize(("fields", "note"), LEFT_OUT)
def test_where_a_table_is_read_strictly_they_fail_the_row(
    fields: dict[str, object], note: str
) -> None:
    assert refusal(TITLE | fields, strict=True).startswith(f"Taul1 row 2, {note}")


def test_words_that_no_list_knows_are_collected() -> None:
    odd = {"theme": "Xyzzy", "format": "Xyzzy", "service_languages": "klingon"}
    found = read(TITLE | odd | {"audience": "jäsenet", "accessibility": "hissi"})
    assert set(found.provenance.unmapped) == {
        *("theme:Xyzzy", "format:Xyzzy", "service_languages:klingon"),
        *("audience:jäsenet", "accessibility:hissi"),
    }
    assert found.audience.groups == ("jäsenet",)
    assert [dict(words) for words in found.keywords] == [{"fi": "Xyzzy"}]


def test_subjects_in_words_of_their_own_are_keywords_and_tell_needs() -> None:
    subjects = {"theme": "Sähly, Yksinäisyys, grief, ht_luonto", "keywords": "pallo; maila"}
    found = read(TITLE | subjects)
    assert [words["fi"] for words in found.keywords] == [
        *("pallo", "maila", "Sähly", "Yksinäisyys"),
    ]
    assert found.needs == ("loneliness", "grief")
    assert found.themes == ("ht_urheilu", "st_ystava", "st_suru", "ht_luonto")


@pytest.mark.parametrize(
    ("price", "expected"),
    [("ilmainen", "free"), (0, "unknown"), ("5 €", "paid"), ("paid", "paid"), ("kysy", "unknown")],
)
def test_a_price_is_a_code_or_words(price: object, expected: str) -> None:
    assert read(TITLE | {"price": price}).price == Price(expected)


def test_what_is_online_has_a_link_and_no_point() -> None:
    online = {"channel": "verkossa", "location_url": "https://example.invalid/x", "lat": 60.2}
    [location] = read(TITLE | online | {"lon": 24.9}).locations
    assert (location.channel, location.point) == (Channel.ONLINE, None)
    assert location.url == "https://example.invalid/x"


def test_one_column_may_hold_both_coordinates() -> None:
    [location] = read(TITLE | {"coordinates": "60.18, 24.94"}).locations
    assert location.point
    assert (location.point.lat, location.point.lon) == (60.18, 24.94)


def test_columns_without_a_language_are_read_in_that_of_the_title() -> None:
    rows = [
        {
            "row": 2,
            "more": 0,
            "cells": [["title", "sv", "Namn", "Kören"], ["price", "", "Pris", "5 €"]],
        }
    ]
    found = read(TITLE, rows=rows)
    assert {lang: text.pricing for lang, text in found.texts.items()} == {"sv": "5 €"}


def test_notes_of_the_table_stand_with_the_listing_that_brings_them() -> None:
    assert read(TITLE, notes=["Taul1: columns read: Nimi"]).provenance.repairs == (
        "Taul1: columns read: Nimi",
    )
