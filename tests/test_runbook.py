"""The runbook names what is there: figures, commands, files and settings."""

import re
from pathlib import Path
from typing import Any

import yaml
from fastapi.testclient import TestClient
from typer.main import get_command

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.cli import app
from tests.conftest import app_with

PROJECT = Path(__file__).parents[1]
RUNBOOK = (PROJECT / "docs" / "RUNBOOK.md").read_text(encoding="utf-8")
FIGURE = re.compile(r"\blahella_[a-z_]+")


def commands_of(group: Any) -> dict[str, Any]:
    return dict(getattr(group, "commands", {}))


def told_figures(engine: EngineAddress) -> set[str]:
    with TestClient(app_with(engine, engine_timeout_s=60.0)) as api:
        assert api.get("/readyz").status_code == 200
        text = api.get("/metrics").text
    kinds = re.findall(r"^# TYPE (\w+) (\w+)$", text, re.MULTILINE)
    buckets = {f"{name}_bucket" for name, kind in kinds if kind == "histogram"}
    return {name for name, _ in kinds} | buckets


def test_every_figure_that_it_names_is_told(engine: EngineAddress, demo: Report) -> None:
    named = set(FIGURE.findall(RUNBOOK)) - {"lahella_"}
    assert len(named) > 8
    assert named - told_figures(engine) == set()


def test_its_alert_rules_are_rules() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", RUNBOOK, re.DOTALL)
    (group,) = yaml.safe_load(block)["groups"]
    for rule in group["rules"]:
        assert set(rule) - {"for"} == {"alert", "expr"}
        assert FIGURE.search(rule["expr"])


def test_every_command_that_it_names_is_there() -> None:
    told = re.findall(r"\blahella ((?:index |sources )?[a-z]+)\b", RUNBOOK)
    groups = {name: commands_of(one) for name, one in commands_of(get_command(app)).items()}
    for words in {*told}:
        first, *rest = words.split()
        assert first in groups, words
        assert not rest or rest[0] in groups[first], words


def test_every_file_that_it_names_is_there() -> None:
    for name in re.findall(r"`((?:tests|benchmarks|indexers)/[\w/.]*)`", RUNBOOK):
        assert (PROJECT / name).exists(), name
