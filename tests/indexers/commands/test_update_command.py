"""`lahella index update`, `index merges` and `quality` against a real engine."""

from pathlib import Path

import meilisearch
import pytest

from indexers.building.report import Report
from indexers.commands.index_command import PARTLY
from tests.indexers.commands.running import Run, origin, told
from tests.indexers.corpus import keyed, live_count, live_ids, some, write


def test_an_update_reads_the_sources_of_the_build_again(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path = some(tmp_path / "a.json", range(3))
    assert lahella("index", "build", origin(path)).exit_code == 0
    some(path, range(1, 4))
    result = lahella("index", "update", "--json", tmp_path / "report.json")
    assert result.exit_code == 0
    report = Report.model_validate_json((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report.way, report.sent, report.removed) == ("amended", 1, 1)
    assert live_ids(client) == {"lahella:1", "lahella:2", "lahella:3"}


def test_an_update_before_any_build_asks_for_sources(lahella: Run) -> None:
    result = lahella("index", "update")
    assert result.exit_code == 1
    assert "No source has been read yet" in told(result)


def test_a_source_that_fails_gives_the_run_a_status_of_its_own(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path = some(tmp_path / "a.json", range(3))
    assert lahella("index", "build", origin(path)).exit_code == 0
    path.write_text("{")
    result = lahella("index", "update")
    assert result.exit_code == PARTLY == 4
    assert "a.json could not be read, its 3 records of 2026-11-24T12:00:00+02:00 stay" in told(
        result
    )
    assert live_count(client) == 3


@pytest.mark.parametrize("every", ["15", "0m", "m", "-5m", "1w"])
def test_an_interval_of_another_form_is_told(lahella: Run, every: str) -> None:
    result = lahella("index", "update", "--every", every)
    assert result.exit_code == 2
    assert "as in 15m" in told(result)


def test_the_quality_of_the_last_build_is_written_for_its_owners(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed("1"), keyed("2", contacts=[], channels=[])])
    assert lahella("index", "build", origin(path)).exit_code == 0
    files = [tmp_path / f"q.{ending}" for ending in ("html", "csv", "json")]
    options = [word for file in files for word in (f"--{file.suffix[1:]}", file)]
    result = lahella("quality", "--lang", "en", *options)
    assert result.exit_code == 0
    assert "2 listings" in told(result)
    assert "No place" in told(result)
    assert all(file.stat().st_size for file in files)
    assert "lahella:2" in files[1].read_text(encoding="utf-8-sig")


def test_a_merge_is_listed_and_undone_by_a_line_in_a_file(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    same = [{**keyed("1"), "_key": key} for key in ("1", "2")]
    assert lahella("index", "build", origin(write(tmp_path / "a.json", same))).exit_code == 0
    assert live_ids(client) == {"lahella:1"}
    listed = lahella("index", "merges").stdout
    assert listed.startswith("lahella:1\tlahella:2\t")
    (tmp_path / "vetoes.tsv").write_text(listed, encoding="utf-8")
    assert lahella("index", "update").exit_code == 0
    assert live_ids(client) == {"lahella:1", "lahella:2"}
    assert lahella("index", "merges").stdout == ""
    (tmp_path / "vetoes.tsv").write_text("lahella:1 lahella:2", encoding="utf-8")
    broken = lahella("index", "update")
    assert broken.exit_code == 1
    assert "line 1: expected an id, another id and why" in told(broken)
