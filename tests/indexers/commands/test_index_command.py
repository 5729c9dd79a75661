"""`lahella index` and `lahella sources` against a real engine: exit codes, reports, messages."""

from pathlib import Path

import meilisearch
import orjson
import pytest

from indexers.building.lock import BuildLock
from indexers.building.report import Report
from indexers.commands.index_command import NOTHING
from indexers.sources.registry import SOURCES
from search_service.demo import DEMO
from tests.indexers.commands.running import Run, origin, told
from tests.indexers.corpus import keyed, live_count, some, write
from tests.indexers.page_server import Told, page_server


def test_a_build_says_what_became_of_every_listing(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", [keyed("1"), keyed("2", theme=["x"]), keyed("3", type="?")])
    result = lahella("index", "build", origin(path))
    assert result.exit_code == 0
    assert live_count(client) == 2
    assert "lahella:3: type: expected hobby, support or voluntary, got ?" in told(result)
    assert "theme:x: 1" in told(result)
    assert result.stdout == ""


def test_the_report_is_written_as_json(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path, target = some(tmp_path / "a.json", range(3)), tmp_path / "report.json"
    assert lahella("index", "build", origin(path), "--json", target).exit_code == 0
    report = Report.model_validate_json(target.read_text(encoding="utf-8"))
    assert (report.read, report.indexed, report.documents) == (3, 3, 3)


def test_a_report_that_cannot_be_written_is_told_without_a_traceback(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path = some(tmp_path / "a.json", range(3))
    result = lahella("index", "build", origin(path), "--json", tmp_path / "none" / "x.json")
    assert result.exit_code == 1
    assert "the report cannot be written (No such file or directory)" in told(result)
    assert live_count(client) == 3


def test_a_file_that_is_not_there_is_told_in_one_line(lahella: Run, tmp_path: Path) -> None:
    result = lahella("index", "build", origin(tmp_path / "none.json"))
    assert result.exit_code == 1
    assert "none.json: cannot be read (No such file or directory)" in told(result)
    assert "Traceback" not in result.output


def test_an_unknown_source_is_told_with_the_names_there_are(lahella: Run) -> None:
    result = lahella("index", "build", "nosuch=x.json")
    assert result.exit_code == 1
    assert "SourceError: There is no source nosuch; known are: lahella" in told(result)


def test_a_word_that_is_no_source_is_told(lahella: Run, tmp_path: Path) -> None:
    result = lahella("index", "build", "x.json")
    assert result.exit_code == 1
    assert "expected NAME=URL-or-file" in told(result)


def test_no_word_at_all_is_a_question_of_usage(lahella: Run) -> None:
    assert lahella("index", "build").exit_code == 2


def test_nothing_to_index_has_a_status_of_its_own(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    result = lahella("index", "build", origin(write(tmp_path / "a.json", [{}])))
    assert result.exit_code == NOTHING == 3
    assert "Every listing was rejected" in told(result)


def test_a_smaller_index_is_refused_until_it_is_accepted(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    large, small = some(tmp_path / "a.json", range(9)), some(tmp_path / "b.json", range(2))
    assert lahella("index", "build", origin(large)).exit_code == 0
    refused = lahella("index", "build", origin(small))
    assert refused.exit_code == 1
    assert "The new index has 2 listings, the live one 9." in told(refused)
    assert live_count(client) == 9
    assert lahella("index", "build", origin(small), "--accept").exit_code == 0
    assert live_count(client) == 2


def test_two_builds_at_once_are_refused(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    path = some(tmp_path / "a.json", range(2))
    with BuildLock(tmp_path):
        result = lahella("index", "build", origin(path))
    assert result.exit_code == 1
    assert "BuildError: Another build is running in" in told(result)
    assert lahella("index", "build", origin(path)).exit_code == 0


def test_an_engine_that_does_not_answer_is_told(lahella: Run, tmp_path: Path) -> None:
    path = some(tmp_path / "a.json", range(2))
    result = lahella("index", "build", origin(path), MEILI_URL="http://127.0.0.1:9")
    assert result.exit_code == 1
    assert "NotAnswering" in told(result)


def test_a_key_that_the_engine_does_not_know_is_told(lahella: Run) -> None:
    result = lahella("index", "status", MEILI_KEY="wrong")
    assert result.exit_code == 1
    assert "The provided API key is invalid" in told(result)


def test_the_status_tells_which_build_is_live(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    empty = lahella("index", "status")
    assert empty.exit_code == NOTHING
    assert "Nothing has been built yet." in told(empty)
    lahella("index", "build", origin(some(tmp_path / "a.json", range(3))))
    result = lahella("index", "status")
    assert result.exit_code == 0
    assert "3 listings, 3 documents, made 2026-11-24T12:00:00+02:00." in told(result)


def test_the_status_as_json_is_json_and_nothing_else(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    assert orjson.loads(lahella("index", "status", "--json").stdout) is None
    lahella("index", "build", origin(some(tmp_path / "a.json", range(3))))
    facts = orjson.loads(lahella("index", "status", "--json").stdout)
    assert facts["listings"] == 3
    assert [one["source"] for one in facts["sources"]] == ["lahella"]


def test_a_check_fails_when_the_index_is_not_as_it_was_built(
    lahella: Run, client: meilisearch.Client, tmp_path: Path
) -> None:
    assert lahella("index", "check").exit_code == 1
    lahella("index", "build", origin(some(tmp_path / "a.json", range(3))))
    well = lahella("index", "check")
    assert (well.exit_code, told(well)) == (0, "The live index is as it was built.")
    client.wait_for_task(client.index("listings").delete_document("lahella_3a_0__0").task_uid)
    ill = lahella("index", "check")
    assert ill.exit_code == 1
    assert "The index holds 2 listings; the build made 3." in told(ill)


def test_sources_are_listed_by_name(lahella: Run) -> None:
    result = lahella("sources", "list")
    assert (result.exit_code, told(result).split()) == (0, list(SOURCES))


def test_a_source_is_tried_without_an_engine(lahella: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    result = lahella(
        *("sources", "check", f"lahella={DEMO}", "--json", target), MEILI_URL="http://127.0.0.1:9"
    )
    assert result.exit_code == 0
    report = Report.model_validate_json(target.read_text(encoding="utf-8"))
    assert report.read == report.indexed + len(report.expired) == 260


def test_a_source_that_cannot_be_read_fails_its_trial(lahella: Run) -> None:
    with page_server(lambda asked: Told(401)) as server:
        result = lahella("sources", "check", f"lahella={server.url}/v1/activities")
    assert result.exit_code == 1
    assert "answered 401: the source wants credentials" in told(result)


def test_a_source_of_nothing_has_a_status_of_its_own(lahella: Run, tmp_path: Path) -> None:
    assert lahella("sources", "check", origin(write(tmp_path / "a.json", []))).exit_code == NOTHING


@pytest.mark.parametrize(
    ("now", "indexed"),
    [("2026-11-24T12:00:00+02:00", 1), ("2026-11-24", 1), ("2030-01-01", 0)],
)
def test_the_clock_can_be_set(lahella: Run, tmp_path: Path, now: str, indexed: int) -> None:
    path, target = some(tmp_path / "a.json", range(1)), tmp_path / "report.json"
    lahella("sources", "check", origin(path), "--json", target, LAHELLA_NOW=now)
    assert orjson.loads(target.read_bytes())["indexed"] == indexed


def test_a_clock_that_is_none_is_told(lahella: Run, tmp_path: Path) -> None:
    path = some(tmp_path / "a.json", range(1))
    result = lahella("sources", "check", origin(path), LAHELLA_NOW="tomorrow")
    assert result.exit_code == 2
    assert "LAHELLA_NOW: expected a date and time, got tomorrow" in told(result)


def test_boundaries_that_cannot_be_read_are_told(lahella: Run, tmp_path: Path) -> None:
    path = some(tmp_path / "a.json", range(1))
    result = lahella("sources", "check", origin(path), LAHELLA_BOUNDARIES=str(tmp_path / "none"))
    assert result.exit_code == 1
    assert "BoundaryError" in told(result)
