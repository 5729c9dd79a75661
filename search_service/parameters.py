"""Reads the parameters of a search: a query string or a JSON body in, Criteria and remarks out.

Every wrong field is collected, so that one answer names them all. What can be clamped or left out
is, with a remark.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from geo.coordinates import read_coordinates
from geo.municipalities import resolve_municipality
from geo.point import Point
from search_service.criteria import CODED, FACETS, Criteria, Remark
from search_service.errors import FieldError, InvalidParameters
from search_service.parameter_table import (
    CLOSED,
    MAX_PAGE,
    MAX_PER_PAGE,
    MAX_Q,
    NAMES,
    POST_ONLY,
    RADIUS,
)
from search_service.parameter_values import box, clamped, clock, day, moment, sort, switch, whole
from synonyms.languages import language

T = TypeVar("T")
MAX_VALUES = 50  # codes in one parameter; a longer list is no search that a person makes
LANG = re.compile(r"[a-z]{2,3}")


def read_parameters(
    raw: Mapping[str, Sequence[str]], polygon: Mapping[str, Any] | None = None
) -> tuple[Criteria, list[Remark]]:
    """Criteria of raw texts per name (a name given twice has two). Raises InvalidParameters."""
    reader = _Reader(raw)
    criteria = Criteria(
        q=reader.q(),
        lang=reader.lang(),
        near=reader.one("near", reader.point),
        place=reader.text("place")[:MAX_Q],
        radius_m=reader.number("radius_m", *RADIUS),
        serves=reader.one("serves", reader.served),
        coded=reader.coded(),
        age=reader.numbers("age", 0, 120),
        weekday=reader.numbers("weekday", 1, 7),
        time_from=reader.one("time_from", clock),
        time_to=reader.one("time_to", clock),
        date_from=reader.one("date_from", day),
        date_to=reader.one("date_to", day),
        open_at=reader.one("open_at", moment),
        bbox=reader.one("bbox", box),
        polygon=polygon,
        sort=reader.one("sort", sort) or "best",
        page=reader.number("page", 1, MAX_PAGE) or 1,
        per_page=reader.number("per_page", 1, MAX_PER_PAGE) or 20,
        facets=reader.facets(),
        interpret=reader.one("interpret", switch) is not False,
        literal=tuple(text for group in reader.groups("literal") for text in group),
    )
    reader.check_unknown()
    reader.check_sense(criteria)
    if reader.errors:
        raise InvalidParameters(reader.errors)
    return criteria, reader.remarks


def raw_of_body(body: object) -> tuple[dict[str, list[str]], Mapping[str, Any] | None]:
    """A JSON body as raw texts: a list is OR, a list of lists AND of ORs."""
    if not isinstance(body, dict):
        raise InvalidParameters([FieldError("body", "expected a JSON object of search parameters")])
    raw: dict[str, list[str]] = {}
    errors = []
    for name, value in body.items():
        if name == POST_ONLY or value is None:
            continue
        try:
            raw[name] = _raw_values(value)
        except TypeError:
            errors.append(FieldError(name, "expected a text, a number, or a list of them"))
    polygon = body.get(POST_ONLY)
    if polygon is not None and not isinstance(polygon, dict):
        errors.append(FieldError(POST_ONLY, "expected a GeoJSON Polygon or MultiPolygon"))
    if errors:
        raise InvalidParameters(errors)
    return raw, polygon


def _raw_values(value: object) -> list[str]:
    if isinstance(value, list):
        if value and all(isinstance(item, list) for item in value):
            return [",".join(map(_raw_value, item)) for item in value]
        return [",".join(map(_raw_value, value))]
    if isinstance(value, dict) and set(value) == {"lat", "lon"}:
        return [f"{_raw_value(value['lat'])},{_raw_value(value['lon'])}"]
    return [_raw_value(value)]


def _raw_value(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


class _Reader:
    """Reads one field after the other, collecting errors and remarks."""

    def __init__(self, raw: Mapping[str, Sequence[str]]) -> None:
        self._raw = raw
        self.errors: list[FieldError] = []
        self.remarks: list[Remark] = []

    def text(self, name: str) -> str:
        values = self._raw.get(name, ())
        if len(values) > 1:
            self.remarks.append(Remark(name, "given several times; the last one counts"))
        return values[-1].strip() if values else ""

    def q(self) -> str:
        text = self.text("q")
        if len(text) > MAX_Q:
            self.remarks.append(Remark("q", f"cut to {MAX_Q} characters"))
        return text[:MAX_Q]

    def lang(self) -> str:
        text = language(self.text("lang")) or "fi"
        if LANG.fullmatch(text):
            return text
        self.remarks.append(Remark("lang", "expected a language tag like fi; Finnish is used"))
        return "fi"

    def one(self, name: str, read: Callable[[str], T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return read(text)
        except ValueError as error:
            self.errors.append(FieldError(name, str(error)))
            return None

    def point(self, text: str) -> Point:
        lat, comma, lon = text.partition(",")
        if not comma:
            raise ValueError("expected lat,lon, for example 61.498,23.761")
        reading = read_coordinates(lat=lat.strip(), lon=lon.strip())
        if reading.point is None:
            raise ValueError(f"expected lat,lon in Finland, for example 61.498,23.761: {text[:60]}")
        if reading.repair:
            self.remarks.append(Remark("near", reading.repair))
        return reading.point

    def number(self, name: str, low: int, high: int) -> int | None:
        value = self.one(name, whole)
        return None if value is None else clamped(name, value, (low, high), self.remarks)

    def numbers(self, name: str, low: int, high: int) -> tuple[tuple[int, ...], ...]:
        try:
            groups = [[whole(text) for text in group] for group in self.groups(name)]
        except ValueError as error:
            self.errors.append(FieldError(name, str(error)))
            return ()
        if any(not low <= value <= high for group in groups for value in group):
            self.errors.append(FieldError(name, f"expected {low} to {high}"))
        return tuple(tuple(group) for group in groups)

    def groups(self, name: str) -> list[list[str]]:
        texts = self._raw.get(name)
        if not texts:
            return []
        groups = [[value.strip() for value in text.split(",") if value.strip()] for text in texts]
        if sum(map(len, groups)) > MAX_VALUES:
            self.errors.append(FieldError(name, f"expected at most {MAX_VALUES} values"))
            return []
        return [group for group in groups if group]

    def coded(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        chosen = {}
        for name in CODED:
            groups = self.groups(name)
            if not groups:
                continue
            allowed = CLOSED.get(name)
            if allowed and any(value not in allowed for group in groups for value in group):
                self.errors.append(FieldError(name, f"expected {', '.join(allowed)}"))
            if name == "municipality":
                groups = [[self._municipality(name, value) for value in group] for group in groups]
            chosen[name] = tuple(tuple(dict.fromkeys(group)) for group in groups)
        return chosen

    def _municipality(self, name: str, value: str) -> str:
        found = resolve_municipality(value)
        if found is None:
            self.remarks.append(Remark(name, f"{value[:60]} is no municipality"))
        elif found.code != value:
            self.remarks.append(Remark(name, f"{value[:60]} was read as {found.code}"))
        return found.code if found else value

    def facets(self) -> tuple[str, ...]:
        names = dict.fromkeys(value for group in self.groups("facets") for value in group)
        for name in names:
            if name not in FACETS:
                self.remarks.append(Remark("facets", f"{name[:60]} cannot be counted"))
        return tuple(name for name in names if name in FACETS)

    def served(self, text: str) -> str:
        if resolve_municipality(text) is None:
            raise ValueError(f"expected a municipality code like 091, got {text[:60]}")
        return self._municipality("serves", text)

    def check_sense(self, criteria: Criteria) -> None:
        """Remarks on parameters that mean nothing without another."""
        placed = criteria.near is not None or bool(criteria.place)
        if criteria.sort == "distance" and not placed:
            self.remarks.append(Remark("sort", "distance needs near or place; best is used"))
        if criteria.radius_m is not None and not placed:
            self.remarks.append(Remark("radius_m", "needs near or place; it was left out"))
        if criteria.date_from and criteria.date_to and criteria.date_from > criteria.date_to:
            self.remarks.append(Remark("date_from", "lies after date_to; nothing can match"))

    def check_unknown(self) -> None:
        for name in self._raw:
            if name not in NAMES:
                self.remarks.append(Remark(name[:60], "unknown parameter; it was left out"))
