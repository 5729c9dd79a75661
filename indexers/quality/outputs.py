"""A survey as CSV and as a page with charts; as JSON it is the model itself."""

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from indexers.quality.labels import advice, finding_label, group_label, kinds
from indexers.quality.survey import GROUPINGS, Group, Survey

COLUMNS = ("id", "title", "organisation", "regions", "finding", "label", "note", "advice")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets would run a cell that begins so
GROUPS_SHOWN = 30  # of organisations; all of them stand in the CSV and the JSON


class Bar(NamedTuple):
    """One line of a chart: its width is a share of the longest."""

    label: str
    listings: int
    percent: float
    advice: str = ""


class GroupRow(NamedTuple):
    """One line of a table of groups."""

    label: str
    listings: int
    counts: list[int]


def as_csv(survey: Survey, lang: str) -> bytes:
    """One line per finding; semicolons and a byte order mark, as spreadsheets in Finland expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in survey.found:
        for finding in one.findings:
            label, told = finding_label(finding.kind, lang), advice(finding.kind, lang)
            regions = ",".join(one.regions)
            cells = (one.id, one.title, one.organisation, regions)
            writer.writerow(map(_cell, (*cells, finding.kind, label, finding.note, told)))
    return out.getvalue().encode("utf-8-sig")


def as_page(survey: Survey, names: Mapping[str, str], lang: str) -> str:
    """One HTML file without anything from elsewhere; `names` has those of organisations."""
    shown = [kind for kind in kinds() if survey.counts.get(kind)]
    return (
        _templates()
        .get_template("quality.html")
        .render(
            survey=survey,
            lang=lang,
            bars=list(_bars(survey, lang)),
            kinds=[finding_label(kind, lang) for kind in shown],
            groups={
                grouping: [
                    GroupRow(
                        group_label(grouping, group.code, names, lang),
                        group.listings,
                        [group.counts.get(kind, 0) for kind in shown],
                    )
                    for group in _shown(survey, grouping)
                ]
                for grouping in GROUPINGS
            },
            left_out=max(0, len(_of(survey, "organisation")) - GROUPS_SHOWN),
        )
    )


def _bars(survey: Survey, lang: str) -> Iterator[Bar]:
    most = max(survey.counts.values(), default=1)
    for kind, count in survey.counts.items():
        width = round(100 * count / most, 1)
        yield Bar(finding_label(kind, lang), count, width, advice(kind, lang))


def _shown(survey: Survey, grouping: str) -> list[Group]:
    groups = _of(survey, grouping)
    return groups[:GROUPS_SHOWN] if grouping == "organisation" else groups


def _of(survey: Survey, grouping: str) -> list[Group]:
    return [group for group in survey.groups if group.grouping == grouping]


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("indexers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
