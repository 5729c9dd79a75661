from pathlib import Path

import pytest

from geo.areas import Areas
from tests.geo.boundary_files import SHARED, made_up_features, write_geojson


@pytest.fixture(scope="session")
def boundary_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if SHARED.is_file():
        return SHARED
    return write_geojson(tmp_path_factory.mktemp("geo") / "squares.geojson", made_up_features())


@pytest.fixture(scope="session")
def areas(boundary_file: Path) -> Areas:
    return Areas.load(boundary_file)
