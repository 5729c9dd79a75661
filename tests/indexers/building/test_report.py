import io

import pytest
from rich.console import Console

from indexers.building.report import Note, Report
from indexers.commands.report_table import SHOWN, show
from indexers.sources.source import Rejected


def printed(report: Report) -> str:
    out = io.StringIO()
    show(report, Console(file=out, width=120))
    return out.getvalue()


def rejected(count: int) -> list[Rejected]:
    return [
        Rejected(id=f"lahella:{number}", reason="[bold]x[/]: nothing") for number in range(count)
    ]


def report(**changed: object) -> Report:
    whole = {
        "build": "b1",
        "way": "rebuilt",
        "read": 5,
        "fetched": 5,
        "indexed": 3,
        "documents": 4,
        "sent": 3,
        "removed": 0,
        "rejected": rejected(1),
        "expired": ["a:4"],
        "merged": [],
        "repaired": [Note(id="a:1", notes=("mended",))],
        "unmapped": {"theme:y": 2, "theme:x": 1},
        "without_place": [],
        "coarse_place": ["a:2"],
        "postcode_place": [],
        "sources": [],
        "warnings": [],
    }
    return Report.model_validate(whole | changed)


def test_a_report_survives_the_way_through_json() -> None:
    made = report()
    assert Report.model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize("row", ["read", "indexed", "rejected", "expired", "merged", "repaired"])
def test_the_table_shows_every_outcome(row: str) -> None:
    assert row in printed(report())


def test_the_table_shows_reasons_as_they_are_written() -> None:
    assert "lahella:0: [bold]x[/]: nothing" in printed(report())
    assert "theme:y: 2" in printed(report())
    assert "a:1: mended" in printed(report())


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    text = printed(report(rejected=rejected(SHOWN + 7)))
    assert f"lahella:{SHOWN - 1}:" in text
    assert f"lahella:{SHOWN}:" not in text
    assert "and 7 more" in text


def test_empty_lists_are_not_shown() -> None:
    text = printed(report(rejected=[], unmapped={}))
    assert "Rejected" not in text
    assert "Warnings" not in text
