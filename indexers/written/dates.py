"""Days and moments as people and programs write them: 24.11.2026, ISO 8601, spreadsheet serials.

A moment without a zone is Finnish local time.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from indexers.session import HELSINKI

FINNISH = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4}|\d{2})")
WEEKDAY_BEFORE = re.compile(r"^[^\W\d]+\.?\s+(?=\d)")  # "ti 24.11.2026"
# Day 0 of the serial numbers of spreadsheets. Numbers of other years are no dates but counts.
SERIAL_ZERO = datetime(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 25_569, 109_574  # 1970 to 2199


def day_in(value: object) -> date | None:
    """The day of a text, of a date, or of a spreadsheet's serial number."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _day_of_text(value.strip())
    moment = _of_serial(value)
    return moment.date() if moment else None


def moment_in(value: object, zone: str = HELSINKI) -> datetime | None:
    """The aware moment of an ISO text, of a date or of a serial number; a bare day begins it."""
    if isinstance(value, str):
        value = _moment_of_text(value.strip())
    elif not isinstance(value, date):
        value = _of_serial(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    if not isinstance(value, datetime):
        return None
    try:
        return value if value.tzinfo else local_moment(value, zone)
    except (ValueError, OverflowError):
        return None


def local_moment(naive: datetime, zone: str = HELSINKI) -> datetime:
    """The moment that a wall clock showed.

    In the hour that comes twice in autumn the second one is meant; a time in the hour that is
    left out in spring is the same distance after it.
    """
    local = naive.replace(tzinfo=ZoneInfo(zone), fold=1)
    exists = local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == naive
    return local if exists else local.replace(fold=0).astimezone(UTC).astimezone(local.tzinfo)


def _day_of_text(text: str) -> date | None:
    text = WEEKDAY_BEFORE.sub("", text)
    if found := FINNISH.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return _date(year if year > 99 else 2000 + year, month, day)
    moment = _iso(text)
    return moment.date() if moment else None


def _moment_of_text(text: str) -> datetime | date | None:
    return _iso(text) or _day_of_text(text)


def _iso(text: str) -> datetime | None:
    # Python also reads forms without hyphens and week dates, which are other things here.
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_serial(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not FIRST_SERIAL <= value <= LAST_SERIAL:
        return None
    return SERIAL_ZERO + timedelta(days=value)
