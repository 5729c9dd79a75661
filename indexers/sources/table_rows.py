"""Sheets in, raw records out: one per listing, with the cells of its rows by field.

A record stands by itself: what the mapping says is in it already, so that reading it needs no file.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from geo.folding import fold
from indexers.sources.table_columns import Header, header_of
from indexers.sources.table_error import TableError
from indexers.sources.table_fields import field_named
from indexers.sources.table_grid import Sheet
from indexers.sources.table_mapping import Mapping

Record = dict[str, object]
ID_CHARACTERS = re.compile(r"[^A-Za-z0-9._~-]+")
LONGEST = 100  # characters of an id that is made


def records_of(sheets: Sequence[Sheet], mapping: Mapping, prefix: str) -> Iterator[Record]:
    """Records of all sheets that have a header. Raises TableError when none has."""
    read = 0
    for sheet in sheets:
        if mapping.sheets and sheet.name not in mapping.sheets:
            continue
        header = header_of(sheet, mapping)
        if header:
            read += 1
            yield from _sheet_records(sheet, header, mapping, prefix)
        elif mapping.sheets:
            raise TableError(f"{sheet.name}: expected a header with a column for the title")
    there = ", ".join(sheet.name for sheet in sheets) or "none"
    if missing := set(mapping.sheets) - {sheet.name for sheet in sheets}:
        raise TableError(f"expected a sheet {', '.join(sorted(missing))}; there are: {there}")
    if not read:
        raise TableError(
            f"expected a header with a column for the title (nimi, namn, name); sheets: {there}"
        )


def _sheet_records(sheet: Sheet, header: Header, mapping: Mapping, prefix: str) -> Iterator[Record]:
    grouped: dict[str, list[Record]] = {}
    for number, values in sheet.rows:
        if number > header.row:
            row = _row(number, values, header, mapping)
            grouped.setdefault(_key(row, sheet.name), []).append(row)
    notes = [f"{sheet.name}: {note}" for note in (*sheet.notes, *header.notes)]
    for key, rows in grouped.items():
        record: Record = {"id": _id(prefix, key), "sheet": sheet.name, "rows": rows}
        record |= {"language": mapping.language, "strict": mapping.strict}
        # Told once, with the first record that is likely to become a listing.
        if notes and (_first(rows[0], "title") or len(grouped) == 1):
            record["notes"], notes = notes, []
        yield record


def _row(number: int, values: Sequence[object], header: Header, mapping: Mapping) -> Record:
    """The cells of a row as [field, language, column, value], the constants last."""
    cells: list[list[object]] = []
    for column in header.columns:
        value = values[column.at] if column.at < len(values) else None
        parts = _parts(value, column.field.name, mapping)
        cells += [[*column.field, column.header, one] for one in parts]
        if column.field.name == "price" and parts not in ([], [value]):
            cells.append(["pricing", "", column.header, value])  # the word that a code stands for
    for name, constant in mapping.constants.items():
        if field := field_named(name, mapping.language):
            cells.append([*field, "constants", constant])
    more = [value for value in values[header.width :] if value not in (None, "")]
    return {"row": number, "cells": cells, "more": len(more)}


def _parts(value: object, field: str, mapping: Mapping) -> list[object]:
    """The values of a cell, translated by the mapping's value list as a whole or one by one."""
    if value in (None, ""):
        return []
    whole = mapping.translated(field, value)
    if whole != value or not isinstance(value, str) or mapping.separator not in value:
        return [whole]
    if field not in mapping.values and field not in LISTS:
        return [value]
    parts = [part.strip() for part in value.split(mapping.separator)]
    return [mapping.translated(field, part) for part in parts if part]


# Fields whose cells may hold several values.
LISTS = frozenset(
    [
        *("theme", "keywords", "format", "audience", "service_languages", "accessibility"),
        *("serves", "exclusions"),
    ]
)


def _key(row: Record, sheet: str) -> str:
    """What tells rows of one listing from others: its id, else its title and organisation."""
    if key := _first(row, "id"):
        return key
    title = _first(row, "title")
    return "\n".join((title, _first(row, "organisation"))) if title else f"{sheet}\n{row['row']}"


def _first(row: Record, field: str) -> str:
    cells = row["cells"]
    for name, _, _, value in cells if isinstance(cells, list) else []:
        if name == field and value is not None:
            return f"{value:g}" if isinstance(value, float) else str(value)
    return ""


def _id(prefix: str, key: str) -> str:
    """An id of the characters that ids may have; where others stood, with a fingerprint."""
    plain = ID_CHARACTERS.sub("-", fold(key)).strip("-")[:LONGEST]
    if plain != key:
        plain = f"{plain}-{hashlib.blake2b(key.encode(), digest_size=4).hexdigest()}"
    return f"{prefix}-{plain}" if prefix else plain
