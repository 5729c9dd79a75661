"""XLSX in, rows of its visible sheets out: values as they were last computed, dates as dates."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from indexers.sources.table_error import TableError

MAX_UNPACKED = 500 * 1024 * 1024  # bytes: a small file can unpack to gigabytes
MAX_ROWS = 200_000
MAX_COLUMNS = 500

ERRORS = frozenset(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
DAY = timedelta(days=1)

Rows = list[tuple[int, list[object]]]


def workbook_sheets(content: bytes) -> Iterator[tuple[str, Rows, list[str]]]:
    """Titles, rows and notes of the sheets that are not hidden. Raises TableError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise TableError(f"expected at most {MAX_UNPACKED} bytes when unpacked")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                notes: list[str] = []
                rows = list(_rows(sheet.iter_rows(values_only=True), notes))
                yield sheet.title, rows, list(dict.fromkeys(notes))
        book.close()
    # A broken workbook fails in whatever part of it is read.
    except (
        *(zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError),
        *(AttributeError, IndexError, SyntaxError, OSError, EOFError, OverflowError),
    ) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"expected an XLSX workbook ({error})") from error


def _rows(
    rows: Iterator[tuple[object, ...]], notes: list[str]
) -> Iterator[tuple[int, list[object]]]:
    for number, cells in enumerate(rows, start=1):
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise TableError(f"expected at most {MAX_ROWS} rows of {MAX_COLUMNS} columns")
        values = [_value(cell, notes) for cell in cells]
        if any(value not in (None, "") for value in values):
            yield number, values


def _value(cell: object, notes: list[str]) -> object:
    if isinstance(cell, timedelta):  # what programs call a duration is a time of day here
        return (datetime.min + cell).time() if timedelta(0) <= cell < DAY else str(cell)
    if not isinstance(cell, str):
        return cell
    if cell in ERRORS:
        notes.append("cells with errors of formulas were read as empty")
        return None
    return cell.strip()
