"""Summaries of relevance in, a table for people out; a second one may stand beside the first."""

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table

from search_service.commands.relevance import Summary

MEASURES = ("nDCG@10", "P@10", "R@50", "nothing")


def relevance_table(
    ours: Mapping[str, Summary], beside: Mapping[str, Summary] | None = None, name: str = ""
) -> Table:
    """One row per group of queries; `beside` (called `name`) has the same groups."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("tag", no_wrap=True)
    table.add_column("queries", justify="right", no_wrap=True)
    for measure in MEASURES:
        table.add_column(measure, justify="right", no_wrap=True)
    for measure in MEASURES if beside else ():
        table.add_column(f"{name}\n{measure}", justify="right", no_wrap=True, style="dim")
    for tag, summary in ours.items():
        other = _cells(beside[tag]) if beside else ()
        table.add_row(tag, str(summary.queries), *_cells(summary), *other)
    return table


def _cells(summary: Summary) -> tuple[str, ...]:
    means = (summary.ndcg, summary.precision, summary.recall)
    return (*(f"{mean:.3f}" for mean in means), str(summary.nothing))
