"""An engine for the tests of a module, and a store for each of them."""

from collections.abc import Iterator
from pathlib import Path

import meilisearch
import pytest

from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.store.database import Store


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineAddress]:
    """An engine whose live index every test builds anew."""
    with ManagedEngine(tmp_path_factory.mktemp("engine")) as running:
        yield running.address


@pytest.fixture
def client(address: EngineAddress) -> meilisearch.Client:
    return meilisearch.Client(address.url, address.key)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "listings.sqlite") as opened:
        yield opened
