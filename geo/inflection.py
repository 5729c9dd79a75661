"""Inflected forms of Finnish place names: a row of the reviewed stems table in, its forms out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geo.place import Case
from geo.tables import read_rows

# Inner and outer endings are both made for every name, because people mix them: Tampereella is
# right, Tampereessa is typed.
_LOCAL_ENDINGS: tuple[tuple[Case, str], ...] = (
    ("inner", "ssa"),
    ("inner", "sta"),
    ("outer", "lla"),
    ("outer", "lta"),
    ("outer", "lle"),
    ("translative", "ksi"),
)

_BACK, _FRONT = frozenset("aouå"), frozenset("äöy")


@dataclass(frozen=True, slots=True)
class Inflection:
    """One row of inflections.tsv, in small letters; every field holds one or more variants.

    genitive, partitive and illative are whole forms, local and essive are stems. "~" in a stem
    marks where the ending goes when both parts of a name inflect.
    """

    name: str
    genitive: tuple[str, ...]
    local: tuple[str, ...]
    essive: tuple[str, ...]
    partitive: tuple[str, ...]
    illative: tuple[str, ...]

    def forms(self) -> Iterator[tuple[str, Case]]:
        """Give every form with its case, the nominative first."""
        yield self.name, "nominative"
        yield from ((form, "genitive") for form in self.genitive)
        for stem in self.local:
            yield from ((_ended(stem, ending, self), case) for case, ending in _LOCAL_ENDINGS)
        yield from ((form, "inner") for form in self.illative)
        yield from ((form, "partitive") for form in self.partitive)
        yield from ((_ended(stem, "na", self), "essive") for stem in self.essive)


@cache
def inflections() -> Mapping[str, Inflection]:
    """Return the table by name as it is written, capitals included."""
    return MappingProxyType({row["name"]: _inflection(row) for row in read_rows("inflections.tsv")})


def _inflection(row: Mapping[str, str]) -> Inflection:
    def variants(column: str) -> tuple[str, ...]:
        return tuple(row[column].split("|"))

    return Inflection(
        name=row["name"].lower(),
        genitive=variants("genitive"),
        local=variants("local"),
        essive=variants("essive"),
        partitive=variants("partitive"),
        illative=variants("illative"),
    )


def _ended(stem: str, ending: str, inflection: Inflection) -> str:
    """Put the ending on the stem, in the vowels of the part it stands on.

    The partitive's last vowel shows the harmony of the whole name; the first part of a name of
    two inflected parts shows its own.
    """
    if "~" not in stem:
        return stem + _harmonised(ending, inflection.partitive[0][-1] == "a")
    *parts, rest = stem.split("~")
    return "".join(part + _harmonised(ending, _is_back(part)) for part in parts) + rest


def _harmonised(ending: str, back: bool) -> str:
    return ending if back else ending.replace("a", "ä")


def _is_back(part: str) -> bool:
    deciding = [letter for letter in part if letter in _BACK or letter in _FRONT]
    return bool(deciding) and deciding[-1] in _BACK
