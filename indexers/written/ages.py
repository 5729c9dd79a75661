"""Ages as people write them: "7–12 v", "yli 65-vuotiaille", "under 18", "0–12 kk", "all ages"."""

import re

from indexers.listing import AgeRange

OLDEST = 120
NO_UPPER_END = 99  # "65-99" stands for no upper end
ALL = re.compile(
    r"\b(?:kaiken\s?ikäi\w*|kaikille|ikärajaton|alla åldrar|för alla|all ages|any age)\b"
)
# School years and times of day are numbers too.
OTHER_NUMBERS = re.compile(
    r"\b(?:lk|luok\w*|åk|årskurs\w*|klass\w*|grades?|klo|kl|euro\w*|e/\w+|kert\w+|gång\w*|times)\b"
    r"|€|\d[.:]\d{2}"
)
TO = r"\s*(?:[-–—]|\bto\b|\btill\b)\s*"
UNIT = (
    r"(?:[-\s]*"
    r"(?P<unit>kk\w*|kuukau\w*|mån\w*|months?|v\b|v\.|vuot\w*|år\w*|-?åri\w*|years?|yrs?))?"
)
OVER = r"(?:yli|vähintään|vanhempi\w* kuin|över|minst|från|fr\.o\.m\.|over|at least|from|aged?)\s+"
UNDER = r"(?:alle|enintään|korkeintaan|under|högst|max\w*\.?|up to|at most)\s+"
EXCLUSIVE = re.compile(r"^(?:alle|under)\b")
AND_OVER = (
    r"\s*(?:\+|ja yli|ja vanhem\w*|ylöspäin|täyttän\w*|och äldre|och uppåt|uppåt|fyllda"
    r"|and over|and older|or older)"
)
FORMS = (
    ("range", re.compile(rf"(?<!\d)(\d{{1,3}}){TO}(\d{{1,3}})(?!\d){UNIT}")),
    ("under", re.compile(rf"{UNDER}(\d{{1,3}})(?!\d){UNIT}")),
    ("over", re.compile(rf"{OVER}(\d{{1,3}})(?!\d){UNIT}")),
    ("over", re.compile(rf"(?<!\d)(\d{{1,3}}){UNIT}{AND_OVER}")),
    ("over", re.compile(r"(?:\b[ks]-?|\+\s?)(\d{2})\b(?P<unit>)")),
    ("one", re.compile(rf"(?<!\d)(\d{{1,3}})(?!\d){UNIT}")),
)


def year_in(value: object) -> int | None:
    """An age in whole years of a number or its digits, 0..120; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,3}(?:\.0+)?\s*", value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value <= OLDEST else None


def ages_in(text: str) -> tuple[AgeRange, ...] | None:
    """The age ranges of a text; none of them for "all ages", None when it tells no age."""
    text = text.casefold()
    if ALL.search(text):
        return ()
    if OTHER_NUMBERS.search(text):
        return None
    ranges = []
    while found := _first(text):
        form, match = found
        if (ages := _range(form, match)) is None:
            return None
        ranges.append(ages)
        text = text[: match.start()] + " " + text[match.end() :]
    return tuple(dict.fromkeys(ranges)) or None


def _first(text: str) -> tuple[str, re.Match[str]] | None:
    return next(((form, match) for form, pattern in FORMS if (match := pattern.search(text))), None)


def _range(form: str, match: re.Match[str]) -> AgeRange | None:
    numbers = [_years(int(number), match["unit"]) for number in re.findall(r"\d+", match.group())]
    low, high = {
        "range": (numbers[0], numbers[-1]),
        "under": (0, numbers[0] - int(bool(EXCLUSIVE.match(match.group())))),
        "over": (numbers[0], OLDEST),
        "one": (numbers[0], numbers[0]),
    }[form]
    if not 0 <= low <= min(high, OLDEST):
        return None
    return AgeRange(min=low, max=None if high >= NO_UPPER_END else high)


def _years(number: int, unit: str | None) -> int:
    """Months make whole years: 0–18 months is 0–1."""
    return number // 12 if unit and unit.startswith(("kk", "kuu", "mån", "mon")) else number
