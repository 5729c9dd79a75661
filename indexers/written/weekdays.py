"""Weekdays as people write them in Finnish, Swedish and English: "ti", "måndagar", "Mon–Fri"."""

import re

# Full names take any ending: tiistaisin, tiistaina, tisdagar, Tuesdays.
FULL: tuple[str, ...] = (
    r"maanantai\w*|måndag\w*|monday\w*",
    r"tiistai\w*|tisdag\w*|tuesday\w*",
    r"keskiviik\w*|onsdag\w*|wednesday\w*",
    r"torstai\w*|torsdag\w*|thursday\w*",
    r"perjantai\w*|fredag\w*|friday\w*",
    r"lauantai\w*|lördag\w*|saturday\w*",
    r"sunnuntai\w*|söndag\w*|sunday\w*",
)
SHORT: tuple[str, ...] = (
    r"ma|mån|må|mon",
    r"ti|tis|tues|tue",
    r"ke|ons|on|wed",
    r"to|tors|tor|thurs|thur|thu",
    r"pe|fre|fr|fri",
    r"la|lör|lö|sat",
    r"su|sön|sö|sun",
)
GROUPS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"arkisin|arkipäiv\w+|vardag\w*|weekdays?", (1, 2, 3, 4, 5)),
    (r"viikonlop\w+|veckoslut\w*|helger\w*|weekends?", (6, 7)),
    (r"päivittäin|joka päivä|dagligen|varje dag|alla dagar|daily|every day", (1, 2, 3, 4, 5, 6, 7)),
)
DAY = rf"\b(?:{'|'.join((*FULL, *SHORT))})\b\.?"
GROUP = rf"\b(?:{'|'.join(pattern for pattern, _ in GROUPS)})\b"
_LONG = rf"\b(?:{'|'.join(FULL)}|mon|tue|wed|thu|fri|sat|sun)\b\.?"
# A word between two days makes a range only between names: "ti to pe" are three Finnish days.
RANGE = (
    rf"{DAY}\s*[-–—]\s*{DAY}|{_LONG}\s+(?:to|till|through)\s+{_LONG}"
    rf"|\b\w+i(?:sta|stä)\s+\w+ihin\b|\bkeskiviikosta\s+\w+ihin\b"
)


def weekday_of(word: str) -> int | None:
    """1 Monday … 7 Sunday of one lower-case word, None for any other."""
    word = word.rstrip(".")
    for number, names in enumerate(zip(FULL, SHORT, strict=True), start=1):
        if re.fullmatch("|".join(names), word):
            return number
    return None


def days_of_group(text: str) -> tuple[int, ...]:
    """The days of a match of GROUP."""
    return next((days for pattern, days in GROUPS if re.fullmatch(pattern, text)), ())


def days_of_range(text: str) -> tuple[int, ...]:
    """The days of a match of RANGE, over Sunday where it goes backwards; none if it is no range."""
    words = re.findall(r"\w+", text)
    first, last = weekday_of(words[0]), weekday_of(words[-1])
    if first is None or last is None:
        return ()
    return tuple((first - 1 + step) % 7 + 1 for step in range((last - first) % 7 + 1))
