"""Addresses of PTV: where one can go, with a point, a municipality and how to find it.

PTV keeps coordinates as text in metres (EPSG:3067, north as latitude) and tells by a state how it
came by them; its own map shows three of the states.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from geo.coordinates import METRES, Reading, read_coordinates
from geo.point import Point
from geo.postcodes import postcode_place
from indexers.listing import Address
from indexers.plain_text import plain_line
from indexers.sources.ptv_areas import municipality_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import Local, joined, local, preferred
from indexers.sources.raw import Raw

TRUSTED = {"Ok", "EnteredByUser", "EnteredByAR"}
NOT_GIVEN = {"Loading", "Failed", "NotReceived", "EmptyInputReceived", "WrongFormatReceived"}
POSTAL, ABROAD, BOX = "Postal", "Abroad", "postOfficeBoxAddress"
# An address has one of these, the others being null.
PARTS = ("streetAddress", "otherAddress", BOX)


class Place(NamedTuple):
    """One address; without a point it is placed by its municipality later."""

    address: Address
    point: Point | None
    municipality: str | None
    how_to_find: Local


NOWHERE = Place(Address(), None, None, {})


def places_of(addresses: Iterable[Raw], notes: Notes) -> list[Place]:
    """The places that can be visited; where there is none, the rough one of a postal address."""
    kept = [one for one in addresses if not _is_abroad(one, notes)]
    visited = [one for one in kept if one.text("type") != POSTAL and _parts(one)[0] != BOX]
    places = [_place(one, notes) for one in visited]
    if places or not kept:
        return places
    rough = _place(kept[0], notes)
    return [Place(Address(post_town=rough.address.post_town), None, rough.municipality, {})]


def _is_abroad(address: Raw, notes: Notes) -> bool:
    country = address.text("country")
    if address.text("subType") != ABROAD and country in ("", "FI"):
        return False
    notes.mend(f"addresses: a place abroad was left out ({country[:10] or 'country not told'})")
    return True


def _parts(address: Raw) -> tuple[str, Raw]:
    """The name of the part that holds the address, and the part."""
    for name in PARTS:
        if isinstance(address.value(name), dict):
            return name, address.record(name)
    return "", Raw({})


def _place(address: Raw, notes: Notes) -> Place:
    _, part = _parts(address)
    streets = _streets(part, notes)
    street = preferred(streets)
    others = {lang: text for lang, text in streets.items() if text != street}
    return Place(
        address=Address(
            street=street, postcode=part.text("postalCode").strip(), post_town=_town(part, notes)
        ),
        point=_point(part, notes) or _entrance(address),
        municipality=municipality_of(part.record("municipality"), "addresses", notes),
        how_to_find=joined([others, *_further(address, part, notes)]),
    )


def _streets(part: Raw, notes: Notes) -> Local:
    number = plain_line(part.text("streetNumber"))
    boxes = local(part, "postOfficeBox", notes)
    streets = local(part, "street", notes)
    return boxes or {lang: f"{street} {number}".strip() for lang, street in streets.items()}


def _town(part: Raw, notes: Notes) -> str:
    """The post town, which PTV writes in capitals, as it is written otherwise."""
    town = preferred(local(part, "postOffice", notes))
    known = postcode_place(part.text("postalCode"))
    for name in (known.town_fi, known.town_sv) if known else ():
        if name.casefold() == town.casefold():
            return name
    return town


def _point(part: Raw, notes: Notes) -> Point | None:
    state = part.text("coordinateState")
    reading = _point_of(part)
    if state and state not in TRUSTED:
        if reading.point or state not in NOT_GIVEN:
            notes.mend(f"addresses: coordinates marked {state[:40]} were left out")
        return None
    if said := _said(reading):
        notes.mend(f"addresses: {said}")
    return reading.point


def _said(reading: Reading) -> str:
    """What is worth a note: not that PTV writes metres, nor that it writes nothing or 0, 0."""
    repairs = [one for one in (reading.repair or "").split("; ") if one and one != METRES]
    problem = reading.problem or ""
    if problem.endswith("is missing") or problem.startswith("0,0"):
        problem = ""
    return problem or "; ".join(repairs)


def _entrance(address: Raw) -> Point | None:
    """The point of the main entrance, or of the first one that has a point."""
    entrances = list(address.records("entrances"))
    entrances.sort(key=lambda one: one.value("isMainEntrance") is not True)
    points = (_point_of(one.record("coordinates")).point for one in entrances)
    return next(filter(None, points), None)


def _point_of(where: Raw) -> Reading:
    return read_coordinates(lat=where.value("latitude"), lon=where.value("longitude"))


def _further(address: Raw, part: Raw, notes: Notes) -> Iterator[Local]:
    """What else is said of the way: remarks, and of each entrance how accessible it is."""
    yield local(part, "additionalInformation", notes)
    for entrance in address.records("entrances"):
        yield local(entrance, "name", notes)
        for group in entrance.records("accessibilitySentences"):
            sentences = (local(one, "sentence", notes) for one in group.records("sentences"))
            yield joined([local(group, "sentenceGroup", notes), joined(sentences, " ")], ": ")
