from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.web.assets import BUILT, asset_url
from search_service.web.kept_widgets import FOLDER, keep_widgets
from tests.conftest import app_with

OLD = "lahella-search-0123456789ab.js"


def test_scripts_of_this_release_are_kept_with_their_packed_forms(tmp_path: Path) -> None:
    keep_widgets(BUILT, tmp_path)
    kept = {file.name for file in (tmp_path / FOLDER).iterdir()}
    for name in ("versioned/lahella-search.js", "versioned/lahella-map.js", "map_part.js"):
        file = asset_url(name).removeprefix("/static/")
        assert {file, f"{file}.br", f"{file}.gz"} <= kept
        made = BUILT / "static" / file
        assert (tmp_path / FOLDER / file).read_bytes() == made.read_bytes()
    assert not [name for name in kept if name.startswith(("page-", "."))]


def test_without_a_data_directory_none_is_made(tmp_path: Path) -> None:
    keep_widgets(BUILT, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_to_is_told_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FOLDER).write_text("a file in its place", encoding="utf-8")
    keep_widgets(BUILT, tmp_path)
    assert "not kept" in caplog.text


def test_a_script_of_an_earlier_release_is_still_served(
    engine: EngineAddress, demo: Report, tmp_path: Path
) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / OLD).write_text("old()", encoding="utf-8")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    with TestClient(app_with(engine, data=tmp_path)) as client:
        reply = client.get(f"/static/{OLD}")
        assert reply.text == "old()"
        assert "immutable" in reply.headers["Cache-Control"]
        assert client.get("/static/..%2Fsecret").status_code == 404
        assert client.get(asset_url("versioned/lahella-map.js")).status_code == 200
