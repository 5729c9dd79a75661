import os
from pathlib import Path

import pytest

from search_service.commands.doctor import (
    Finding,
    boundaries,
    built_pages,
    chromium,
    data_directory,
    engine,
    examine,
    finnish_analysis,
    npm,
    python_version,
)


def named(findings: list[Finding], name: str) -> Finding:
    return next(finding for finding in findings if finding.name == name)


def test_a_set_up_machine_has_everything_that_is_needed(tmp_path: Path) -> None:
    findings = examine(tmp_path, {"PATH": os.environ["PATH"]})
    assert [finding.name for finding in findings if finding.needed and not finding.ok] == []
    assert "fi" in named(findings, "Finnish analysis").detail


def test_what_is_not_in_order_says_how_to_mend_it(tmp_path: Path) -> None:
    for finding in examine(tmp_path / "missing", {"PATH": ""}):
        assert bool(finding.fix) is not finding.ok, finding


def test_an_old_python_is_told() -> None:
    finding = python_version((3, 9))
    assert not finding.ok
    assert "3.9" in finding.detail
    assert "3.11" in finding.fix


def test_a_machine_without_an_engine_learns_the_three_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("indexers.engine.binary.PROJECT", tmp_path)
    finding = engine({"PATH": ""})
    assert not finding.ok
    assert finding.needed
    assert all(way in finding.fix for way in ("MEILI_URL", "PATH", "npm ci"))


def test_a_meili_url_that_does_not_answer_is_told() -> None:
    finding = engine({"MEILI_URL": "http://127.0.0.1:1"})
    assert not finding.ok
    assert "http://127.0.0.1:1" in finding.detail
    assert "MEILI_URL" in finding.fix


def test_a_missing_dictionary_is_told_with_its_packages() -> None:
    finding = finnish_analysis("no-such-language")
    assert not finding.ok
    assert finding.needed
    assert "libvoikko1 voikko-fi" in finding.fix


def test_programs_that_are_missing_but_not_needed_say_what_is_lost() -> None:
    for finding in (npm({"PATH": ""}), chromium({"PATH": ""})):
        assert not finding.ok
        assert not finding.needed
        assert "not found" in finding.detail


def test_boundaries_are_found_where_they_are_named(tmp_path: Path) -> None:
    assert boundaries(tmp_path, {"LAHELLA_BOUNDARIES": str(tmp_path)}).ok
    assert boundaries(tmp_path, {"LAHELLA_BOUNDARIES": "http://127.0.0.1/kunta"}).ok
    missing = boundaries(tmp_path, {"LAHELLA_BOUNDARIES": str(tmp_path / "missing")})
    assert "does not exist" in missing.detail
    assert "none are imported" in boundaries(tmp_path, {}).detail


def test_a_data_directory_that_is_not_there_yet_is_judged_by_its_parent(tmp_path: Path) -> None:
    assert data_directory(tmp_path / "new" / "deep").ok
    assert not (tmp_path / "new").exists()


def test_a_data_directory_that_cannot_be_written_is_told() -> None:
    finding = data_directory(Path("/proc/lahella"))
    assert not finding.ok
    assert "LAHELLA_DATA" in finding.fix


def test_pages_that_were_not_built_are_told(tmp_path: Path) -> None:
    finding = built_pages(tmp_path)
    assert finding.needed
    assert not finding.ok
    assert str(tmp_path) in finding.detail
    assert finding.fix == "Build the pages: make setup"
