"""Rows of cells out of a table's bytes, whatever program wrote it: CSV or XLSX."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexers.sources.table_csv import csv_rows
from indexers.sources.table_workbook import workbook_sheets

ZIP = b"PK"  # how an XLSX file begins


class Sheet(NamedTuple):
    """One sheet: numbers as the program shows them, and the cells of each row."""

    name: str
    rows: Sequence[tuple[int, Sequence[object]]]
    notes: Sequence[str] = ()  # what was noticed about the file, in plain words


def sheets_of(
    content: bytes, name: str, *, delimiter: str | None, encoding: str | None
) -> Iterable[Sheet]:
    """The sheets of a file; of CSV the one. Rows without any value are left out.

    Raises TableError.
    """
    if content.startswith(ZIP):
        for title, rows, notes in workbook_sheets(content):
            yield Sheet(title, rows, notes)
    else:
        rows, notes = csv_rows(content, delimiter, encoding)
        yield Sheet(name, rows, notes)
