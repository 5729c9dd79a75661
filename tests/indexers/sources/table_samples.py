"""Small invented tables, for tests to vary."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.source import Rejected, SourceError, records_of
from indexers.sources.table import Table
from tests.indexers.samples import read_by, refused_by

HEADER = ["Tunnus", "Nimi", "Kuvaus", "Osoite", "Kunta", "Aika", "Ikä", "Hinta"]
CLUB = ["2", "Piiri", "Åkerö", "Toka katu 2", "Muhos", "ke klo 18", "65+", "5 €"]
CHOIR = ["1", "Kuoro", "Laulua", "Keksitty katu 1", "Oulu", "ti klo 18–19.30", "18+", "ilmainen"]


def csv_of(*rows: Sequence[str], delimiter: str = ";") -> str:
    """Rows as CSV; cells with the delimiter are quoted."""
    quoted = ((f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows)
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def xlsx_of(**sheets: Iterable[Iterable[object]]) -> bytes:
    """Rows of several sheets as a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def saved(directory: Path, content: str | bytes, name: str = "kerhot.csv") -> str:
    """A table in a file; its path."""
    path = directory / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def mapped(directory: Path, toml: str, name: str = "kerhot.mapping.toml") -> None:
    """A mapping file beside the table."""
    (directory / name).write_text(toml, encoding="utf-8")


def outcomes(location: str) -> list[Listing | Rejected]:
    """What becomes of every record of a table."""
    source = Table(Fetcher())
    records = records_of(source, location)
    return [source.read(record, number) for number, record in enumerate(records, start=1)]


def failure(location: str) -> str:
    """What is told of a table that cannot be read."""
    with pytest.raises(SourceError) as caught:
        list(records_of(Table(Fetcher()), location))
    return str(caught.value)


def listings(location: str) -> list[Listing]:
    """The listings of a table of which every record must become one."""
    found = outcomes(location)
    assert all(isinstance(one, Listing) for one in found), found
    return [one for one in found if isinstance(one, Listing)]


def record(*rows: dict[str, object], **fields: object) -> dict[str, Any]:
    """A record as the source makes it: rows of fields with values, Finnish."""
    made = [
        {
            "row": number,
            "cells": [[name, "", name.capitalize(), value] for name, value in cells.items()],
            "more": 0,
        }
        for number, cells in enumerate(rows, start=2)
    ]
    base = {"id": "kerhot-1", "sheet": "Taul1", "language": "fi", "strict": False, "rows": made}
    return base | fields


def read(*rows: dict[str, object], **fields: object) -> Listing:
    """The listing of rows that must become one."""
    return read_by(Table(Fetcher()), record(*rows, **fields))


def refusal(*rows: dict[str, object], **fields: object) -> str:
    """The reason of rows that must not become a listing."""
    return refused_by(Table(Fetcher()), record(*rows, **fields)).reason


WHOLE: dict[str, object] = {
    "title": "Kuoro",
    "description": "Laulua",
    "organisation": "Keksitty yhdistys ry",
    "kind": "harrastus",
    "theme": "Kulttuuri ja taide",
    "format": "kerho",
    "audience": "18+",
    "service_languages": "suomi, ruotsi",
    "price": "5 €",
    "channel": "paikan päällä",
    "place": "Talo, 2. krs",
    "street": "Keksitty katu 1",
    "postcode": 100,
    "municipality": "Helsinki",
    "lat": "60,18",
    "lon": 24.94,
    "accessibility": "esteetön",
    "times": "ti klo 18–19.30",
    "day": "to",
    "start": time(17),
    "end": 0.75,
    "first_day": date(2026, 9, 1),
    "last_day": 46538,
    "exclusions": "24.12.2026, 31.12.2026",
    "every_weeks": 1,
    "serves": "Helsinki, Uusimaa",
    "registration_required": "kyllä",
    "registration_url": "https://example.invalid/ilmo",
    "email": "kuoro@example.invalid",
    "phone": "000 000001, 000 000002",
    "www": "https://example.invalid/kuoro",
    "image": "https://example.invalid/kuoro.jpg",
    "image_alt": "Laulajia.",
    "status": "julkaistu",
    "modified": "2026-11-01T10:00:00",
    "valid_from": "1.8.2026",
    "valid_until": "31.5.2027",
    "age_min": 18,
    "gender": "naiset",
}
