"""Reviewed tables: a tab-separated file with a header in, rows as dictionaries out."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

DATA = files("synonyms") / "data"


def read_rows(path: Traversable) -> Iterator[dict[str, str]]:
    """Rows of a table without its comment lines; missing last cells are empty."""
    # utf-8-sig: spreadsheet programs put a byte order mark before the first cell.
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    reader = csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    for row in reader:
        yield {name: value.strip() for name, value in row.items() if name is not None}


def labels(cell: str) -> tuple[str, ...]:
    """Labels of a cell, separated by |, the preferred one first."""
    return tuple(dict.fromkeys(label.strip() for label in cell.split("|") if label.strip()))
