"""Lähellä.fi's own codes for languages and areas, in ours."""

from geo.municipalities import resolve_municipality, resolve_region
from indexers.listing import AreaServed

LANGUAGES = {
    "fi-FI": "fi",
    "se-SE": "se",  # read as Northern Sámi: Swedish has its own code, sv
    "so-SO": "so",
    "uk-UA": "uk",
    "et-EE": "et",
    "ru-RU": "ru",
    "fisl": "fse",
}


def language_code(value: str) -> str:
    """BCP 47 code of a locale of Lähellä.fi."""
    value = value.replace("_", "-")
    return LANGUAGES.get(value, value.split("-")[0].lower())


def serves_of(regions: list[str]) -> tuple[tuple[AreaServed, ...], list[str]]:
    """Areas of "city/FI/…" and "state/FI/…" strings, with notes; no string means the country."""
    if not regions:
        return (AreaServed(kind="country", code="FI"),), []
    areas: dict[tuple[str, str], AreaServed] = {}
    notes = []
    for value in regions:
        area, note = _area(value)
        if area is not None:
            areas[area.kind, area.code] = area
        if note:
            notes.append(note)
    return tuple(areas.values()), notes


def _area(value: str) -> tuple[AreaServed | None, str | None]:
    kind, _, name = value.partition("/FI/")
    if kind == "city" and (municipality := resolve_municipality(name)):
        note = None
        if name.casefold() not in (
            municipality.name_fi.casefold(),
            municipality.name_sv.casefold(),
        ):
            note = f"region: {name} is read as {municipality.name_fi}"
        return AreaServed(kind="municipality", code=municipality.code), note
    if kind == "state" and (region := resolve_region(name)):
        return AreaServed(kind="region", code=region.code), None
    return None, f"region: {value} is no known area and was left out"
