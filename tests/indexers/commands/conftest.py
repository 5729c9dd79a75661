"""One engine for the commands of a module, and a way to run them against it."""

from collections.abc import Iterator
from pathlib import Path

import meilisearch
import pytest
from typer.testing import CliRunner, Result

from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from search_service.cli import app
from tests.indexers.commands.running import Run
from tests.indexers.corpus import index_names


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
