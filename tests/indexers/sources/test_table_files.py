"""Tables as programs write them: CSV of any kind, workbooks, headers, servers."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.source import Rejected
from indexers.sources.table import Table
from tests.indexers.page_server import Told, page_server
from tests.indexers.sources.table_samples import (
    CHOIR,
    CLUB,
    HEADER,
    csv_of,
    failure,
    listings,
    outcomes,
    saved,
    xlsx_of,
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_program_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = csv_of(HEADER, CHOIR, CLUB, delimiter=delimiter)
    found = listings(saved(tmp_path, text.encode(encoding)))
    assert [one.id for one in found] == ["table:kerhot-1", "table:kerhot-2"]
    assert found[1].texts["fi"].description == "Åkerö"
    assert ("Windows-1252" in found[0].provenance.repairs[0]) == (encoding == "cp1252")


def test_the_line_by_which_excel_tells_the_delimiter_is_no_header(tmp_path: Path) -> None:
    text = "sep=|\r\n" + csv_of(HEADER, ["1", ""], delimiter="|")
    [found] = outcomes(saved(tmp_path, text))
    assert isinstance(found, Rejected)
    assert found.reason == "kerhot row 3: expected a title"


def test_cells_may_hold_the_delimiter_lines_and_quotes(tmp_path: Path) -> None:
    text = 'Tunnus;Nimi;Kuvaus\r\n1;"Kuoro ""A""";"Eka; rivi\r\nToka rivi"\r\n2;Piiri;x\r\n'
    first, second = listings(saved(tmp_path, text))
    assert first.texts["fi"].title == 'Kuoro "A"'
    assert first.texts["fi"].description == "Eka; rivi\nToka rivi"
    assert second.id == "table:kerhot-2"


def test_a_row_says_the_line_on_which_it_begins(tmp_path: Path) -> None:
    text = 'Tunnus;Nimi;Kuvaus\r\n\r\n1;Kuoro;"a\r\nb"\r\n2;;x\r\n'
    found = outcomes(saved(tmp_path, text))[-1]
    assert isinstance(found, Rejected)
    assert found.reason == "kerhot row 5: expected a title"


def test_a_row_with_too_many_cells_is_rejected(tmp_path: Path) -> None:
    text = "Tunnus;Nimi;Kuvaus\n1;Kuoro;a;b\n2;Piiri;c;\n3;Kerho\n"
    first, *others = outcomes(saved(tmp_path, text))
    assert isinstance(first, Rejected)
    assert first.reason.startswith("kerhot row 2: expected no more cells than the header has")
    assert all(isinstance(one, Listing) for one in others)


@pytest.mark.parametrize(
    ("content", "meaning"),
    [
        ("", "expected a header with a column for the title"),
        ("x;y\n1;2\n", "expected a header with a column for the title"),
        ('Nimi;Kuvaus\nx;"auki\n', "row 2: expected CSV with closed quotes"),
        (b"Nimi\n\x81\x8d\n", "expected text in UTF-8 or Windows-1252"),
        (b"PK\x03\x04rikki", "expected an XLSX workbook"),
    ],
)
def test_a_file_that_is_no_table_is_told(
    tmp_path: Path, content: str | bytes, meaning: str
) -> None:
    assert meaning in failure(saved(tmp_path, content))


def test_a_workbook_has_dates_times_and_numbers(tmp_path: Path) -> None:
    header = ["Tunnus", "Nimi", "Postinumero", "Päivä", "Alkaa klo", "Päättyy klo", "Alkaen", "Ikä"]
    row = [7, "Kuoro", 100, "ti", time(18), 0.8125, date(2026, 9, 1), 18]
    found = listings(saved(tmp_path, xlsx_of(Kerhot=[header, row]), "k.xlsx"))[0]
    assert found.id == "table:k-7"
    [session] = found.sessions
    assert session.model_dump(include={"weekday", "start", "end", "valid_from"}) == {
        "weekday": 2,
        "start": time(18),
        "end": time(19, 30),
        "valid_from": date(2026, 9, 1),
    }
    assert found.locations[0].address.postcode == "00100"


def test_a_dated_cell_of_a_workbook_is_an_occasion(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Nimi", "Pvm"], ["Juhla", datetime(2026, 12, 24, 12)]]
    [session] = listings(saved(tmp_path, xlsx_of(A=rows), "k.xlsx"))[0].sessions
    assert session.model_dump(mode="json", include={"start"}) == {
        "start": "2026-12-24T12:00:00+02:00"
    }


def test_a_header_may_stand_below_a_title_and_sheets_without_one_are_passed_over(
    tmp_path: Path,
) -> None:
    kerhot: list[list[str]] = [["Kerhot 2026"], [], HEADER, CHOIR]
    content = xlsx_of(
        Ohje=[["Täytä taulukko"]],
        Kerhot=kerhot,
        Tapahtumat=[["Nimi", "Kunta"], ["Juhla", "Oulu"]],
    )
    found = listings(saved(tmp_path, content, "k.xlsx"))
    assert [one.texts["fi"].title for one in found] == ["Kuoro", "Juhla"]


def test_hidden_sheets_and_errors_of_formulas_are_not_read(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(xlsx_of(A=[HEADER, CHOIR], B=[HEADER, CLUB])))
    book["B"].sheet_state = "hidden"
    book["A"]["C2"] = "#N/A"
    book.save(tmp_path / "k.xlsx")
    [found] = listings(str(tmp_path / "k.xlsx"))
    assert found.texts["fi"].description == ""
    assert "cells with errors of formulas were read as empty" in "".join(found.provenance.repairs)


def test_a_workbook_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "k.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 501 * 1024 * 1024)
    assert "bytes when unpacked" in failure(str(tmp_path / "k.xlsx"))


def test_without_a_mapping_what_was_understood_is_told_once(tmp_path: Path) -> None:
    header = ["Nimi", "Namn", "Kuvaus (en)", "Huom", "Salainen"]
    found = listings(
        saved(tmp_path, csv_of(header, ["A", "B", "C", "x", "y"], ["D", "", "", "", ""]))
    )
    assert found[0].provenance.repairs == (
        "kerhot: columns read: Nimi = title.fi, Namn = title.sv, Kuvaus (en) = description.en",
        "kerhot: no column tells ids: rows with the same title and organisation are one listing",
        "kerhot: no column tells kinds: what has a date is an event, everything else a hobby",
        "kerhot: columns that no field is known for were left out: Huom, Salainen",
    )
    assert found[1].provenance.repairs == ()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Namn", "Beskrivning", "Kommun", "Tid"], {"sv"}),
        (["Name", "Description", "Municipality", "When"], {"en"}),
        (["NIMI*", "kuvaus:", "  Kunta ", "Ajankohta"], {"fi"}),
    ],
)
def test_headers_are_known_in_three_languages(
    tmp_path: Path, header: list[str], expected: set[str]
) -> None:
    row = ["Kuoro", "Laulua", "Oulu", "ti 18"]
    [found] = listings(saved(tmp_path, csv_of(header, row)))
    assert set(found.texts) == expected
    assert (found.locations[0].municipality, len(found.sessions)) == ("564", 1)


def test_rows_without_ids_keep_theirs_when_other_rows_come_and_go(tmp_path: Path) -> None:
    header = ["Nimi", "Järjestäjä", "Aika"]
    first, second = ["Kuoro", "A ry", "ti klo 18"], ["Kuoro", "B ry", "ke klo 18"]
    both = listings(saved(tmp_path, csv_of(header, first, second, [*first[:2], "to klo 18"])))
    one = listings(saved(tmp_path, csv_of(header, second)))
    assert [len(listing.sessions) for listing in both] == [2, 1]
    assert [listing.id for listing in one] == [both[1].id]
    assert both[0].id != both[1].id


def test_ids_that_are_nearly_the_same_stay_apart(tmp_path: Path) -> None:
    rows = [[key, "Kuoro"] for key in ("a b", "a-b", "ä-b", "A-B", "a/b")]
    found = listings(saved(tmp_path, csv_of(["Tunnus", "Nimi"], *rows)))
    assert len({one.id for one in found}) == 5
    assert "table:kerhot-a-b" in {one.id for one in found}


def test_a_directory_without_tables_is_told(tmp_path: Path) -> None:
    assert "expected tables (.csv" in failure(str(tmp_path))


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (Told(404), "answered 404"),
        (Told(body=b"<html></html>"), "expected a header"),
        (Told(body=b"Nimi\n", length=99), "the transfer failed"),
    ],
)
def test_a_failure_of_the_server_fails_the_source(answer: Told, meaning: str) -> None:
    with page_server(lambda asked: answer) as server:
        assert meaning in failure(f"{server.url}/kerhot.csv")


def test_a_long_table_comes_in_pages(tmp_path: Path) -> None:
    rows = [[str(number), "Kuoro"] for number in range(1001)]
    path = saved(tmp_path, csv_of(["Tunnus", "Nimi"], *rows))
    pages = list(Table(Fetcher()).pages(path))
    assert [len(page.records) for page in pages] == [500, 500, 1]
