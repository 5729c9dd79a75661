"""Single values of parameters: a text in, the value out, or a ValueError that tells."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from geo.distance import Box
from search_service.criteria import SORTS, Remark
from search_service.settings import ZONE

MIN_YEAR, MAX_YEAR = 1970, 2200


def last(raw: Mapping[str, Sequence[str]], name: str) -> str:
    """The value of a parameter; the last one where it was given several times."""
    values = raw.get(name, ())
    return values[-1].strip() if values else ""


def clamped(name: str, value: int, span: tuple[int, int], remarks: list[Remark]) -> int:
    """The value within its bounds; a remark tells when it was changed."""
    within = min(max(value, span[0]), span[1])
    if within != value:
        remarks.append(Remark(name, f"{value} was changed to {within}"))
    return within


def whole(text: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[+-]?\d{1,9}", text):
        raise ValueError(f"expected a whole number, got {text[:60]}")
    return int(text)


def clock(text: str) -> time:
    """A time of day, 17:00 or 17.00."""
    if not re.fullmatch(r"[0-2]?\d[:.][0-5]\d", text):
        raise ValueError(f"expected HH:MM, got {text[:60]}")
    hours, minutes = map(int, re.split("[:.]", text))
    if hours > 23:
        raise ValueError(f"expected HH:MM, got {text[:60]}")
    return time(hours, minutes)


def day(text: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"expected a date like 2026-12-01, got {text[:60]}") from error


def moment(text: str) -> datetime:
    """A point in time; without an offset it is Finnish time."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        raise ValueError(f"expected a time like 2026-12-01T18:00, got {text[:60]}") from error
    if not MIN_YEAR <= moment.year <= MAX_YEAR:
        raise ValueError(f"expected a year from {MIN_YEAR} to {MAX_YEAR}")
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


def box(text: str) -> Box:
    """west,south,east,north in degrees."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise ValueError("expected west,south,east,north in degrees") from error
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError("expected west,south,east,north with west < east and south < north")
    return Box(west=west, south=south, east=east, north=north)


def sort(text: str) -> str:
    """An order of hits."""
    if text not in SORTS:
        raise ValueError(f"expected {', '.join(SORTS)}")
    return text


def switch(text: str) -> bool:
    """on or off."""
    if text not in ("on", "off"):
        raise ValueError("expected on or off")
    return text == "on"
