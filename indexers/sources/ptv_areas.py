"""Areas of a service, as the areas whose people it serves."""

from collections.abc import Iterator

from geo.municipalities import regions, resolve_municipality, resolve_region, successor
from indexers.listing import AreaServed
from indexers.sources.ptv_notes import Notes
from indexers.sources.raw import Raw

ALAND = "21"
NATIONWIDE, EXCEPT_ALAND, LIMITED = "Nationwide", "NationwideExceptAlandIslands", "LimitedType"
REGION = "Region"  # all other kinds, such as hospital districts, are told by their municipalities


def serves_of(service: Raw, notes: Notes) -> tuple[AreaServed, ...]:
    """The country, or regions and municipalities; all other regions where Åland is left out."""
    kind = service.text("areaType")
    if kind == NATIONWIDE:
        return (AreaServed(kind="country", code="FI"),)
    if kind == EXCEPT_ALAND:
        return tuple(AreaServed(kind="region", code=code) for code in regions() if code != ALAND)
    if kind not in ("", LIMITED):
        notes.unknown("areaType", kind)
    areas = (one for area in service.records("areas") for one in _area(area, notes))
    return tuple({(one.kind, one.code): one for one in areas}.values())


def _area(area: Raw, notes: Notes) -> Iterator[AreaServed]:
    kind, code = area.text("type"), area.text("code")
    region = resolve_region(code) if kind == REGION and code else None
    if region:
        yield AreaServed(kind="region", code=region.code)
        return
    members = list(area.records("municipalities"))
    if not members:
        notes.mend(f"areas: {kind or 'an area'} {code} is no known area and was left out")
    for member in members:
        if found := municipality_of(member, "areas", notes):
            yield AreaServed(kind="municipality", code=found)


def municipality_of(raw: Raw, field: str, notes: Notes) -> str | None:
    """The living code of a {code, name[]}; dead ones lead to their successor, with a note."""
    code = raw.text("code").strip()
    found = resolve_municipality(code) if code else None
    if found is None and code:
        notes.mend(f"{field}: {code[:10]} is no municipality and was left out")
    if found and successor(code.zfill(3)):
        notes.mend(f"{field}: the former municipality {code} is read as {found.name_fi}")
    return found.code if found else None
