"""What the words of a unit of Palvelukartta mean in our codes (data/palvelukartta_words.tsv)."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from indexers.listing import AgeRange, Kind
from synonyms.tsv import read_rows

# A hall for swimming has a café too: what is done there tells the kind, not the café.
FIRST = (Kind.SUPPORT, Kind.HOBBY, Kind.SERVICE)


class Meaning(NamedTuple):
    """What one word says, or all words of a unit."""

    kind: Kind
    themes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    ages: tuple[AgeRange, ...] = ()


def meaning_of(words: Iterable[str], unmapped: list[str]) -> Meaning:
    """The meanings of a unit's words together; ids of no row are collected."""
    known = []
    for word in words:
        if word in _table():
            known.append(_table()[word])
        else:
            unmapped.append(f"ontologyword:{word}")
    kinds = [one.kind for one in known]
    telling = [one for one in known if one.kind is not Kind.SERVICE or one[1:] != ((), (), ())]
    # Ages limit only where all that is told has them: a gym for seniors in a hall for everybody.
    limited = bool(telling) and all(one.ages for one in telling)
    return Meaning(
        kind=next((kind for kind in FIRST if kind in kinds), Kind.SERVICE),
        themes=tuple(dict.fromkeys(code for one in telling for code in one.themes)),
        formats=tuple(dict.fromkeys(code for one in telling for code in one.formats)),
        ages=tuple(dict.fromkeys(age for one in telling for age in one.ages)) if limited else (),
    )


@cache
def _table() -> Mapping[str, Meaning]:
    found = {}
    for row in read_rows(files("indexers") / "data" / "palvelukartta_words.tsv"):
        meaning = Meaning(
            Kind(row["kind"]), _codes(row["themes"]), _codes(row["formats"]), _ages(row["ages"])
        )
        found.update(dict.fromkeys(row["words"].split(), meaning))
    return found


def _codes(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split())


def _ages(cell: str) -> tuple[AgeRange, ...]:
    low, dash, high = cell.partition("-")
    return (AgeRange(min=int(low), max=int(high) if high else None),) if low and dash else ()
