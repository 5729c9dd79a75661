"""The file of vetoes: pairs of listings that a person has looked at and that are two things.

    # one line per pair: id, id and why, with tabs (or spaces) between; # begins a comment
    lahella:900000001	ptv:5a3c…	the second is the junior group

Any order of the ids; a merge is undone by its line and made again without it. The list of merges
is written in the same form, so that a line can be copied from it.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from indexers.duplicates.grouping import Link
from indexers.listing import ListingId

_ID = TypeAdapter(ListingId)


class VetoError(Exception):
    """A file of vetoes that cannot be read; the message names file and line."""


class Veto(NamedTuple):
    """Two listings that are two things."""

    a: str
    b: str
    why: str
    line: int


def read_vetoes(path: Path) -> Mapping[Link, Veto]:
    """The vetoes of a file by their two ids. Raises VetoError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise VetoError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    found: dict[Link, Veto] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            veto = _veto(line, number, f"{path}, line {number}")
            found[frozenset((veto.a, veto.b))] = veto
    return found


def _veto(line: str, number: int, where: str) -> Veto:
    cells = line.split(maxsplit=2)
    if len(cells) < 3:
        raise VetoError(f"{where}: expected an id, another id and why, with tabs between")
    for one in cells[:2]:
        try:
            _ID.validate_python(one)
        except ValidationError as error:
            raise VetoError(f"{where}: expected an id like lahella:900000001, got {one}") from error
    if cells[0] == cells[1]:
        raise VetoError(f"{where}: expected two ids, got {cells[0]} twice")
    return Veto(cells[0], cells[1], cells[2].strip(), number)


def unknown_ids(vetoes: Mapping[Link, Veto], is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """A sentence for each vetoed id that no listing has: gone since, or mistyped."""
    return tuple(
        f"vetoes, line {veto.line}: no listing has the id {id_}; it waits for it"
        for veto in vetoes.values()
        for id_ in (veto.a, veto.b)
        if not is_known(id_)
    )


def line_of(a: str, b: str, why: Iterable[str]) -> str:
    """A merge as a line that a person can copy into the file of vetoes."""
    return f"{a}\t{b}\t{'; '.join(why)}"
