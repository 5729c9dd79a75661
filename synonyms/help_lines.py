"""National help lines by need: public facts with source and date (data/help_lines.tsv)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from synonyms.tsv import DATA, read_rows


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One help line; `phone` is empty for a chat."""

    id: str
    needs: tuple[str, ...]
    names: Mapping[str, str]
    phone: str
    url: str
    hours: Mapping[str, str]
    checked: str


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """All lines, in the order of the table."""
    return tuple(_line(row) for row in read_rows(DATA / "help_lines.tsv"))


def lines_for(needs: Iterable[str], limit: int) -> list[HelpLine]:
    """Lines for needs, those whose first need it is before the others."""
    wanted = list(needs)
    ranked = [
        (line.needs.index(need), order, line)
        for order, line in enumerate(help_lines())
        for need in wanted
        if need in line.needs
    ]
    ranked.sort(key=lambda entry: entry[:2])
    return list({line.id: line for _, _, line in ranked}.values())[:limit]


def _line(row: Mapping[str, str]) -> HelpLine:
    return HelpLine(
        id=row["id"],
        needs=tuple(row["need"].split()),
        names={lang: row[f"name_{lang}"] for lang in ("fi", "sv", "en")},
        phone=row["phone"],
        url=row["url"],
        hours={lang: row[f"hours_{lang}"] for lang in ("fi", "sv", "en")},
        checked=row["checked"],
    )
