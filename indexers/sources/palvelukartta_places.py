"""Where a unit of Palvelukartta is, and what is told about getting in."""

from collections.abc import Iterator

from geo.coordinates import read_coordinates
from geo.municipalities import resolve_municipality
from geo.point import Point
from indexers.listing import Address, AreaServed, Known, Location, Precision
from indexers.plain_text import plain_line, plain_text
from indexers.sources.palvelukartta_sections import HOURS, Sections, local, phones_in
from indexers.sources.raw import Raw

# Viewpoints of the accessibility survey: "green" has no shortcomings. "red" has some, which may
# be small, so it is no "no".
VIEWPOINTS = {"11": "wheelchair", "31": "rollator"}
# Variables of the survey, by the end of their names.
VARIABLES = {
    "ACCESSIBLE_WC.existing": "accessible_toilet",
    "INDUCTION_LOOP.existing": "induction_loop",
}


def location_of(unit: Raw, sections: Sections, notes: list[str]) -> Location:
    """The one location of a unit."""
    point = _point(unit, notes)
    return Location(
        point=point,
        precision=Precision.POINT if point else Precision.NONE,
        address=_address(unit),
        municipality=_municipality(unit, notes),
        summary=_summary(unit, sections),
        accessibility=dict(_features(unit)),
        phone=next(iter(phones_in(unit.text("phone"))), None),
    )


def serves_of(unit: Raw, notes: list[str]) -> tuple[AreaServed, ...]:
    """The municipalities of `regions`; nothing where it says nothing."""
    areas = {}
    for code in unit.texts("regions"):
        if found := resolve_municipality(code):
            areas[found.code] = AreaServed(kind="municipality", code=found.code)
        else:
            notes.append(f"regions: {plain_line(code)[:40]} is no municipality; left out")
    return tuple(areas.values())


def _point(unit: Raw, notes: list[str]) -> Point | None:
    """Degrees, else metres; of Service Map v2 a GeoJSON point."""
    coordinates = unit.record("location").value("coordinates")
    lon, lat = (
        coordinates if isinstance(coordinates, list) and len(coordinates) == 2 else (None,) * 2
    )
    pairs = [
        (unit.value("latitude"), unit.value("longitude")),
        (lat, lon),
        (unit.value("northing_etrs_tm35fin"), unit.value("easting_etrs_tm35fin")),
    ]
    told = [(one, two) for one, two in pairs if one is not None or two is not None]
    readings = [read_coordinates(lat=one, lon=two) for one, two in told]
    for reading in readings:
        if note := reading.repair or reading.problem:
            notes.append(f"location: {note}")
        if reading.point:
            return reading.point
    return None


def _address(unit: Raw) -> Address:
    street = local(unit, "street_address")
    town = local(unit, "address_city")
    return Address(
        street=plain_line(next(iter(street.values()), "")),
        postcode=plain_line(unit.text("address_zip")),
        post_town=plain_line(next(iter(town.values()), "")),
    )


def _municipality(unit: Raw, notes: list[str]) -> str | None:
    """arealcity_id is a number without zeros; Service Map v2 has a name in lower case."""
    told = unit.text("arealcity_id") or unit.text("municipality")
    found = resolve_municipality(told) if told else None
    if told and not found:
        notes.append(f"arealcity_id: {plain_line(told)[:40]} is no municipality; left out")
    return found.code if found else None


def _summary(unit: Raw, sections: Sections) -> dict[str, str]:
    """Opening hours and other addresses as they are written, and sentences about access."""
    told = sections.texts(HOURS)
    for sentence in unit.records("accessibility_sentences"):
        for lang, text in local(sentence, "sentence").items():
            told.setdefault(lang, []).append(plain_text(text))
    return {lang: "\n".join(dict.fromkeys(texts)) for lang, texts in told.items()}


def _features(unit: Raw) -> Iterator[tuple[str, Known]]:
    for code, colour in _viewpoints(unit):
        if code in VIEWPOINTS and colour == "green":
            yield VIEWPOINTS[code], Known.YES
    for variable in unit.records("accessibility_properties"):
        name, value = variable.text("variable_name"), variable.text("value").lower()
        for ending, feature in VARIABLES.items():
            if name.endswith(ending) and value in ("true", "false"):
                yield feature, Known.YES if value == "true" else Known.NO


def _viewpoints(unit: Raw) -> Iterator[tuple[str, str]]:
    """ "11:green,12:red" in v4, an object in v2."""
    for part in unit.text("accessibility_viewpoints").split(","):
        code, _, colour = part.strip().partition(":")
        yield code, colour
    nested = unit.record("accessibility_viewpoints")
    yield from ((code, nested.text(code)) for code in nested.names())
