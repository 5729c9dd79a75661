"""Filters of the engine, built from Criteria: only names from our own tables, only quoted values.

Each expression stands under the name of the parameter it comes from, so that a facet can be
counted without its own.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from geo.distance import Box
from geo.municipalities import municipalities
from indexers.index.calendar import DAY, SLOT, day_minute, week_minute
from indexers.index.document import area_key
from search_service.criteria import CODED, Criteria

EVERY_DAY = range(1, 8)
FARTHEST = timedelta(days=400)  # how far ahead a date is looked for
NOTHING = "terms IS NULL"  # every document has terms
MIDNIGHT, LAST_MINUTE = time(0, 0), time(23, 59)


def quote(value: str) -> str:
    """A value as the engine reads it literally, whatever it holds."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def any_of(attribute: str, values: Iterable[str]) -> str:
    """The attribute has at least one of the values."""
    return f"{attribute} IN [{', '.join(map(quote, values))}]"


def any_named(attribute: str, names: Iterable[str]) -> str:
    """The same for names that we made of letters, digits, - and _: nothing in them is quoted."""
    quoted = '", "'.join(names)
    return f'{attribute} IN ["{quoted}"]'


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


def _age(age: int) -> str:
    spans = (f"age{n}_min <= {age} AND age{n}_max >= {age}" for n in (1, 2, 3))
    return either(["age_known = false", *spans])


def _times(criteria: Criteria, now: datetime) -> dict[str, str]:
    """Weekday, time of day and date together, since one session must meet all of them.

    `time` is the same without the weekdays, for counting them.
    """
    dated = criteria.date_from is not None or criteria.date_to is not None
    timed = criteria.time_from is not None or criteria.time_to is not None
    found = {}
    if dated or timed:
        found["time"] = _on_days(criteria, EVERY_DAY, now) if dated else _at(criteria, EVERY_DAY)
    if criteria.weekday:
        groups = (on_weekdays(criteria, group, now) for group in criteria.weekday)
        found["weekday"] = all_of(groups)
    return found


def on_weekdays(criteria: Criteria, days: Iterable[int], now: datetime) -> str:
    """Listings with a session on one of the weekdays, within the asked times and dates."""
    if criteria.date_from or criteria.date_to:
        return _on_days(criteria, days, now)
    if criteria.time_from is not None or criteria.time_to is not None:
        return _at(criteria, days)
    return f"weekdays IN [{', '.join(map(str, days))}]"


def _at(criteria: Criteria, days: Iterable[int]) -> str:
    spans = [span for day in sorted(days) for span in _spans((day - 1) * DAY, criteria)]
    return _ranges("starts", spans, ["always_open = true"])


def _on_days(criteria: Criteria, weekdays: Iterable[int], now: datetime) -> str:
    first = max(criteria.date_from or now.date(), now.date())
    last = min(criteria.date_to or date.max, (now + FARTHEST).date())
    days = [first + timedelta(days=step) for step in range(max((last - first).days + 1, 0))]
    days = [day for day in days if day.isoweekday() in set(weekdays)]
    spans = [span for day in days for span in _spans(day_minute(day), criteria)]
    if criteria.time_from is None and criteria.time_to is None:
        return _ranges("occurs", _joined(spans), [])
    whole = _joined([(day_minute(day), day_minute(day) + DAY - 1) for day in days])
    open_then = all_of(["always_open = true", _ranges("occurs", whole, [])])
    return _ranges("occurs", spans, [open_then])


def _spans(midnight: int, criteria: Criteria) -> list[tuple[int, int]]:
    """Minutes of a day within the asked times; from 20:00 to 02:00 goes over midnight."""
    low, high = criteria.time_from or MIDNIGHT, criteria.time_to or LAST_MINUTE
    start, end = (midnight + clock.hour * 60 + clock.minute for clock in (low, high))
    if start <= end:
        return [(start, end)]
    return [(midnight, end), (start, midnight + DAY - 1)]


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
