"""Two listings' times compared: one thing at one time, another edition, or unknown."""

from collections.abc import Collection
from typing import NamedTuple

from indexers.duplicates.times import MOST_DATED, Dated, Span, Times, Weekly

# Sources differ by doors and beginning; groups that follow one another do so by half an hour.
TOLERANCE = 15  # minutes
INEXACT = 0.75  # what a meeting counts that differs within the tolerance
# Of all meetings that both must have. Mondays and Wednesdays beside Mondays pass; Saturdays and
# Sundays beside Sundays and Mondays do not.
LEAST_SHARE = 0.6
# Opening hours: so many days of such length. They say when somebody is there, not when a group
# meets.
OPEN_DAYS = 3
OPEN_MINUTES = 240
# A weekly group told by dates: a single date is one meeting of it and another thing.
LEAST_DATES = 3
OTHER_RHYTHM = 0.5


class TimeMatch(NamedTuple):
    """`share` of the times that both have, 0..1; None when one side does not tell."""

    share: float | None = None
    apart: str = ""


def compare_times(a: Times, b: Times) -> TimeMatch:
    """The same times, other times, or nothing to compare."""
    regular = bool(a.weekly or a.dated) and bool(b.weekly or b.dated)
    if regular and is_opening_hours(a) == is_opening_hours(b):
        return _meetings(a, b)
    if not (a.weekly or a.dated or b.weekly or b.dated) and a.spans and b.spans:
        share = _overlap(a.spans, b.spans)
        return TimeMatch(share) if share >= LEAST_SHARE else TimeMatch(apart="other dates")
    return TimeMatch()


def is_opening_hours(times: Times) -> bool:
    """Whether the weekly times are hours of a place rather than meetings."""
    return len({one.weekday for one in times.weekly if one.length >= OPEN_MINUTES}) >= OPEN_DAYS


def _meetings(a: Times, b: Times) -> TimeMatch:
    share = _share(a.slots, b.slots)
    if share < LEAST_SHARE:
        return TimeMatch(apart="other days or times")
    if a.weekly and b.weekly:
        return _same_period(a.weekly, b.weekly, share)
    if a.weekly or b.weekly:
        dates, weekly = (b.dated, a.weekly) if a.weekly else (a.dated, b.weekly)
        return TimeMatch(share) if _are_of(dates, weekly) else TimeMatch(apart="other dates")
    return _same_dates(a.dated, b.dated)


def _share(a: Collection[tuple[int, int]], b: Collection[tuple[int, int]]) -> float:
    met = sum(_met(one, b) for one in a) + sum(_met(one, a) for one in b)
    return met / (len(a) + len(b))


def _met(slot: tuple[int, int], others: Collection[tuple[int, int]]) -> float:
    if slot in others:
        return 1.0
    day, minute = slot
    near = any(day == other and abs(minute - at) <= TOLERANCE for other, at in others)
    return INEXACT if near else 0.0


def _same_period(a: Collection[Weekly], b: Collection[Weekly], share: float) -> TimeMatch:
    """Autumn and spring of one course are two; a period without an end meets any after it."""
    first, second = _period(a), _period(b)
    common = min(first.last, second.last) - max(first.first, second.first) + 1
    shorter = min(first.last - first.first, second.last - second.first) + 1
    if common < shorter * LEAST_SHARE:
        return TimeMatch(apart="another season")
    other_rhythm = {one.weeks for one in a} != {one.weeks for one in b}
    return TimeMatch(share * (OTHER_RHYTHM if other_rhythm else 1.0))


def _period(sessions: Collection[Weekly]) -> Span:
    return Span(min(one.first for one in sessions), max(one.last for one in sessions))


def _are_of(dates: Collection[Dated], weekly: Collection[Weekly]) -> bool:
    """Whether dates are those of a weekly group, and enough of them to be all of it."""
    period = _period(weekly)
    inside = [one for one in dates if period.first <= one.day <= period.last]
    weeks = (period.last - period.first) // 7 + 1
    return len(inside) >= max(len(dates) * LEAST_SHARE, min(LEAST_DATES, weeks))


def _same_dates(a: Collection[Dated], b: Collection[Dated]) -> TimeMatch:
    first, second = {one.start for one in a}, {one.start for one in b}
    if MOST_DATED in (len(first), len(second)):  # cut: only what lies in both can be compared
        low, high = max(min(first), min(second)), min(max(first), max(second))
        first = {one for one in first if low <= one <= high}
        second = {one for one in second if low <= one <= high}
        if not first or not second:
            return TimeMatch(apart="other dates")
    # one "day" for all: the minute of the calendar is compared, with the same tolerance
    share = _share({(0, one) for one in first}, {(0, one) for one in second})
    return TimeMatch(share) if share >= LEAST_SHARE else TimeMatch(apart="other dates")


def _overlap(a: Collection[Span], b: Collection[Span]) -> float:
    first = {day for one in a for day in (one.first, one.last)}
    second = {day for one in b for day in (one.first, one.last)}
    low, high = max(min(first), min(second)), min(max(first), max(second))
    return max(0, high - low + 1) / (max(*first, *second) - min(*first, *second) + 1)
