"""What tests share: one real engine with the demo listings, the app on it, and a fixed clock."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from geo.nearest_centre import NearestCentre
from indexers.building.build import Build
from indexers.building.publication import Means, Progress
from indexers.building.report import Report
from indexers.commands.runs import engine_client
from indexers.duplicates.grouping import Link
from indexers.duplicates.vetoes import Veto
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY, install_keys
from indexers.engine.managed import ManagedEngine
from indexers.fetching.fetcher import Fetcher
from indexers.index.terms import TermMaker
from indexers.sources.registry import Origin
from indexers.store.database import Store
from search_service.app import create_app
from search_service.demo import DEMO
from search_service.settings import Settings
from synonyms.concepts import Concepts

NO_DATA = Path(__file__).parent / "no-data"  # no such directory: nobody's imports change a test
NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")


def build_index(address: EngineAddress, origin: str | Path, *, accept: bool = False) -> Report:
    """Build the index of an engine from one file of Lähellä.fi activities."""
    with Store() as store:
        builder = builder_of(address, store)
        return builder.run([Origin(source="lahella", location=str(origin))], accept=accept)


def builder_of(
    address: EngineAddress,
    store: Store,
    progress: Progress = lambda stage, done, total: None,
    now: datetime = NOW,
    vetoes: Mapping[Link, Veto] | None = None,
    others: Sequence[EngineAddress] = (),
) -> Build:
    """What builds and updates the index of an engine, and of others beside it, from a store."""
    client, *more = (engine_client(one.url, one.key) for one in (address, *others))
    terms = TermMaker(Concepts.load())
    means = Means(client, store, terms, now, progress, vetoes or {}, tuple(more))
    return Build(means, NearestCentre(), Fetcher())


def app_with(address: EngineAddress, **changed: Any) -> FastAPI:
    """The app on a running engine, with a key that may only search and other settings of its own.

    `changed`: another clock, boundaries, a shorter patience.
    """
    install_keys(address.url, address.key)
    return app_at(address.url, SEARCH_KEY.value(address.key), **changed)


def app_at(url: str, key: str, **changed: Any) -> FastAPI:
    """The app for any address of an engine."""
    fixed = {
        "meili_url": url,
        "meili_key": SecretStr(key),
        "now": NOW,
        "boundaries": None,
        "data": NO_DATA,
    }
    return create_app(Settings().model_copy(update={**fixed, **changed}))


@pytest.fixture(scope="session", autouse=True)
def _no_waiting() -> Iterator[None]:
    """Sources are asked, and asked again, without a pause; builds are live without notice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAHELLA_FETCH_GAP_S", "0")
        patch.setenv("LAHELLA_FETCH_RETRY_S", "0")
        patch.setenv("LAHELLA_NOTICE_S", "0")
        yield


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineAddress]:
    """A managed engine for the whole run; it holds the demo listings once `demo` was asked."""
    with ManagedEngine(tmp_path_factory.mktemp("engine")) as running:
        yield running.address


@pytest.fixture(scope="session")
def demo(engine: EngineAddress) -> Report:
    """The demo listings, indexed."""
    return build_index(engine, DEMO)


@pytest.fixture(scope="session")
def api(engine: EngineAddress, demo: Report) -> Iterator[TestClient]:
    """The app on the demo listings."""
    with TestClient(app_with(engine)) as client:
        yield client


@pytest.fixture
def fresh_engine(tmp_path: Path) -> Iterator[EngineAddress]:
    """An empty engine of the test's own."""
    with ManagedEngine(tmp_path / "engine") as running:
        yield running.address
