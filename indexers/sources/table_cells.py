"""The cells of one row by field, and what to say of a cell that cannot be read."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple, NoReturn

from indexers.plain_text import plain_line
from indexers.sources.raw import Raw, Wrong

SHOWN = 40  # characters of a cell that a note shows


class Cell(NamedTuple):
    """One value with its language, and where it stands."""

    value: object
    lang: str
    place: str

    @property
    def text(self) -> str:
        """The value as a person would write it; whole numbers without a decimal point."""
        value = self.value
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, float):
            return f"{value:.10g}"
        if isinstance(value, datetime | date | time):
            return value.isoformat()
        return str(value) if isinstance(value, str | int) else ""


class Row:
    """One row of a table; `lang` is the language of columns that tell none."""

    def __init__(self, row: Raw, sheet: str, lang: str) -> None:
        self.place = f"{sheet} row {row.text('row')}".strip()
        self._cells: dict[str, list[Cell]] = {}
        cells = row.value("cells")
        for cell in cells if isinstance(cells, list) else []:
            if isinstance(cell, list) and len(cell) == 4:
                field, told, column, value = cell
                place = f"{self.place}, column {column}"
                self._cells.setdefault(str(field), []).append(Cell(value, str(told or lang), place))

    def all(self, *fields: str) -> Iterator[Cell]:
        """The cells of the fields that hold anything, in the order of the columns."""
        for field in fields:
            yield from (cell for cell in self._cells.get(field, []) if cell.text)

    def first(self, field: str) -> Cell | None:
        """The first cell of a field that holds anything."""
        return next(self.all(field), None)

    def line(self, field: str) -> str:
        """The first cell's text on one line; empty without any."""
        cell = self.first(field)
        return plain_line(cell.text) if cell else ""


class Reading:
    """What is noticed while one record is read; where it is strict, a cell can fail it."""

    def __init__(self, *, strict: bool) -> None:
        self.notes: list[str] = []
        self.unmapped: list[str] = []
        self._strict = strict

    def unread(self, cell: Cell, expected: str, instead: str = "it was left out") -> None:
        """Note a cell that cannot be read. Raises Wrong where the table is read strictly."""
        if self._strict:
            self.fail(cell, expected)
        self.notes.append(f"{_told(cell, expected)}; {instead}")

    def fail(self, cell: Cell, expected: str) -> NoReturn:
        """Fail the row for a cell without which it would mislead. Raises Wrong."""
        raise Wrong(_told(cell, expected))


def _told(cell: Cell, expected: str) -> str:
    return f"{cell.place}: expected {expected}, got {plain_line(cell.text)[:SHOWN]}"
