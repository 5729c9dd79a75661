"""Reads coordinates as sources write them: two raw values in, a point or a plain reason out.

Sources swap the order, write decimal commas or give metres. One bad coordinate makes the search
engine refuse a whole batch, so nothing leaves here that is not a point in Finland.
"""

import math
from dataclasses import dataclass

from geo.point import Point, in_finland

# ETRS-TM35FIN metres over Finland: the two ranges do not overlap, so the order is certain.
NORTH_M = (6_600_000.0, 7_800_000.0)
EAST_M = (50_000.0, 760_000.0)

SWAPPED = "latitude and longitude were swapped"
METRES = "metres of ETRS-TM35FIN (EPSG:3067) were turned into degrees"
METRES_SWAPPED = "east and north were swapped"
COMMA = "a decimal comma was read as a decimal point"


@dataclass(frozen=True, slots=True)
class Reading:
    """A point, or the problem; `repair` says in plain words what was put right on the way."""

    point: Point | None
    repair: str | None = None
    problem: str | None = None


def read_coordinates(lat: object, lon: object) -> Reading:
    """Read a latitude and a longitude given as numbers or text, in degrees or metres."""
    first, second = _number(lat), _number(lon)
    if first is None or second is None:
        name, raw = ("latitude", lat) if first is None else ("longitude", lon)
        return Reading(None, problem=_not_a_number(name, raw))
    if first == 0 and second == 0:
        return Reading(None, problem="0,0 stands for a missing coordinate")
    found, repairs = _place(first, second)
    if found is None:
        return Reading(None, problem=f"{first:g}, {second:g} is outside Finland")
    if any(isinstance(raw, str) and "," in raw for raw in (lat, lon)):
        repairs = [COMMA, *repairs]
    return Reading(found, repair="; ".join(repairs) or None)


def _place(first: float, second: float) -> tuple[Point | None, list[str]]:
    """Try degrees, swapped degrees, metres and swapped metres, in this order."""
    for (lat, lon), repairs in (((first, second), []), ((second, first), [SWAPPED])):
        point = _degrees(lat, lon)
        if point is not None:
            return point, repairs
    for (north, east), extra in (((first, second), []), ((second, first), [METRES_SWAPPED])):
        point = _metres(north, east)
        if point is not None:
            return point, [METRES, *extra]
    return None, []


def _degrees(lat: float, lon: float) -> Point | None:
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    point = Point(lat, lon)
    return point if in_finland(point) else None


def _metres(north: float, east: float) -> Point | None:
    if not (NORTH_M[0] <= north <= NORTH_M[1] and EAST_M[0] <= east <= EAST_M[1]):
        return None
    point = Point.from_tm35fin(north, east)
    return point if in_finland(point) else None


def _number(value: object) -> float | None:
    """Return a finite float, or None. A bool is no number here although Python says so."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        # Spaces group thousands in Finnish ("6 672 000"); split() also drops no-break spaces.
        value = "".join(value.split()).replace(",", ".")
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _not_a_number(name: str, raw: object) -> str:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return f"{name} is missing"
    return f"{name} is not a number: {str(raw)[:40]!r}"
