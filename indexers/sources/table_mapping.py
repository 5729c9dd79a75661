"""The mapping file of a table (TOML): which column is which field, what is true of every row, and
what the words in the cells mean.
"""

import tomllib
from collections.abc import Mapping as MappingOf
from datetime import date, datetime, time
from typing import Any, Literal

from pydantic import Field as Setting
from pydantic import ValidationError

from geo.folding import plain_case
from indexers.listing import Language
from indexers.sources.table_error import TableError
from indexers.sources.table_fields import Field, field_named, fields
from indexers.value import Value

Constant = str | int | float | bool | datetime | date | time


class Mapping(Value):
    """How a table is read; everything may be left out."""

    sheet: str | tuple[str, ...] = Setting(default=(), description="of XLSX; else all visible ones")
    header_row: int | None = Setting(default=None, ge=1, description="number of the header's row")
    delimiter: Literal[";", ",", "\t", "|"] | None = Setting(default=None, description="of CSV")
    encoding: str | None = Setting(default=None, description="of CSV")
    language: Language = Setting(default="fi", description="of fields that name none")
    separator: str = Setting(default=";", min_length=1, description="between values in one cell")
    prefix: str | None = Setting(default=None, description="before ids; else the file's name")
    strict: bool = Setting(default=False, description="a cell that cannot be read fails its row")
    columns: MappingOf[str, str] = Setting(default={}, description='"Nimi" = "title.fi"')
    leave_out: tuple[str, ...] = Setting(default=(), description="columns that are not read")
    constants: MappingOf[str, Constant] = Setting(default={}, description="field = value")
    values: MappingOf[str, MappingOf[str, str]] = Setting(
        default={}, description='[values.price] "pieni maksu" = "paid"'
    )

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets to read; none: all."""
        return (self.sheet,) if isinstance(self.sheet, str) else self.sheet

    def column_field(self, header: str) -> Field | None:
        """The field of a column by this mapping; columns are named as in the header."""
        found = {plain_case(name): field for name, field in self.columns.items()}
        name = found.get(plain_case(header))
        return field_named(name, self.language) if name else None

    def translated(self, field: str, value: object) -> object:
        """A cell's word as the value list has it; other values as they are."""
        words = self.values.get(field)
        if not words or not isinstance(value, str):
            return value
        return {plain_case(word): code for word, code in words.items()}.get(
            plain_case(value), value
        )


def mapping_of(content: bytes) -> Mapping:
    """The mapping in a TOML file. Raises TableError that names the field and what was expected."""
    try:
        mapping = Mapping.model_validate(tomllib.loads(content.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"expected TOML ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise TableError(f"{_place(first)}: {first['msg']}") from error
    _check("columns", mapping.columns.values(), mapping.language)
    _check("constants", mapping.constants, mapping.language)
    _check("values", mapping.values, mapping.language)
    return mapping


def _place(error: Any) -> str:
    """The setting that is wrong, without the names of the types that were tried."""
    names = [str(step) for step in error["loc"]]
    return ".".join(name for name in names if name.replace("_", "").isalnum())


def _check(table: str, names: Any, lang: str) -> None:
    for name in names:
        if field_named(name, lang) is None:
            known = ", ".join(f"{one}.fi" if text else one for one, text in fields().items())
            raise TableError(f"{table}: there is no field {name}; known are: {known}")
