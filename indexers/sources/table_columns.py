"""The header of a sheet in, its columns as fields out, with what was understood of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geo.folding import plain_case
from indexers.sources.table_error import TableError
from indexers.sources.table_fields import Field, field_of_header
from indexers.sources.table_grid import Sheet
from indexers.sources.table_mapping import Mapping

SEARCHED = 20  # rows in which a header is looked for: titles and dates stand above it


class Column(NamedTuple):
    """A column that is read: where it stands, its name, and its field."""

    at: int
    header: str
    field: Field


class Header(NamedTuple):
    """The columns, the number of the header's row, and what to tell about it once."""

    columns: Sequence[Column]
    row: int
    width: int
    notes: Sequence[str]


def header_of(sheet: Sheet, mapping: Mapping) -> Header | None:
    """The header of a sheet, None for a sheet without one.

    Raises TableError where a column of the mapping is not there.
    """
    if mapping.header_row:
        rows = [row for row in sheet.rows if row[0] == mapping.header_row]
    else:
        rows = list(sheet.rows[:SEARCHED])
    headers = [_header(number, cells, mapping) for number, cells in rows]
    best = max(headers, key=lambda header: len(header.columns), default=None)
    if best is None or not any(column.field.name == "title" for column in best.columns):
        return None
    _refuse_missing(best, mapping)
    return best


def _header(number: int, cells: Sequence[object], mapping: Mapping) -> Header:
    names = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in cells]
    columns = list(_columns(names, mapping))
    read = {column.at for column in columns}
    left_out = {plain_case(name) for name in mapping.leave_out}
    unknown = [
        name
        for index, name in enumerate(names)
        if name and index not in read and plain_case(name) not in left_out
    ]
    notes = []
    if not mapping.columns:
        known = {column.field.name for column in columns} | set(mapping.constants)
        notes = [f"columns read: {_told(columns)}", *_assumed(known)]
    if unknown:
        notes.append(f"columns that no field is known for were left out: {', '.join(unknown)}")
    return Header(columns, number, len(cells), notes)


def _assumed(fields: set[str]) -> Iterator[str]:
    if "id" not in fields:
        yield "no column tells ids: rows with the same title and organisation are one listing"
    if "kind" not in fields:
        yield "no column tells kinds: what has a date is an event, everything else a hobby"


def _columns(names: Sequence[str], mapping: Mapping) -> Iterator[Column]:
    """With a mapping of columns only those it names are read."""
    for index, name in enumerate(names):
        field = mapping.column_field(name) if mapping.columns else field_of_header(name)
        if name and field:
            yield Column(index, name, field)


def _refuse_missing(header: Header, mapping: Mapping) -> None:
    there = {plain_case(column.header) for column in header.columns}
    missing = [name for name in mapping.columns if plain_case(name) not in there]
    if missing:
        raise TableError(f"row {header.row}: expected the columns {', '.join(missing)}")


def _told(columns: Sequence[Column]) -> str:
    return ", ".join(
        f"{column.header} = {'.'.join(part for part in column.field if part)}" for column in columns
    )
