"""Sessions in the words of schema.org: schedules, hours, single stretches of time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from indexers.session import NO_END, DatedSession, Session, WeeklySession
from search_service.settings import ZONE

DAYS = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Node = dict[str, Any]


def next_times(sessions: Iterable[Session], now: datetime) -> Node:
    """`startDate` of the next occurrence, and `endDate` where its end was told."""
    firsts = [
        (*first, session) for session in sessions if (first := next(session.occurrences(now), None))
    ]
    start, end, session = min(firsts, key=lambda one: one[0])
    told = {"startDate": start.astimezone(ZONE).isoformat()}
    if session.end is None or (isinstance(session, DatedSession) and session.endless):
        return told
    return {**told, "endDate": end.astimezone(ZONE).isoformat()}


def stretch_of(session: DatedSession) -> Node:
    """`startDate` and `endDate` of a single stretch."""
    told = {"startDate": session.start.astimezone(ZONE).isoformat()}
    if session.end is None or session.endless:
        return told
    return {**told, "endDate": session.end.astimezone(ZONE).isoformat()}


def schedule_of(session: WeeklySession) -> Node:
    """A time that returns; cancelled days as exceptions."""
    node: Node = {
        "@type": "Schedule",
        "repeatFrequency": "P1M" if session.monthly else f"P{session.every_weeks}W",
        "byDay": f"https://schema.org/{DAYS[session.weekday]}",
        **_clock(session, "startTime", "endTime"),
        **_period(session, "startDate", "endDate"),
        "scheduleTimezone": session.time_zone,
    }
    if session.monthly:
        node["byMonthWeek"] = session.ordinal
    if session.exclusions:
        node["exceptDate"] = [day.isoformat() for day in sorted(session.exclusions)]
    return node


def hours_of(session: Session) -> Node | None:
    """Hours of a service; None for a time that these words cannot tell."""
    node: Node = {"@type": "OpeningHoursSpecification"}
    if isinstance(session, WeeklySession):
        if session.monthly or session.every_weeks > 1:
            return None
        day = {"dayOfWeek": f"https://schema.org/{DAYS[session.weekday]}"}
        period = _period(session, "validFrom", "validThrough")
        return {**node, **day, **_clock(session, "opens", "closes"), **period}
    if not session.open_throughout:
        return None
    days = [f"https://schema.org/{day}" for day in DAYS[1:]]
    end = None if session.endless else session.end
    through = {"validThrough": end.astimezone(ZONE).isoformat()} if end else {}
    return {
        **node,
        "dayOfWeek": days,
        "opens": "00:00:00",
        "closes": "23:59:59",
        "validFrom": session.start.astimezone(ZONE).isoformat(),
        **through,
    }


def _clock(session: WeeklySession, start: str, end: str) -> Node:
    told = {start: session.start.isoformat()}
    return {**told, end: session.end.isoformat()} if session.end else told


def _period(session: WeeklySession, first: str, last: str) -> Node:
    told = {first: session.first_day.isoformat()}
    until = session.valid_until
    return {**told, last: until.isoformat()} if until and until < NO_END else told
