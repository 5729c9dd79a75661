"""Reads the tables in geo/data: a file name in, its rows out, without the '#' source lines."""

import csv
from importlib.resources import files


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of geo/data/`name`; .tsv is tab separated, anything else uses commas."""
    text = (files("geo") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    delimiter = "\t" if name.endswith(".tsv") else ","
    return [dict(row) for row in csv.DictReader(lines, delimiter=delimiter)]
