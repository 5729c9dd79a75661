"""Filters of the engine, built from Criteria: only names from our own tables, only quoted values.

Each expression stands under the name of the parameter it comes from, so that a facet can be
counted without its own.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from geo.distance import Box
from geo.municipalities import municipalities
from geo.point import Point
from indexers.calendar import DAY, HORIZON, SLOT, day_minute, week_minute
from indexers.document import area_key
from search_service.criteria import CODED, Criteria

NOTHING = "terms IS NULL"  # every document has terms
MIDNIGHT, LAST_MINUTE = time(0, 0), time(23, 59)


def quote(value: str) -> str:
    """A value as the engine reads it literally, whatever it holds."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def any_of(attribute: str, values: Iterable[str]) -> str:
    """The attribute has at least one of the values."""
    return f"{attribute} IN [{', '.join(map(quote, values))}]"


def all_of(expressions: Iterable[str]) -> str:
    """Every expression holds."""
    return " AND ".join(f"({expression})" for expression in expressions)


def either(expressions: Iterable[str]) -> str:
    """At least one expression holds."""
    return " OR ".join(f"({expression})" for expression in expressions)


def filters_of(criteria: Criteria, now: datetime) -> dict[str, str]:
    """Expressions by parameter. Places (near, place, bbox) are not here: see search_area."""
    found = {
        name: all_of(any_of(CODED[name], group) for group in groups)
        for name, groups in criteria.coded.items()
    }
    moment = int(now.timestamp())
    found["valid"] = f"begins <= {moment} AND ends > {moment}"
    if criteria.serves:
        found["serves"] = serving(criteria.serves)
    if criteria.age:
        found["age"] = all_of(either(_age(age) for age in group) for group in criteria.age)
    if criteria.open_at:
        found["open_at"] = _open_at(criteria.open_at)
    return found | _times(criteria, now)


def serving(municipality: str) -> str:
    """Listings that people of a municipality may use, also those of its areas and the country."""
    place = municipalities()[municipality]
    keys = [
        area_key("municipality", place.code),
        area_key("region", place.region),
        area_key("wellbeing_county", place.county),
        area_key("country", "FI"),
    ]
    return any_of("serves", keys)


def in_box(box: Box) -> str:
    """Documents with a point in the box."""
    return f"_geoBoundingBox([{box.north!r}, {box.east!r}], [{box.south!r}, {box.west!r}])"


def in_circle(centre: Point, radius_m: int) -> str:
    """Documents with a point in the circle."""
    return f"_geoRadius({centre.lat!r}, {centre.lon!r}, {radius_m})"


def _age(age: int) -> str:
    spans = (f"age{n}_min <= {age} AND age{n}_max >= {age}" for n in (1, 2, 3))
    return either(["age_known = false", *spans])


def _times(criteria: Criteria, now: datetime) -> dict[str, str]:
    """Weekday, time of day and date together, since one session must meet all of them."""
    timed = criteria.time_from is not None or criteria.time_to is not None
    weekdays = set(range(1, 8))
    for group in criteria.weekday:
        weekdays &= set(group)
    if criteria.date_from or criteria.date_to:
        return {"weekday": _on_days(criteria, weekdays, now)}
    if timed:
        spans = [_span((day - 1) * DAY, criteria) for day in sorted(weekdays)]
        return {"weekday": _ranges("starts", spans, ["always_open = true"])}
    if criteria.weekday:
        groups = (f"weekdays IN [{', '.join(map(str, group))}]" for group in criteria.weekday)
        return {"weekday": all_of(groups)}
    return {}


def _on_days(criteria: Criteria, weekdays: set[int], now: datetime) -> str:
    first = max(criteria.date_from or now.date(), now.date())
    last = min(criteria.date_to or date.max, (now + HORIZON).date())
    count = (last - first).days + 1
    days = [first + timedelta(days=step) for step in range(max(count, 0))]
    spans = [_span(day_minute(day), criteria) for day in days if day.isoweekday() in weekdays]
    return _ranges("occurs", _joined(spans), [])


def _span(midnight: int, criteria: Criteria) -> tuple[int, int]:
    low, high = criteria.time_from or MIDNIGHT, criteria.time_to or LAST_MINUTE
    return midnight + low.hour * 60 + low.minute, midnight + high.hour * 60 + high.minute


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch as one: whole days in a row are one range of the calendar."""
    joined: list[tuple[int, int]] = []
    for low, high in spans:
        if joined and joined[-1][1] + 1 == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _ranges(attribute: str, spans: list[tuple[int, int]], others: list[str]) -> str:
    if not spans:
        return NOTHING  # no day is left
    return either([*(f"{attribute} {low} TO {high}" for low, high in spans), *others])


def _open_at(moment: datetime) -> str:
    slot = week_minute(moment) // SLOT
    today = day_minute(moment.date())
    # A session that began the evening before may still go on after midnight.
    return f"open_slots = {slot} AND occurs {today - DAY // 4} TO {today + DAY - 1}"
