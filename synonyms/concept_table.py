"""Tab-separated concept tables in, concepts out: the reviewed words of data/concepts/*.tsv.

Header: id, broader, related, fi, sv, en, other. Lines starting with # are comments. Ids in one
cell are separated by spaces, labels by " | " (preferred one first); a label in `other` names its
language: "ru: йога | ar: يوغا".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "concepts"
COLUMNS = ("id", "broader", "related", "fi", "sv", "en", "other")
LANGUAGES = ("fi", "sv", "en")


class ConceptTableError(ValueError):
    """A table that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing people look for, with its words per language."""

    id: str
    broader: tuple[str, ...]
    related: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    """Language -> labels, the preferred one first."""


def read_folder(folder: Path) -> dict[str, Concept]:
    """All concepts of a folder's .tsv files by id, in the order of the files' names."""
    concepts: dict[str, Concept] = {}
    places: dict[str, str] = {}
    for path in sorted(folder.glob("*.tsv")):
        for line, concept in read_table(path):
            place = f"{path.name}, line {line}"
            if concept.id in concepts:
                first = places[concept.id]
                raise ConceptTableError(f"{place}: {concept.id} is there already ({first}).")
            concepts[concept.id] = concept
            places[concept.id] = place
    return concepts


def read_table(path: Path) -> Iterator[tuple[int, Concept]]:
    """Line number and concept of each row of one table."""
    # utf-8-sig: spreadsheet programs put a byte order mark before the first cell.
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ConceptTableError(f"{path.name}: expected UTF-8 text ({error}).") from error
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not kept:
        return
    header = tuple(cell.strip() for cell in kept[0][1].split("\t"))
    if header != COLUMNS:
        raise ConceptTableError(f"{path.name}: the first row must be {' '.join(COLUMNS)}.")
    for number, line in kept[1:]:
        cells = line.split("\t")
        if len(cells) > len(COLUMNS) or not cells[0].strip():
            raise ConceptTableError(f"{path.name}, line {number}: no id, or {len(cells)} cells.")
        row = dict(zip(COLUMNS, [*cells, *[""] * (len(COLUMNS) - len(cells))], strict=True))
        yield number, _concept(row, f"{path.name}, line {number}")


def _concept(row: Mapping[str, str], place: str) -> Concept:
    labels = {lang: _split(row[lang]) for lang in LANGUAGES if row[lang].strip()}
    for entry in _split(row["other"]):
        lang, colon, label = entry.partition(":")
        if not colon or not label.strip():
            raise ConceptTableError(f"{place}: {entry!r} names no language.")
        labels[lang.strip()] = (*labels.get(lang.strip(), ()), label.strip())
    return Concept(
        row["id"].strip(), tuple(row["broader"].split()), tuple(row["related"].split()), labels
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label.strip() for label in cell.split("|") if label.strip()))
