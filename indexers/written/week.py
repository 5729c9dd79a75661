"""Weekly times in, meetings out: "ti klo 18–19.30", "tisdagar och torsdagar kl. 18", "1st Monday".

Nothing is guessed: a text with a word in it that is no part of a time is no weekly time at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import NamedTuple

from indexers.written.clock import CLOCK, clock_in
from indexers.written.weekdays import DAY, GROUP, RANGE, days_of_group, days_of_range, weekday_of

LAST = -1  # the ordinal of a month's last one
EVEN, ODD = 0, 1
BEFORE = r"(?:\b(?:klo|kello|kl|at)\b\.?\s*)?"
ORDINALS: tuple[tuple[str, int], ...] = (
    (r"ensimmäi\w*|första|1st|first|1\.(?!\d)|1:a", 1),
    (r"toinen|toise\w*|andra|2nd|second|2\.(?!\d)|2:a", 2),
    (r"kolma\w*|tredje|3rd|third|3\.(?!\d)", 3),
    (r"neljä\w*|fjärde|4th|fourth|4\.(?!\d)", 4),
    (r"viimei\w*|sista|last", LAST),
)
TOKENS: tuple[tuple[str, str], ...] = (
    ("span", rf"{BEFORE}{CLOCK}\s*(?:[-–—]|to\b|till\b|until\b)\s*{CLOCK}"),
    ("filler", r"\b(?:on|at|på|in)\s+(?=(?:mon|tue|wed|thu|fri|sat|sun|[0-9])\w*)"),
    ("range", RANGE),
    ("group", GROUP),
    ("even", r"\b(?:parillis\w*|jämna|even)(?:\s+(?:viik\w*|veckor|vecka|weeks?))?\b"),
    ("odd", r"\b(?:parittom\w*|ojämna|udda|odd)(?:\s+(?:viik\w*|veckor|vecka|weeks?))?\b"),
    (
        "other",
        r"\b(?:joka (?:toinen|toisen|toisena|2\.)|varannan|every (?:other|second)|fortnightly)"
        r"(?:\s+(?:viikko\w*|vecka|week))?\b",
    ),
    (
        "month",
        r"\b(?:kuukauden|kuun|(?:i|varje) månad(?:en)?|månadens|of (?:the|each|every) month)\b",
    ),
    ("ordinal", rf"(?<!\w)(?:{'|'.join(pattern for pattern, _ in ORDINALS)})"),
    ("day", DAY),
    ("time", rf"{BEFORE}{CLOCK}"),
    ("filler", r"\b(?:klo|kello|kl|at|ja|sekä|och|samt|and|joka|varje|every|from|från)\b\.?"),
    ("filler", r"[\s,;:/&+.()]+"),
)
RHYTHM = frozenset(["ordinal", "month", "even", "odd", "other", "filler"])


class Meeting(NamedTuple):
    """One time of the week, or of the month where it has an ordinal (1..4, LAST)."""

    weekday: int
    start: time
    end: time | None
    every_weeks: int = 1
    parity: int | None = None  # EVEN or ODD weeks of the calendar
    ordinal: int | None = None


@dataclass(slots=True)
class _Group:
    """Days with their times, while they are collected."""

    days: list[int] = field(default_factory=list)
    spans: list[tuple[time, time | None]] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    monthly: bool = False
    every_weeks: int = 1
    parity: int | None = None
    time_first: bool = False
    trailing: bool = False  # the rhythm came after days and times: "ti klo 18 joka toinen viikko"

    @property
    def complete(self) -> bool:
        return bool(self.days and self.spans)

    def meetings(self) -> list[Meeting] | None:
        if not self.complete or self.monthly != bool(self.ordinals):
            return None
        return [
            Meeting(day, start, end, self.every_weeks, self.parity, ordinal)
            for day in dict.fromkeys(self.days)
            for ordinal in self.ordinals or (None,)
            for start, end in self.spans
        ]


def meetings_in(text: str) -> tuple[Meeting, ...] | None:
    """The weekly times of a text, None when it says anything else or leaves a time out."""
    groups = [_Group()]
    for kind, token in _tokens(text.casefold().strip()):
        if not _take(groups, kind, token):
            return None
    found = [group.meetings() for group in groups]
    if any(meetings is None for meetings in found):
        return None
    return tuple(meeting for meetings in found for meeting in meetings or ())


def span_in(value: object) -> tuple[time, time | None] | None:
    """Start and end of "klo 18–19.30"; the start alone of "18" or of a cell that is a time."""
    if not isinstance(value, str):
        start = clock_in(value)
        return (start, None) if start else None
    tokens = [one for one in _tokens(value.casefold().strip()) if one[0] != "filler"]
    if len(tokens) != 1 or tokens[0][0] not in ("span", "time"):
        return None
    return _span(tokens[0][1])


def weekdays_in(value: object) -> tuple[int, ...] | None:
    """The weekdays of a text that says nothing else ("ma, ke ja pe"), or of a number 1..7."""
    text = f"{value:g}" if isinstance(value, int | float) else value
    if not isinstance(text, str) or isinstance(value, bool):
        return None
    if re.fullmatch("[1-7]", text.strip()):
        return (int(text),)
    days: list[int] = []
    for kind, token in _tokens(text.casefold().strip()):
        found = _days(kind, token)
        if not found and kind != "filler":
            return None
        days += found
    return tuple(dict.fromkeys(days)) or None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kinds and texts of the tokens; what is none comes as "unknown"."""
    # 3.12. is a date and no time; a full stop at the end of the text belongs to neither.
    if re.search(r"\d\.\d{1,2}\.", text.rstrip(".")):
        yield "unknown", text
        return
    at = 0
    while at < len(text):
        for kind, pattern in _COMPILED:
            if (found := pattern.match(text, at)) and found.end() > at:
                yield kind, found.group()
                at = found.end()
                break
        else:
            yield "unknown", text[at:]
            return


_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in TOKENS)


def _take(groups: list[_Group], kind: str, token: str) -> bool:
    """Add a token to the last group or begin one; False when it cannot be read."""
    group = groups[-1]
    if days := _days(kind, token):
        if group.complete and not group.time_first:
            if group.trailing:
                return False  # whether the rhythm was of these days or of those before?
            groups.append(group := _Group())
        group.days += days
    elif kind in ("span", "time"):
        if group.time_first and group.days:
            groups.append(group := _Group())
        span = _span(token)
        group.time_first = group.time_first or not group.days
        if span is None:
            return False
        group.spans.append(span)
    else:
        return _rhythm(groups, kind, token)
    return True


def _rhythm(groups: list[_Group], kind: str, token: str) -> bool:
    """Even and odd weeks, every other week, ordinals of a month: they stand before or after."""
    group = groups[-1]
    if kind == "ordinal":
        if group.complete:
            groups.append(group := _Group())
        group.ordinals += [n for pattern, n in ORDINALS if re.fullmatch(pattern, token)]
    elif kind == "month":
        group.monthly = True
    elif kind in ("even", "odd", "other"):
        if group.complete and group.every_weeks > 1:
            groups.append(group := _Group())
        group.trailing = group.complete
        group.every_weeks = 2
        group.parity = {"even": EVEN, "odd": ODD}.get(kind)
    return kind in RHYTHM


def _days(kind: str, token: str) -> tuple[int, ...]:
    if kind == "range":
        return days_of_range(token)
    if kind == "group":
        return days_of_group(token)
    day = weekday_of(token) if kind == "day" else None
    return (day,) if day else ()


def _span(token: str) -> tuple[time, time | None] | None:
    """Start and end of "18–19.30"; of "6–8 pm" both are in the afternoon."""
    parts = re.split(r"\s*(?:[-–—]|\bto\b|\btill\b|\buntil\b)\s*", token)
    half = re.search(r"[ap]\.?m\.?$", parts[-1])
    if half and len(parts) == 2 and not re.search(r"[ap]\.?m", parts[0]):
        with_half = clock_in(f"{parts[0]} {half.group()}")
        end = clock_in(parts[1])
        start = with_half if with_half and end and with_half < end else clock_in(parts[0])
    else:
        start, end = clock_in(parts[0]), clock_in(parts[1]) if len(parts) == 2 else None
    if start is None or (len(parts) == 2 and end is None):
        return None
    return start, end
