"""For whom the rows of a table are: ages, genders and groups, in numbers or words."""

from collections.abc import Sequence

from indexers.listing import AgeRange, Audience
from indexers.sources.table_cells import Reading, Row
from indexers.sources.table_places import cells_of, split
from indexers.taxonomy import is_known
from indexers.written.ages import year_in
from indexers.written.audience import audience_in

GENDERS = ("female", "male")


def audience_of(rows: Sequence[Row], reading: Reading) -> Audience:
    """Age columns come before the ages of words; what no list knows is collected."""
    told: list[Audience] = []
    for cell in cells_of(rows, "audience", "gender"):
        lang = cell.lang
        if cell.text in GENDERS:
            told.append(Audience.model_validate({"genders": [cell.text]}))
        elif whole := audience_in(cell.text, lang):
            told.append(whole)
        else:
            told += [Audience(groups=(part[:200],)) for part in split(cell.text)]
    groups = tuple(dict.fromkeys(group for one in told for group in one.groups))
    reading.unmapped += [f"audience:{one}" for one in groups if not is_known("audiences", one)]
    genders = {gender for one in told for gender in one.genders}
    return Audience(
        ages=_ages(rows, reading) or tuple(dict.fromkeys(age for one in told for age in one.ages)),
        genders=tuple(genders) if len(genders) == 1 else (),
        groups=groups,
    )


def _ages(rows: Sequence[Row], reading: Reading) -> tuple[AgeRange, ...]:
    ages = []
    for row in rows:
        low, high = (_year(row, name, reading) for name in ("age_min", "age_max"))
        if low is None and high is None:
            continue
        cell = row.first("age_max")
        if cell and low is not None and high is not None and high < low:
            reading.fail(cell, "at least the lowest age")
        ages.append(AgeRange(min=low or 0, max=high))
    return tuple(dict.fromkeys(ages))


def _year(row: Row, name: str, reading: Reading) -> int | None:
    cell = row.first(name)
    if cell is None:
        return None
    year = year_in(cell.value)
    if year is None:
        reading.unread(cell, "whole years from 0 to 120")
    return year
