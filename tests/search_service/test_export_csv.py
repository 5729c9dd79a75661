"""The table: it opens right in a spreadsheet, keeps every text, and runs no formula."""

import csv
from io import StringIO

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from search_service.demo import DEMO
from search_service.exports.csv_columns import COLUMNS
from search_service.exports.csv_table import safe
from tests.conftest import NOW
from tests.search_service.export_reading import export, table
from tests.search_service.matching_rules import is_current, listings_of

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def test_the_file_begins_as_excel_in_finland_expects(api: TestClient) -> None:
    body = export(api, "csv", "limit=2").content
    assert body.startswith(b'\xef\xbb\xbf"id";"kind";"title";')
    assert body.count(b"\r\n") >= 3
    assert body.endswith(b'"\r\n')


def test_a_comma_can_be_asked_for(api: TestClient) -> None:
    asked = "sort=name&limit=20"
    commas = export(api, "csv", f"{asked}&delimiter=comma").content
    assert commas.startswith(b'\xef\xbb\xbf"id","kind",')
    assert table(commas, ",") == table(export(api, "csv", asked).content)


def test_every_row_has_every_column_in_its_order(api: TestClient) -> None:
    text = export(api, "csv").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";", strict=True))
    assert rows[0] == [column.name for column in COLUMNS]
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 257


def test_texts_come_whole_with_their_line_ends(api: TestClient) -> None:
    rows = {row["id"]: row for row in table(export(api, "csv").content)}
    current = [one for one in listings_of(DEMO) if is_current(one, NOW)]
    for listing in current:
        if "fi" in listing.texts and rows[listing.id]["text_lang"] == "fi":
            assert rows[listing.id]["description"] == listing.texts["fi"].description
            assert rows[listing.id]["title"] == listing.texts["fi"].title


def test_a_row_for_each_location_has_that_locations_own_facts(api: TestClient) -> None:
    rows = table(export(api, "csv", "rows=location&sort=name").content)
    current = [one for one in listings_of(DEMO) if is_current(one, NOW)]
    assert len(rows) == sum(len(one.locations) or 1 for one in current)
    choir = [row for row in rows if row["id"] == "lahella:7200011358"]
    assert [row["municipalities"] for row in choir] == ["Espoo", "Kirkkonummi"]
    assert [row["lat"] for row in choir] == ["60.19622", "60.11779"]
    joined = next(
        row for row in table(export(api, "csv").content) if row["id"] == "lahella:7200011358"
    )
    assert joined["addresses"] == " | ".join(row["addresses"] for row in choir)


def test_the_distance_is_that_of_the_search(api: TestClient) -> None:
    asked = "near=60.18,24.95&radius_m=20000&sort=distance&per_page=100"
    hits = api.get(f"/v1/search?{asked}").json()["hits"]
    rows = table(export(api, "csv", asked).content)
    told = [int(row["distance_m"]) if row["distance_m"] else None for row in rows]
    assert told[:100] == [hit["distance_m"] for hit in hits]
    assert sum(one is not None for one in told) > 10


def test_times_and_contacts_are_in_plain_words(api: TestClient) -> None:
    rows = table(export(api, "csv", "q=kaikuset").content)
    row = next(one for one in rows if one["id"] == "lahella:7200010007")
    assert row["times"].startswith("tiistaisin klo 18–20")
    assert row["next_session"] == "2026-11-24T18:00:00+02:00"
    assert row["phones"] == "'050 000 0013"
    assert row["emails"] == "info@kallion-kaikuset.example.org"
    assert row["url"].endswith("/listings/lahella:7200010007")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+358 50 000 0013",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1",
        " =cmd|'/C calc'!A0",
        "\u00a0=1",
        "＝1+1",
        "0500000013",
        "050 000 0013",
        "358500000013",
    ],
)
def test_what_a_spreadsheet_would_run_or_change_is_marked_and_readable(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Kuoro", "3-5 v.", "18–64 v.", "1 + 1 = 2", "", "00530 Hki", "7"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_numbers_of_our_own_stay_numbers() -> None:
    assert (safe(-1.5), safe(0), safe(None)) == (-1.5, 0, None)


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    cell = safe(text)
    assert isinstance(cell, str)
    assert not cell.startswith(STARTS)
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text
