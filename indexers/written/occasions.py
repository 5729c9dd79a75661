"""Dated times in, days with their hours out: "ti 24.11.2026 klo 18–19.30; 1.12.2026 klo 18"."""

import re
from datetime import date, time
from typing import NamedTuple

from indexers.written.dates import day_in
from indexers.written.week import span_in

DAY = re.compile(r"(?:\b[^\W\d]+\.?\s+)?(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d{2}-\d{2})")


class Occasion(NamedTuple):
    """One day, and when on it."""

    day: date
    start: time | None = None
    end: time | None = None


def occasions_in(text: str) -> tuple[Occasion, ...] | None:
    """The occasions of a text, one or several with ; or a new line between; else None."""
    found = [_occasion(part.strip(" ,")) for part in re.split(r"[;\n]", text) if part.strip(" ,")]
    occasions = tuple(one for one in found if one)
    return occasions if occasions and len(occasions) == len(found) else None


def _occasion(text: str) -> Occasion | None:
    match = DAY.match(text)
    day = day_in(match[1]) if match else None
    if match is None or day is None:
        return None
    rest = text[match.end() :].strip(" ,")
    span = span_in(rest)
    if rest and span is None:
        return None
    return Occasion(day, *(span or ()))
