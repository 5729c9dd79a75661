"""Apps on the demo listings that several of these tests ask."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from tests.conftest import app_with
from tests.geo.boundary_files import made_up_features, write_geojson


@pytest.fixture(scope="module")
def calm(engine: EngineAddress, demo: Report) -> Iterator[TestClient]:
    """The app whose own mistakes come back as answers, as they would to a reader."""
    with TestClient(app_with(engine), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def bounded(
    engine: EngineAddress, demo: Report, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """The app with boundaries: a square round every centre."""
    squares = tmp_path_factory.mktemp("boundaries") / "squares.geojson"
    write_geojson(squares, made_up_features())
    with TestClient(app_with(engine, boundaries=str(squares))) as client:
        yield client
