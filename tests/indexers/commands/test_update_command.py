"""`lahella index update`, `index merges` and `quality` against a real engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import meilisearch
import pytest
from typer.testing import CliRunner, Result

from indexers.building.report import Report
from indexers.commands.index_command import PARTLY
from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from search_service.cli import app
from tests.indexers.corpus import index_names, keyed, live_count, live_ids, some, write

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineAddress]:
    with ManagedEngine(tmp_path_factory.mktemp("engine")) as running:
        yield running.address


@pytest.fixture
def client(address: EngineAddress) -> Iterator[meilisearch.Client]:
    """The engine, empty again after the test."""
    client = meilisearch.Client(address.url, address.key)
    yield client
    for name in index_names(client):
        client.wait_for_task(client.delete_index(name).task_uid)


@pytest.fixture
def lahella(address: EngineAddress, tmp_path: Path) -> Run:
    """Runs a command as somebody who set the environment for this engine."""

    def run(*words: str | Path, **environ: str) -> Result:
        settings = {
            "MEILI_URL": address.url,
            "MEILI_KEY": address.key,
            "LAHELLA_DATA": str(tmp_path),
            "LAHELLA_NOW": "2026-11-24T12:00:00+02:00",
            "COLUMNS": "200",
            **environ,
        }
        return CliRunner().invoke(app, [str(word) for word in words], env=settings)

    return run


def told(result: Result) -> str:
    """What was said, on one line: consoles break lines where they like."""
    return " ".join(result.stderr.split())


def origin(path: Path) -> str:
    return f"lahella={path}"


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
