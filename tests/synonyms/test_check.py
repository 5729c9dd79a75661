"""Check: what an editor of the tables is told."""

from pathlib import Path

import pytest

from synonyms.check import MOST_LABELS, MOST_NARROWER, Problem, check
from synonyms.concepts import Concepts

HEADER = "id\tbroader\trelated\tfi\tsv\ten\tother\n"


def problems(folder: Path, *rows: str) -> list[Problem]:
    (folder / "table.tsv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return check(Concepts.load(folder))


def test_a_good_table_has_no_problem(tmp_path: Path) -> None:
    assert not problems(
        tmp_path,
        "exercise\t\t\tliikunta\tmotion\texercise\t",
        "yoga\texercise\t\tjooga | joogaaminen\tyoga\tyoga\tru: йога | ar: يوغا",
        "mother_child\t\t\täiti lapsi ryhmä\tmamma barn grupp\tmother and child group\t",
    )


@pytest.mark.parametrize(
    ("rows", "severity", "concept", "message"),
    [
        (
            ["a\t\t\tjooga\tyoga\tyoga\t", "b\t\t\tJooga | venyttely\ttöjning\tstretching\t"],
            "error",
            "a",
            "'jooga' (fi) is a label of a, b.",
        ),
        (
            ["a\tb\t\tjooga\tyoga\tyoga\t", "b\ta\t\tvenyttely\ttöjning\tstretching\t"],
            "error",
            "a",
            "It is broader than itself: its broader ids form a loop.",
        ),
        (["a\tc\t\tjooga\tyoga\tyoga\t"], "error", "a", "Its broader c is in no table."),
        (["a\t\td\tjooga\tyoga\tyoga\t"], "error", "a", "Its related d is in no table."),
        (["a\t\t\tjooga\t\tyoga\t"], "warning", "a", "It has no label in sv."),
        (["a\t\t\tja\toch\tyoga\t"], "error", "a", "Its label 'ja' (fi) is a stop word."),
        (["a\t\t\tetsin\tyoga\tyoga\t"], "error", "a", "Its label 'etsin' (fi) is a stop word."),
        (["a\t\t\t+++\tyoga\tyoga\t"], "error", "a", "No text reaches its label '+++' (fi)."),
    ],
)
def test_a_problem_is_named(
    tmp_path: Path, rows: list[str], severity: str, concept: str, message: str
) -> None:
    assert Problem(severity, concept, message) in problems(tmp_path, *rows)


def test_a_concept_that_would_match_almost_anything_is_named(tmp_path: Path) -> None:
    labels = " | ".join(f"jooga{letter}kurssi" for letter in "abcdefghijklmnopqrstuvwxyz")
    children = [f"c{n}\ta\t\tlaji{chr(97 + n % 26)}{n}x\tx\ty\t" for n in range(MOST_NARROWER + 1)]
    found = problems(tmp_path, f"a\t\t\t{labels}\tyoga\tyoga\t", *children)
    assert Problem("warning", "a", f"It has {MOST_NARROWER + 1} narrower concepts.") in found
    assert Problem("warning", "a", f"It has {MOST_LABELS + 1} labels in fi.") in found


def test_errors_come_before_warnings(tmp_path: Path) -> None:
    found = problems(tmp_path, "a\tc\t\tjooga\t\t\t")
    assert [problem.severity for problem in found] == ["error", "warning", "warning"]
