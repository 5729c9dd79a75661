"""Reads what a source calls a municipality or a region: a code or a name in, the record out."""

from collections.abc import Iterable, Iterator
from functools import cache

from geo.folding import fold, plain_case
from geo.municipality import Municipality, former_municipalities, municipalities, successor
from geo.regions import Area, regions

# Short forms of official names, which are written with a qualifier.
_SHORT_NAMES = {"Koski": "284", "Pedersören": "599"}


def resolve_municipality(value: object) -> Municipality | None:
    """Read a code ("091", "91", 91), a Finnish, Swedish or Sámi name, or a dead code or name.

    Dead ones lead to their successor. Case does not matter, accents only where they tell names
    apart. Bilingual forms ("Maarianhamina - Mariehamn") are read by either part.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    if text.isascii() and text.isdigit():
        code = text.zfill(3)
        return municipalities().get(successor(code) or code)
    found = _by_name(text)
    return municipalities()[found] if found else None


def resolve_region(value: object) -> Area | None:
    """Read a region's two-digit code ("06", "6", 6) or its Finnish, Swedish or English name."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    if text.isascii() and text.isdigit():
        return regions().get(text.zfill(2))
    names = _region_names()
    code = names.get(plain_case(text)) or names.get(fold(text))
    return regions()[code] if code else None


def _by_name(text: str) -> str | None:
    names = _municipality_names()
    for part in (text, *text.replace("/", " - ").split(" - ")):
        code = names.get(plain_case(part)) or names.get(fold(part))
        if code:
            return code
    return None


@cache
def _municipality_names() -> dict[str, str]:
    """Return code by name. Earlier names win, so exact spellings come before folded ones."""
    pairs = [*_name_pairs()]
    names = {plain_case(name): code for name, code in reversed(pairs)}
    return {**_folded(pairs), **names}


def _name_pairs() -> Iterator[tuple[str, str]]:
    current = municipalities().values()
    for one in current:
        yield one.name_fi, one.code
    for one in current:
        yield one.name_sv, one.code
        yield one.name_sv_official, one.code
        yield from ((name, one.code) for _, name in one.names_sami)
    for former in former_municipalities().values():
        yield former.name_fi, former.successor
        if former.name_sv:
            yield former.name_sv, former.successor
    yield from _SHORT_NAMES.items()


@cache
def _region_names() -> dict[str, str]:
    pairs = [
        (name, area.code)
        for area in regions().values()
        for name in (area.name_fi, area.name_sv, area.name_en)
    ]
    return {**_folded(pairs), **{plain_case(name): code for name, code in pairs}}


def _folded(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return code by accentless name, without the names that then mean two places."""
    codes: dict[str, set[str]] = {}
    for name, code in pairs:
        codes.setdefault(fold(name), set()).add(code)
    return {name: found.pop() for name, found in codes.items() if len(found) == 1}
