"""Which fields of an example a source reads: a leaf counts as read when changing it changes what
comes out."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from tests.indexers.sources.damage import Step, parent_of, paths

# What a leaf is changed to, by what stands there; one that makes a difference is enough.
DATES = ("2031-03-04", "2027-01-06T07:08:09.000Z", "2019-01-01", "2026-12-24")
CODES = ("inactive", "MONTHLY", "MO", "virtual", "12:34:00", "fax", "sv", "Urheilu", "11:green")
OTHERS = ("toinen teksti", "https://example.invalid/toinen", "")
NUMBERS = (7, 60.5, 25.5, 99, 2, 1)
TURNS = len(CODES) + len(OTHERS)

Path = tuple[Step, ...]
Example = dict[str, Any]
Reading = Callable[[Example], object]


def unread(examples: Sequence[Example], read: Reading, left_out: Mapping[str, str]) -> set[str]:
    """Names of leaves without a reason that make no difference in any of the examples."""
    names = {name for name in _names(examples) if not reason_for(name, left_out)}
    for example in examples:
        places = [path for path in leaves(example) if name_of(path) in names]
        names -= {name_of(path) for path in _differing(example, places, read)}
    return names


def read_all_the_same(
    examples: Sequence[Example], read: Reading, left_out: Mapping[str, str]
) -> set[str]:
    """Names of leaves with a reason for being left out that make a difference nevertheless."""
    wrong = set()
    for example in examples:
        places = [path for path in leaves(example) if reason_for(name_of(path), left_out)]
        wrong |= {name_of(path) for path in _differing(example, places, read)}
    return wrong


def without_a_leaf(examples: Sequence[Example], left_out: Mapping[str, str]) -> set[str]:
    """Reasons that no leaf of the examples needs."""
    names = _names(examples)
    return {known for known in left_out if not any(_holds(known, name) for name in names)}


def reason_for(name: str, left_out: Mapping[str, str]) -> str | None:
    """The reason of the name itself, of what holds it, or of all fields that end like it."""
    return next((reason for known, reason in left_out.items() if _holds(known, name)), None)


def _holds(known: str, name: str) -> bool:
    if known.startswith("*"):
        return name.endswith(known[1:])
    return name == known or name.startswith((f"{known}.", f"{known}[]"))


def leaves(value: object) -> Iterator[Path]:
    """The places of a JSON value that hold neither an object nor a list."""
    for path in paths(value):
        inner: Any = value
        for step in path:
            inner = inner[step]
        if not isinstance(inner, dict | list):
            yield path


def name_of(path: Path) -> str:
    """A place as "phones[].number"."""
    names = ("[]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(names).removeprefix(".")


def _names(examples: Sequence[Example]) -> set[str]:
    return {name_of(path) for example in examples for path in leaves(example)}


def _differing(example: Example, places: Sequence[Path], read: Reading) -> list[Path]:
    """The places that make a difference, found by halves: most of those that do not go at once."""
    before = read(example)

    def search(some: Sequence[Path]) -> list[Path]:
        if not any(read(one) != before for one in _changed(example, some)):
            return []
        half = len(some) // 2
        return [*search(some[:half]), *search(some[half:])] if half else list(some)

    return search(places)


def _changed(example: Example, places: Sequence[Path]) -> Iterator[Example]:
    """The example with all the places changed, once for each of the values tried."""
    for turn in range(TURNS + 1):
        changed = orjson.loads(orjson.dumps(example))
        for path in places:
            parent = parent_of(changed, path)
            parent[path[-1]] = _other(parent[path[-1]], turn)
        if changed != example:
            yield changed


def _other(stood: object, turn: int) -> object:
    if turn == TURNS:
        return None
    if isinstance(stood, bool):
        return not stood
    if isinstance(stood, int | float):
        return NUMBERS[turn % len(NUMBERS)]
    if isinstance(stood, str) and re.match(r"\d{4}-\d\d-\d\d", stood):
        return DATES[turn % len(DATES)]
    return (*OTHERS, *CODES)[turn]
