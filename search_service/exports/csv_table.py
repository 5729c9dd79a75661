"""CSV: a row for each listing, or for each of its locations, that opens right in a spreadsheet.

UTF-8 with a byte order mark, `;` between cells as Excel expects in Finland, every cell quoted.
A spreadsheet runs a cell that begins like a formula, and eats the zeros of a number: such a cell
gets an apostrophe before it, so that it stays the text it is ('+358…, '=1+1).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO

from search_service.exports.csv_columns import COLUMNS, Cell
from search_service.exports.export import Export
from search_service.exports.listing_told import ListingTold
from search_service.exports.walk import Row

BYTE_ORDER_MARK = "\ufeff"
DELIMITERS = {"semicolon": ";", "comma": ","}
ROWS = ("listing", "location")
# What starts a formula (OWASP, "CSV injection"), also after spaces and in its wide form; and
# digits that a spreadsheet would make another number of: 040 1…, 358401234567.
NO_TEXT = re.compile(r"[\s\u00a0]*[=+\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20]|0[\d \u00a0]+$|\d{12,}$")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """Writes the table."""

    export: Export
    delimiter: str = "semicolon"
    rows: str = "listing"

    def begin(self) -> str:
        """The byte order mark and the names of the columns."""
        return BYTE_ORDER_MARK + self._line(column.name for column in COLUMNS)

    def row(self, row: Row) -> str:
        """The rows of a listing."""
        parts = [row] if self.rows == "listing" else by_location(row)
        return "".join(
            self._line(column.value(ListingTold(part, self.export)) for column in COLUMNS)
            for part in parts
        )

    def end(self) -> str:
        """Nothing."""
        return ""

    def _line(self, cells: Iterator[Cell]) -> str:
        line = StringIO(newline="")
        writer = csv.writer(line, delimiter=DELIMITERS[self.delimiter], quoting=csv.QUOTE_ALL)
        writer.writerow([safe(cell) for cell in cells])
        return line.getvalue()


def safe(cell: Cell) -> Cell:
    """The cell, marked as a text where a spreadsheet would take it for something else."""
    if isinstance(cell, str) and NO_TEXT.match(cell):
        return f"'{cell}"
    return cell


def by_location(row: Row) -> list[Row]:
    """The listing once for each location, as if it had no other; once when it has none."""
    listing = row.listing
    copies = [listing.model_copy(update={"locations": (one,)}) for one in listing.locations]
    return [replace(row, whole=row.whole._replace(listing=one)) for one in copies or [listing]]
