import io

import pytest
from rich.console import Console

from indexers.report import Note, Report, Tally
from indexers.report_table import SHOWN, show
from indexers.sources.source import Rejected


def printed(report: Report) -> str:
    out = io.StringIO()
    show(report, Console(file=out, width=120))
    return out.getvalue()


def rejected(count: int) -> list[Rejected]:
    return [
        Rejected(id=f"lahella:{number}", reason="[bold]x[/]: nothing") for number in range(count)
    ]


def tally() -> Tally:
    made = Tally()
    made.read = 5
    made.indexed = {"a:1", "a:2", "a:3"}
    made.rejected = rejected(1)
    made.expired = ["a:4"]
    made.repaired = [Note(id="a:1", notes=("mended",))]
    made.unmapped.update(["theme:x", "theme:y", "theme:y"])
    made.coarse_place = ["a:2"]
    return made


def test_a_report_counts_what_the_tally_collected() -> None:
    report = tally().report("b1")
    assert (report.build, report.read, report.indexed) == ("b1", 5, 3)
    assert report.read == report.indexed + len(report.rejected) + len(report.expired)
    assert list(report.unmapped.items()) == [("theme:y", 2), ("theme:x", 1)]


def test_a_listing_that_the_engine_refuses_moves_from_indexed_to_rejected() -> None:
    made = tally()
    made.refuse([Rejected(id="a:3", reason="the engine refused it: x")])
    report = made.report("b1")
    assert report.indexed == 2
    assert [one.id for one in report.rejected] == ["lahella:0", "a:3"]


def test_a_report_survives_the_way_through_json() -> None:
    report = tally().report("b1")
    assert Report.model_validate_json(report.model_dump_json()) == report


@pytest.mark.parametrize("row", ["read", "indexed", "rejected", "expired", "merged", "repaired"])
def test_the_table_shows_every_outcome(row: str) -> None:
    assert row in printed(tally().report("b1"))


def test_the_table_shows_reasons_as_they_are_written() -> None:
    assert "lahella:0: [bold]x[/]: nothing" in printed(tally().report("b1"))
    assert "theme:y: 2" in printed(tally().report("b1"))


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    made = tally()
    made.rejected = rejected(SHOWN + 7)
    text = printed(made.report("b1"))
    assert f"lahella:{SHOWN - 1}:" in text
    assert f"lahella:{SHOWN}:" not in text
    assert "and 7 more" in text


def test_empty_lists_are_not_shown() -> None:
    text = printed(Tally().report("b1"))
    assert "Rejected" not in text
    assert "Warnings" not in text
