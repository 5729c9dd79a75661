"""A report for people: counts, and the first of whatever needs a look."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from indexers.building.report import Report

SHOWN = 10


def show(report: Report, console: Console) -> None:
    """Print the report as tables."""
    counts = Table(title=f"Build {report.build}: {report.way}", title_justify="left")
    counts.add_column("outcome")
    counts.add_column("listings", justify="right")
    rows = {
        "read": report.read,
        "indexed": report.indexed,
        "rejected": len(report.rejected),
        "expired": len(report.expired),
        "merged": len(report.merged),
        "sent to the engine now": report.sent,
        "taken away now": report.removed,
        "repaired": len(report.repaired),
        "without a place": len(report.without_place),
        "place known to the postal code only": len(report.postcode_place),
        "place known to the municipality only": len(report.coarse_place),
    }
    for name, count in rows.items():
        counts.add_row(name, str(count))
    console.print(counts)
    _list(console, "Rejected", [f"{one.id}: {one.reason}" for one in report.rejected])
    _list(console, "Repaired", [f"{one.id}: {'; '.join(one.notes)}" for one in report.repaired])
    _list(console, "Unknown codes", [f"{code}: {n}" for code, n in report.unmapped.items()])
    _list(console, "Warnings", list(report.warnings))


def _list(console: Console, title: str, lines: list[str]) -> None:
    if not lines:
        return
    console.print(f"[bold]{title}[/]")
    for line in lines[:SHOWN]:
        console.print(f"  {escape(line)}")
    if len(lines) > SHOWN:
        console.print(f"  … and {len(lines) - SHOWN} more (all of them with --json FILE)")
