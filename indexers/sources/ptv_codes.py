"""Classes, target groups and life events of PTV as our kinds, themes, formats, needs, audiences.

The mapping is the reviewed table data/ptv_codes.tsv. A code that it does not have counts as its
main class (P25.9 as P25) where there is one, and is told as unmapped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from indexers.listing import AgeRange, Audience, Kind
from indexers.sources.ptv_notes import Notes
from indexers.sources.raw import Raw
from synonyms.audiences import audiences
from synonyms.tsv import read_rows

CLASSES, TARGETS, EVENTS = "serviceClasses", "targetGroups", "lifeEvents"
CITIZENS = "KR1"
NOTHING = "-"
PERMITS = {"PermitOrObligation", "ProfessionalQualification"}  # never a hobby, whatever the class


class Meaning(NamedTuple):
    """What one code means; empty where it says nothing of the kind."""

    kind: str = ""
    themes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    audience: str = ""


class Meanings(NamedTuple):
    """What all codes of a service mean together."""

    kind: Kind
    themes: tuple[str, ...]
    formats: tuple[str, ...]
    needs: tuple[str, ...]
    audience: Audience


@cache
def ptv_codes() -> Mapping[str, Meaning]:
    """The table by code; a main class stands before its sub-classes, which inherit from it."""
    found: dict[str, Meaning] = {}
    for row in read_rows(files("indexers") / "data" / "ptv_codes.tsv"):
        main = found.get(main_class(row["code"]), Meaning())
        found[row["code"]] = Meaning(
            kind=row["kind"] or main.kind,
            themes=_cell(row["themes"], main.themes),
            formats=_cell(row["formats"], main.formats),
            needs=_cell(row["needs"], main.needs),
            audience=row["audience"] or main.audience,
        )
    return found


def main_class(code: str) -> str:
    """P25 of P25.5; a main class is its own."""
    return code.partition(".")[0]


def _cell(text: str, inherited: tuple[str, ...]) -> tuple[str, ...]:
    if not text:
        return inherited
    return () if text == NOTHING else tuple(text.split())


def code_of(item: Raw) -> str:
    """The code of a class; where the field is empty, it ends the address of suomi.fi."""
    if code := item.text("code").strip():
        return code
    for name in ("newUri", "uri"):
        if found := re.search(r"/code/([A-Z]+[0-9.]+)$", item.text(name)):
            return found[1]
    return ""


def codes_of(service: Raw, name: str, notes: Notes) -> list[str]:
    """The codes of a list that mean something; others are told."""
    known = []
    for item in service.records(name):
        code = code_of(item)
        if code not in ptv_codes():
            notes.unknown(name, code or item.text("uri"))
        if code in ptv_codes() or main_class(code) in ptv_codes():
            known.append(code)
    return list(dict.fromkeys(known))


def meanings_of(service: Raw, notes: Notes) -> Meanings:
    """What the codes of a service mean together."""
    classes = list(_meant(codes_of(service, CLASSES, notes)))
    events = list(_meant(codes_of(service, EVENTS, notes)))
    targets = _innermost(codes_of(service, TARGETS, notes))
    only = list(_meant(targets)) if len(targets) == 1 else []
    return Meanings(
        kind=_kind(service, [one.kind for one in classes], targets),
        themes=_together(one.themes for one in classes),
        formats=_together(one.formats for one in classes),
        needs=_together(one.needs for one in (*classes, *events, *only)),
        audience=_audience(targets),
    )


def _meant(codes: Iterable[str]) -> Iterator[Meaning]:
    table = ptv_codes()
    return (table.get(code) or table[main_class(code)] for code in codes)


def _innermost(codes: list[str]) -> list[str]:
    """PTV ticks the group above along with each: KR1 beside KR1.1 says nothing more."""
    return [code for code in codes if not any(one.startswith(f"{code}.") for one in codes)]


def _together(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for part in parts for code in part))


def _kind(service: Raw, kinds: list[str], targets: list[str]) -> Kind:
    """Support before hobby before service; what is not for citizens is a service."""
    citizens = not targets or any(main_class(code) == CITIZENS for code in targets)
    if citizens and service.text("type") not in PERMITS:
        for kind in (Kind.SUPPORT, Kind.HOBBY):
            if kind.value in kinds:
                return kind
    return Kind.SERVICE


def _audience(targets: list[str]) -> Audience:
    """Groups as they are; ages only where one group is meant alone.

    Services tick several groups to say that all are welcome, and ages would then shut people out.
    """
    names = [one.audience for one in _meant(targets) if one.audience]
    by_age = [name for name in names if name in audiences() and audiences()[name].kind == "age"]
    ages = [audiences()[name] for name in by_age if len(targets) == 1]
    return Audience(
        ages=tuple(AgeRange(min=one.age_min or 0, max=one.age_max) for one in ages),
        groups=tuple(dict.fromkeys(name for name in names if name not in by_age)),
    )
