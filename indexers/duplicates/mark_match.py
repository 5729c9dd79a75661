"""What titles tell apart (level, age, weekday, group number), compared between two listings."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from indexers.duplicates.features import Features
from indexers.duplicates.spans import overlap
from indexers.duplicates.times import EPOCH, Times
from indexers.duplicates.title_words import STRICT, ages_of, dimension

# Of the years of the narrower age group: children and schoolchildren may be one, children and
# grown-ups are two.
AGES_OVERLAP = 0.5
# Smaller numbers in a title are groups and levels, not hours and minutes.
FIRST_HOUR = 7
FIRST_MINUTE = 15


class MarkMatch(NamedTuple):
    """`apart`: told to be two. `untold`: one title tells what the other listing does not."""

    apart: str = ""
    untold: str = ""


def compare_marks(a: Features, b: Features) -> MarkMatch:
    """Whether the titles tell two things, or one tells more than the other listing knows."""
    found = [*_by_dimension(a, b), _numbers(a, b)]
    return MarkMatch(
        apart=next((one.apart for one in found if one.apart), ""),
        untold=next((one.untold for one in found if one.untold), ""),
    )


def _by_dimension(a: Features, b: Features) -> Iterator[MarkMatch]:
    odd = sorted({*a.titles.marks} ^ {*b.titles.marks})
    for name, _ in groupby(odd, key=dimension):
        left, right = _of(name, a.titles.marks), _of(name, b.titles.marks)
        if left and right:
            yield _both(name, left, right)
        elif name in STRICT and not (left or right) <= {*(b if left else a).told}:
            yield MarkMatch(untold=f"only one title says {_words(left or right)}")


def _of(name: str, marks: Iterable[str]) -> set[str]:
    return {mark for mark in marks if dimension(mark) == name}


def _both(name: str, left: set[str], right: set[str]) -> MarkMatch:
    words = f"the titles say {_words(left)} and {_words(right)}"
    if name == "age":
        alike = overlap(ages_of(left), ages_of(right)) > AGES_OVERLAP
    else:
        alike = left <= right or right <= left
    if not alike:
        return MarkMatch(apart=words)
    return MarkMatch(untold=words) if name in STRICT else MarkMatch()


def _words(marks: Iterable[str]) -> str:
    return ", ".join(sorted(mark.replace(":", " ", 1) for mark in marks))


def _numbers(a: Features, b: Features) -> MarkMatch:
    """Numbers that the other listing tells in no way: neither in its title nor by its facts."""
    left, right = {*a.titles.numbers}, {*b.titles.numbers}
    if left == right:
        return MarkMatch()
    if left - right and right - left:
        return MarkMatch(apart=f"the titles say {_words(left)} and {_words(right)}")
    odd = left ^ right
    # "Jooga klo 18" of a listing at 18: no more than its own time, which is compared elsewhere.
    odd -= _of_times(a.times, odd) | _of_times(b.times, odd)
    odd -= _of_ages(b if left > right else a)
    return MarkMatch(untold=f"only one title says {_words(odd)}") if odd else MarkMatch()


def _of_ages(one: Features) -> set[str]:
    return {str(year) for span in one.ages for year in span}


def _of_times(times: Times, numbers: Collection[str]) -> set[str]:
    """Those of a title's numbers that are hours, minutes, dates and years of the sessions.

    A small number is a day or a month only beside the other: "Keramiikka 2" is no date.
    """
    minutes = [start for _, start in times.slots]
    days = [one.day for one in times.dated] + [day for one in times.spans for day in one]
    dates = [date.fromordinal(day + EPOCH) for day in days]
    found = {str(minute // 60) for minute in minutes if minute // 60 >= FIRST_HOUR}
    found |= {str(minute % 60) for minute in minutes if minute % 60 >= FIRST_MINUTE}
    found |= {str(day.year) for day in dates}
    for day in dates:
        written = {str(day.day), str(day.month)}
        found |= written if written <= {*numbers} else set()
    return found
