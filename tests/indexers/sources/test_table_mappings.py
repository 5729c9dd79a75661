"""Mapping files of tables: what they can say, where they stand, and what is told of a wrong one."""

from pathlib import Path

import pytest

from indexers.sources.table_fields import fields
from indexers.sources.table_mapping import Mapping
from synonyms.tsv import labels, read_rows
from tests.indexers.page_server import Told, page_server
from tests.indexers.sources.table_samples import (
    CHOIR,
    CLUB,
    HEADER,
    csv_of,
    failure,
    listings,
    mapped,
    saved,
    xlsx_of,
)
from tests.test_imports import PROJECT

DEMO = PROJECT / "indexers" / "demo" / "kerhot.csv"
COLUMNS = PROJECT / "indexers" / "data" / "table_columns.tsv"
MAPPING = """
separator = "|"
leave_out = ["Huom"]
[columns]
"Nro" = "id"
"Otsake" = "title.sv"
"Aiheet" = "theme"
"Maksu" = "price"
[constants]
kind = "support"
municipality = "Oulu"
[values.price]
"Pieni" = "paid"
[values.theme]
"Pallo" = "ht_urheilu"
"""
MAPPED = csv_of(
    ["Nro", "Otsake", "Aiheet", "Maksu", "Huom", "Muu"],
    ["1", "Kören", "pallo|Luonto ja eläimet", "pieni", "x", "y"],
)


def test_a_mapping_beside_the_table_is_used(tmp_path: Path) -> None:
    mapped(tmp_path, MAPPING)
    [found] = listings(saved(tmp_path, MAPPED))
    assert (found.kind, found.themes) == ("support", ("ht_urheilu", "ht_luonto"))
    assert found.texts["sv"].title == "Kören"
    assert (found.price, found.texts["sv"].pricing) == ("paid", "pieni")
    assert found.locations[0].municipality == "564"
    assert found.provenance.repairs == (
        "kerhot: columns that no field is known for were left out: Muu",
    )


@pytest.mark.parametrize("mark", ["?", "#"])
def test_a_mapping_may_be_named_and_stand_beside_the_table(tmp_path: Path, mark: str) -> None:
    mapped(tmp_path, MAPPING, "oma.toml")
    [found] = listings(saved(tmp_path, MAPPED) + f"{mark}mapping=oma.toml")
    assert found.kind == "support"
    [found] = listings(f"{tmp_path / 'kerhot.csv'}{mark}mapping={tmp_path / 'oma.toml'}")
    assert found.kind == "support"


def test_a_mapping_that_is_named_must_be_there(tmp_path: Path) -> None:
    assert "cannot be read" in failure(saved(tmp_path, MAPPED) + "?mapping=none.toml")


@pytest.mark.parametrize(
    ("toml", "meaning"),
    [
        ("columns", "expected TOML"),
        (
            '[columns]\n"Nro" = "tunnus"',
            "columns: there is no field tunnus; known are: id, title.fi",
        ),
        ('[columns]\n"Nro" = "id.fi"', "columns: there is no field id.fi"),
        ("[constants]\nkunta = 1", "constants: there is no field kunta"),
        ("[values.hinta]\na = 'b'", "values: there is no field hinta"),
        ("sepaerator = '|'", "sepaerator: Extra inputs are not permitted"),
        ("header_row = 0", "header_row: Input should be greater than or equal to 1"),
        ("language = 'suomi?'", "language: String should match pattern"),
        ("delimiter = 'x'", "delimiter: Input should be"),
        ("columns = 3", "columns: Input should be a valid"),
        ('[columns]\n"Otsake" = "title"\n"Puuttuu" = "id"', "row 1: expected the columns Puuttuu"),
        ("encoding = 'utf-9'", "encoding: utf-9 is none that is known"),
        ("encoding = 'ascii'", "encoding: the file is no ascii"),
        ("sheet = 'Kerhot'", "expected a sheet Kerhot; there are: kerhot"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told(tmp_path: Path, toml: str, meaning: str) -> None:
    mapped(tmp_path, toml)
    assert meaning in failure(saved(tmp_path, MAPPED))


def test_sheets_and_the_row_of_the_header_may_be_named(tmp_path: Path) -> None:
    content = xlsx_of(A=[HEADER, CHOIR], B=[["Nimi"], ["x"], HEADER, CLUB])
    mapped(tmp_path, 'sheet = ["B"]\nheader_row = 3\nprefix = ""', "k.mapping.toml")
    [found] = listings(saved(tmp_path, content, "k.xlsx"))
    assert found.id == "table:2"


def test_a_sheet_that_is_named_needs_a_header(tmp_path: Path) -> None:
    mapped(tmp_path, 'sheet = "A"', "k.mapping.toml")
    content = xlsx_of(A=[["x"], ["y"]])
    assert "A: expected a header" in failure(saved(tmp_path, content, "k.xlsx"))


def test_every_table_of_a_directory_is_read_with_its_own_mapping(tmp_path: Path) -> None:
    mapped(tmp_path, MAPPING)
    saved(tmp_path, MAPPED)
    saved(tmp_path, xlsx_of(A=[HEADER, CHOIR]), "muut.xlsx")
    saved(tmp_path, "ei taulukko", "lueminut.md")
    assert [one.id for one in listings(str(tmp_path))] == ["table:kerhot-1", "table:muut-1"]


def test_a_table_of_a_server_is_read_and_its_mapping_may_be_one_too() -> None:
    bodies = {"/kerhot.csv": MAPPED.encode(), "/oma.toml": MAPPING.encode()}
    with page_server(lambda asked: Told(body=bodies[asked.path])) as server:
        location = f"{server.url}/kerhot.csv?v=1#mapping={server.url}/oma.toml"
        [found] = listings(location)
    assert (found.id, found.kind) == ("table:kerhot-1", "support")
    assert {one.path: dict(one.parameters) for one in server.asked} == {
        "/kerhot.csv": {"v": "1"},
        "/oma.toml": {},
    }


def test_the_demo_table_is_read_without_a_loss() -> None:
    found = listings(str(DEMO))
    assert [len(one.locations) for one in found] == [1, 2, 1, 1, 1]
    assert [one for listing in found for one in listing.provenance.repairs] == []
    assert all(listing.sessions for listing in found)


def test_every_field_has_names_in_three_languages_and_each_name_means_one_field() -> None:
    meant: dict[str, str] = {}
    for row in read_rows(COLUMNS):
        for lang in ("fi", "sv", "en"):
            assert row[lang], (row["field"], lang)
            for label in labels(row[lang]):
                assert meant.setdefault(label, row["field"]) == row["field"], label


def test_every_field_and_setting_of_a_mapping_is_told() -> None:
    told = (PROJECT / "docs/SOURCES.md").read_text(encoding="utf-8")
    assert [name for name in (*fields(), *Mapping.model_fields) if f"`{name}`" not in told] == []
