"""Days that people name by where they stand: today, tonight, this weekend."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from search_service.criteria import Criteria

EVENING = time(16, 30)


def on_named_day(criteria: Criteria, name: str, now: datetime) -> Criteria:
    """The criteria limited to the named day or days, unless they name days already."""
    if criteria.date_from or criteria.date_to:
        return criteria
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    first, last = {
        "today": (today, today),
        "tonight": (today, today),
        "tomorrow": (today + timedelta(days=1),) * 2,
        "this_week": (today, monday + timedelta(days=6)),
        "next_week": (monday + timedelta(days=7), monday + timedelta(days=13)),
        "this_weekend": (max(today, monday + timedelta(days=5)), monday + timedelta(days=6)),
    }[name]
    time_from = EVENING if name == "tonight" else criteria.time_from
    return replace(criteria, date_from=first, date_to=last, time_from=time_from)
