from pathlib import Path

import pytest

from indexers.duplicates.grouping import Pair, groups
from indexers.duplicates.vetoes import VetoError, line_of, read_vetoes, unknown_ids


def written(folder: Path, text: str) -> Path:
    path = folder / "vetoes.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_two_ids_and_why_and_comments_are_for_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path, "# reviewed in autumn\n\nptv:a-1\tlahella:1\ttoinen on junioriryhmä\n")
    [(link, veto)] = read_vetoes(path).items()
    assert link == {"lahella:1", "ptv:a-1"}
    assert (veto.why, veto.line) == ("toinen on junioriryhmä", 3)


def test_what_editors_and_spreadsheets_do_to_a_file_does_not_matter(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufefflahella:1    ptv:1   eri ryhmät\r\n  # välissä\r\n")
    assert set(read_vetoes(path)) == {frozenset(("lahella:1", "ptv:1"))}


def test_the_order_of_ids_does_not_matter_and_a_pair_may_stand_twice(tmp_path: Path) -> None:
    path = written(tmp_path, "lahella:1\tptv:1\tensin\nptv:1\tlahella:1\ttaas\n")
    assert len(read_vetoes(path)) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("lahella:1\tptv:1", "an id, another id and why"),
        ("lahella:1", "an id, another id and why"),
        ("lahella:1\tpvt\tmiksi", "an id like lahella:900000001, got pvt"),
        ("lahella:1\tlahella:1\tmiksi", "two ids, got lahella:1 twice"),
    ],
)
def test_a_wrong_line_is_told_with_file_and_number(
    tmp_path: Path, line: str, expected: str
) -> None:
    path = written(tmp_path, f"# ensimmäinen\n{line}\n")
    with pytest.raises(VetoError, match=f"vetoes.tsv, line 2: expected {expected}"):
        read_vetoes(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(VetoError, match=r"none\.tsv: cannot be read"):
        read_vetoes(tmp_path / "none.tsv")
    latin = tmp_path / "latin.tsv"
    latin.write_bytes("lahella:1\tptv:1\tryhmä\n".encode("latin-1"))
    with pytest.raises(VetoError, match="cannot be read as UTF-8"):
        read_vetoes(latin)


def test_unknown_ids_are_told_and_not_fatal(tmp_path: Path) -> None:
    vetoes = read_vetoes(written(tmp_path, "lahella:1\tptv:9\teri\n"))
    [told] = unknown_ids(vetoes, {"lahella:1"}.__contains__)
    assert told == "vetoes, line 1: no listing has the id ptv:9; it waits for it"
    assert unknown_ids(vetoes, {"lahella:1", "ptv:9"}.__contains__) == ()


def test_a_line_of_the_list_of_merges_is_a_veto_when_it_is_copied(tmp_path: Path) -> None:
    pairs = [Pair("lahella:1", "ptv:1", 0.9)]
    [(survivor, other)] = groups(pairs)
    line = line_of(survivor, other, ["the same title", "the same place"])
    vetoes = read_vetoes(written(tmp_path, line))
    assert [veto.why for veto in vetoes.values()] == ["the same title; the same place"]
    assert groups(pairs, vetoes) == []
