"""Times of day as people write them: "18", "klo 18.30", "kl. 9:05", "6 pm", a sheet's 0.75."""

import re
from datetime import datetime, time

MINUTES_OF_DAY = 24 * 60
# 9:00 and 18.00 are both written; seconds are those of a database.
CLOCK = (
    r"(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9])?(?::[0-5][0-9])?(?![0-9])"
    r"(?:\s*[ap]\.?m\b\.?)?"
)
WRITTEN = re.compile(
    r"(?:(?:klo|kello|kl|at)\b\.?\s*)?(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2}))?(?::[0-9]{2})?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)


def clock_in(value: object) -> time | None:
    """The time of day of a text, of a spreadsheet's time, or of its fraction of a day."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, float) and 0 <= value < 1:
        return _of_minutes(round(value * MINUTES_OF_DAY))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}"
    return _of_text(value.strip()) if isinstance(value, str) else None


def _of_text(text: str) -> time | None:
    """24.00 is midnight; 24.30, 9.60 and 13 pm are no times."""
    found = WRITTEN.fullmatch(text)
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return _of_minutes(hour * 60 + minute) if minute < 60 else None


def _of_minutes(minutes: int) -> time | None:
    if minutes > MINUTES_OF_DAY:
        return None
    return time(minutes // 60 % 24, minutes % 60)
