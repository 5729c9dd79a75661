"""`lahella relevance` against services that answer over HTTP."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.cli import app
from search_service.commands.relevance import read_queries, summaries
from tests.conftest import app_with
from tests.indexers.page_server import Asked, Told, page_server
from tests.live_service import serving
from tests.relevance.floor import QUERIES
from tests.relevance.measure import ask_service

SOME = 12
CLOSED = "http://127.0.0.1:9"  # the discard port: nothing listens there


@pytest.fixture(scope="module")
def service(engine: EngineAddress, demo: Report) -> Iterator[str]:
    """The address of a service on the demo listings."""
    with serving(app_with(engine)) as url:
        yield url


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """The first graded queries."""
    lines = QUERIES.read_text(encoding="utf-8").splitlines()[:SOME]
    return written(tmp_path, lines)


def written(folder: Path, lines: Sequence[str]) -> Path:
    file = folder / "some.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["relevance", *map(str, arguments)])


def test_a_running_service_is_measured_as_the_gate_measures_it(
    service: str, api: TestClient, some: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told.json"
    result = run(some, "--base", service, "--worst", "2", "--json", told)
    assert result.exit_code == 0, result.output
    measures = orjson.loads(told.read_bytes())
    expected = summaries(ask_service(api, read_queries(some)))
    assert measures["total"]["ndcg"] == pytest.approx(expected["ALL"].ndcg)
    assert {*measures["tags"]} == {*expected} - {"ALL"}
    assert len(measures["queries"]) == SOME
    assert f"{expected['ALL'].ndcg:.3f}" in result.output
    weakest = sorted(measures["queries"], key=lambda one: one["ndcg"])
    shown = [one["id"] for one in weakest if f" {one['id']} " in result.output]
    assert shown == [one["id"] for one in weakest[:2]]


def test_a_query_that_the_service_refuses_is_told_and_fails_the_command(
    service: str, tmp_path: Path
) -> None:
    good = '{"id": "a", "q": "jooga", "relevant": {}}'
    bad = '{"id": "b", "q": "jooga", "filters": {"age": 500}, "relevant": {"lahella:1": 3}}'
    result = run(written(tmp_path, [good, bad]), "--base", service)
    assert result.exit_code == 1
    assert "failed b: 422" in result.output


@pytest.mark.parametrize("body", [b"not JSON", b'{"hits": [{"title": "x"}]}', b"[]"])
def test_an_answer_in_another_shape_fails_its_query(some: Path, body: bytes) -> None:
    def answer(asked: Asked) -> Told:
        return Told(body=body)

    with page_server(answer) as server:
        result = run(some, "--base", server.url)
    assert result.exit_code == 1
    assert "failed q001" in result.output


def test_no_service_is_said_once(some: Path) -> None:
    result = run(some, "--base", CLOSED)
    assert result.exit_code == 1
    assert result.output.count("No service") == 1
    assert "nDCG" not in result.output


def test_a_wrong_file_is_said_with_its_line(service: str, tmp_path: Path) -> None:
    result = run(written(tmp_path, ["{}"]), "--base", service)
    assert result.exit_code == 1
    assert "some.jsonl:1" in result.output.replace("\n", "")
    assert run(tmp_path / "absent.jsonl").exit_code == 2
