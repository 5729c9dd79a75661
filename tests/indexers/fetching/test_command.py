"""The Fetcher as the commands use it: one for a run, told, remembering, with settings."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from search_service.cli import app
from tests.indexers.corpus import keyed
from tests.indexers.page_server import Asked, Told, page_server

Run = Callable[..., Result]


@pytest.fixture
def check(tmp_path: Path) -> Run:
    """Tries sources; what it says comes on one line."""

    def run(*origins: str, **environ: str) -> Result:
        settings = {
            "LAHELLA_DATA": str(tmp_path / "data"),
            "LAHELLA_NOW": "2026-11-24T12:00:00+02:00",
            "COLUMNS": "400",
            **environ,
        }
        return CliRunner().invoke(app, ["sources", "check", *origins], env=settings)

    return run


def told(result: Result) -> str:
    return " ".join(result.stderr.split())


def export(*keys: str) -> Told:
    body = orjson.dumps({"items": [keyed(key) for key in keys]})
    return Told(body=body, headers={"ETag": '"1"'})


def test_a_run_says_why_it_waits_and_what_it_fetched(check: Run) -> None:
    answers = iter([Told(503), export("1")])
    with page_server(lambda asked: next(answers)) as server:
        result = check(f"lahella={server.url}/x.json")
    assert result.exit_code == 0
    assert f"{server.url}/x.json: answered 503 instead of 200; trying again in 0 s." in told(result)
    assert "Fetched: 2 requests, 0.0 MB, 1 retries." in told(result)


def test_the_next_run_remembers_what_the_last_one_fetched(check: Run, tmp_path: Path) -> None:
    def script(asked: Asked) -> Told:
        return Told(304) if asked.headers.get("if-none-match") == '"1"' else export("1", "2")

    with page_server(script) as server:
        for counts in ("1 requests, 0.0 MB.", "1 requests, 0.0 MB, 1 not modified."):
            result = check(f"lahella={server.url}/x.json")
            assert result.exit_code == 0, result.output
            assert f"Fetched: {counts}" in told(result)
    assert len(list((tmp_path / "data" / "fetched").iterdir())) == 1


def test_files_are_read_without_a_word_about_fetching(check: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(export("1").body)
    result = check(f"lahella={path}")
    assert result.exit_code == 0
    assert "Fetched" not in result.stderr
    assert not (tmp_path / "data" / "fetched").exists()


def test_each_source_of_a_run_may_be_at_home(check: Run) -> None:
    with (
        page_server(lambda asked: export("1")) as one,
        page_server(lambda asked: export("2"), host="127.0.0.2") as other,
    ):
        result = check(
            f"lahella={one.url}/a", f"lahella={other.url}/a", LAHELLA_SOURCE_TOKEN="secret"
        )
    assert result.exit_code == 0, result.output
    assert "Fetched: 2 requests" in told(result)
    for server in (one, other):
        assert server.asked[0].headers["cookie"] == "AUTH_TOKEN=secret"


def test_a_contact_is_told_to_the_sources(check: Run) -> None:
    with page_server(lambda asked: export("1")) as server:
        check(f"lahella={server.url}/a", LAHELLA_CONTACT="haku@example.fi")
    assert server.asked[0].headers["user-agent"].endswith(" (+haku@example.fi)")


def test_a_setting_that_cannot_be_read_is_told(check: Run) -> None:
    result = check("lahella=a.json", LAHELLA_FETCH_RETRIES="many")
    assert result.exit_code == 1
    assert "LAHELLA_FETCH_RETRIES: Input should be a valid integer" in told(result)
