"""CSV of any program in, rows out: the delimiter and the encoding are noticed where not told."""

import codecs
import csv
import io
import re

from indexers.sources.table_error import TableError

DELIMITERS = (";", ",", "\t")
FALLBACK = "cp1252"  # what Windows programs write in Finland
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
TOLD = re.compile(r"sep=(.)\r?\n")  # a first line that Excel reads
SEEN_LINES = 20
LINE_END = re.compile(r"\r\n|\r|\n")
MAX_CELL = 1_000_000  # characters; a quote that is never closed makes one cell of all the rest

Rows = list[tuple[int, list[object]]]


def csv_rows(content: bytes, delimiter: str | None, encoding: str | None) -> tuple[Rows, list[str]]:
    """Numbered rows, and what was noticed about the file. Raises TableError."""
    text, notes = _decoded(content, encoding)
    if found := TOLD.match(text):
        delimiter = delimiter or found[1]
        text = "\n" + text[found.end() :]  # the rows keep their numbers
    delimiter = delimiter or _noticed(text)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    try:
        before = 0
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((before + 1, [cell.strip() for cell in cells]))
            before = reader.line_num
    except csv.Error as error:
        raise TableError(f"row {before + 1}: expected CSV with closed quotes ({error})") from error
    return rows, notes


def _decoded(content: bytes, encoding: str | None) -> tuple[str, list[str]]:
    if content.startswith(UTF_16):
        encoding = "utf-16"
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(encoding or "utf-8"), []
    except LookupError as error:
        raise TableError(f"encoding: {encoding} is none that is known") from error
    except UnicodeDecodeError as error:
        if encoding:
            raise TableError(f"encoding: the file is no {encoding} (byte {error.start})") from error
    try:
        return content.decode(FALLBACK), ["the file is no UTF-8 and was read as Windows-1252"]
    except UnicodeDecodeError as error:
        raise TableError(f"expected text in UTF-8 or Windows-1252 (byte {error.start})") from error


def _noticed(text: str) -> str:
    """The delimiter that cuts the first lines into the most, and equally many, cells."""
    lines = [line for line in LINE_END.split(text) if line.strip()][:SEEN_LINES]

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return 0, 0
        most = max(counts, default=0)
        return counts.count(most) if most > 1 else 0, most

    return max(DELIMITERS, key=evenness)
