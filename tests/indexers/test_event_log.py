"""The log: one line an event, in JSON or for a terminal, and nothing in it that people typed."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from indexers.event_log import LogError, event, scrubbed, start_log, told_with

KERHOT = Path(__file__).parents[2] / "indexers" / "demo" / "kerhot.csv"
LAHELLA = "from search_service.cli import app; app()"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """The log as JSON; gives what was logged since it was asked last."""
    root, ours = logging.getLogger(), logging.getLogger("lahella")
    before, levels = list(root.handlers), (root.level, ours.level)
    start_log({"LAHELLA_LOG": "json"}, usual="warning")
    yield lambda: [orjson.loads(line) for line in capsys.readouterr().err.splitlines()]
    root.handlers[:] = before
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def test_an_event_is_one_line_of_json_with_its_facts_and_its_context(lines: Lines) -> None:
    token = told_with.set({"run": "r1"})
    event("info", "read", source="table", records=3, note="two\nlines")
    told_with.reset(token)
    (line,) = lines()
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "event": "read",
        "run": "r1",
        "source": "table",
        "records": 3,
        "note": "two\nlines",
    }


def test_other_libraries_tell_warnings_in_the_same_form_and_scrubbed(lines: Lines) -> None:
    other = logging.getLogger("other.library")
    other.info("not told")
    other.warning("GET http://h/v1/search?q=olen+yksin failed\nmore of it")
    (line,) = lines()
    assert (line["event"], line["level"]) == ("other.library", "warning")
    assert line["message"] == "GET http://h/v1/search?… failed"


def test_an_exception_is_told_by_type_and_place_but_not_by_its_text(lines: Lines) -> None:
    try:
        try:
            int("Mannerheimintie 5")
        except ValueError as error:
            raise LookupError("Kotikatu 1") from error
    except LookupError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    (line,) = lines()
    assert line["error"] == "LookupError from ValueError"
    assert line["at"][-1].endswith(
        "test_an_exception_is_told_by_type_and_place_but_not_by_its_text"
    )
    assert "Mannerheimintie" not in str(line)
    assert "Kotikatu" not in str(line)


def test_words_places_and_keys_are_taken_out_of_texts() -> None:
    assert scrubbed("near 60.169857,24.938379") == "near 60.16,24.93"
    assert scrubbed("Authorization: Bearer abc.def-1") == "Authorization: Bearer …"
    assert scrubbed("cookie=PLAY_SESSION; token: x1") == "cookie=…; token: …"
    assert scrubbed("https://h/p?token=1&q=2 said 500") == "https://h/p?… said 500"


def test_a_terminal_gets_words(capsys: pytest.CaptureFixture[str], lines: Lines) -> None:
    start_log({"LAHELLA_LOG_LEVEL": "info"}, usual="warning")
    event("info", "request", status=200)
    event("warning", "slow", ms=900)
    first, second = capsys.readouterr().err.splitlines()
    assert first.split(" ", 1)[1] == "request status=200"
    assert second.split(" ", 1)[1] == "slow [warning] ms=900"


def test_a_setting_that_cannot_be_read_is_named_with_what_was_expected() -> None:
    with pytest.raises(LogError, match="LAHELLA_LOG: expected text or json; got xml"):
        start_log({"LAHELLA_LOG": "xml"}, usual="info")
    with pytest.raises(LogError, match="LAHELLA_LOG_LEVEL"):
        start_log({"LAHELLA_LOG_LEVEL": "loud"}, usual="info")


def test_a_run_of_the_indexer_in_json_is_nothing_but_events(tmp_path: Path) -> None:
    environ = {**os.environ, "LAHELLA_LOG": "json", "LAHELLA_DATA": str(tmp_path)}
    for origin, status in ((f"table={KERHOT}", 0), ("table=/no/such/kerhot.csv?token=1", 1)):
        run = [sys.executable, "-c", LAHELLA, "index", "build", origin]
        done = subprocess.run(run, env=environ, capture_output=True, text=True)
        (line,) = [orjson.loads(line) for line in done.stderr.splitlines()]
        assert done.returncode == status, line
        if status == 0:
            assert line["event"] == "run"
            assert line["read"] == line["indexed"] + line["rejected"] > 0
            assert line["sources"] == [{"source": "table", "records": line["read"], "failed": None}]
        else:
            assert line["event"] == "failed"
            assert "token" not in line["message"]
