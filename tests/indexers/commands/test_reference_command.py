from datetime import datetime
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from geo.boundary_error import BoundaryError
from geo.municipalities import municipalities
from geo.reference import update_from_services
from geo.reference_facts import FOLDER, read_facts
from geo.statistics_finland import Service, services
from indexers.commands.reference_command import reference_app
from indexers.commands.surroundings import boundaries
from search_service.app import create_app
from search_service.cli import app
from search_service.settings import Settings
from tests.geo.boundary_files import write_geojson
from tests.geo.squares_apart import squares_apart
from tests.indexers.page_server import Asked, Script, Told, page_server

NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")
GOOD = orjson.dumps({"type": "FeatureCollection", "features": squares_apart()})
PAGE = b"<html><title>Huoltokatko</title></html>"
FAILURES = {
    "500": (Told(500, b"down"), "500"),
    "a page": (Told(body=PAGE), "got a page: <html>"),
    "a cut body": (Told(body=GOOD[:5000], length=len(GOOD)), "could not be fetched"),
    "half of it": (Told(body=GOOD[:5000]), "expected GeoJSON"),
    "nothing": (Told(body=b'{"type": "FeatureCollection", "features": []}'), "308 missing"),
}

run = CliRunner().invoke


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own data directory; a proxy that is not there keeps requests on this machine."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LAHELLA_DATA", str(folder))
    monkeypatch.setenv("LAHELLA_NOW", NOW.isoformat())
    monkeypatch.delenv("LAHELLA_BOUNDARIES", raising=False)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    return folder


def at(url: str) -> tuple[Service, ...]:
    return services(2025, wfs=f"{url}/wfs", ogc_api_features=f"{url}/ogc")


def answering(wfs: Told, ogc: Told) -> Script:
    def script(asked: Asked) -> Told:
        return wfs if asked.path == "/wfs" else ogc

    return script


def test_boundaries_come_from_the_feature_service(data: Path) -> None:
    with page_server(answering(Told(body=GOOD), Told(500))) as server:
        facts = update_from_services(at(server.url), data, 2025, NOW)
        (asked,) = server.asked
    assert asked.parameters["request"] == "GetFeature"
    assert asked.parameters["typeNames"] == "tilastointialueet:kunta1000k_2025"
    assert asked.parameters["srsName"] == "EPSG:3067"
    assert facts.source.startswith(f"{server.url}/wfs?")
    assert (facts.publisher, facts.licence) == ("Statistics Finland", "CC BY 4.0")
    assert read_facts(data) == facts


@pytest.mark.parametrize("told", [one for one, _ in FAILURES.values()], ids=[*FAILURES])
def test_the_other_service_is_asked_when_the_first_fails(data: Path, told: Told) -> None:
    with page_server(answering(told, Told(body=GOOD))) as server:
        facts = update_from_services(at(server.url), data, 2025, NOW)
        assert [one.path.split("/")[1] for one in server.asked] == ["wfs", "ogc"]
    assert facts.source.startswith(f"{server.url}/ogc/collections/")


@pytest.mark.parametrize(("told", "reason"), FAILURES.values(), ids=[*FAILURES])
def test_both_failures_are_told_and_the_old_boundaries_stay(
    data: Path, told: Told, reason: str
) -> None:
    with page_server(answering(Told(body=GOOD), Told(500))) as server:
        update_from_services(at(server.url), data, 2025, NOW)
    before = {path.name: path.read_bytes() for path in (data / FOLDER).iterdir()}
    with page_server(answering(told, Told(404))) as server:
        with pytest.raises(BoundaryError) as caught:
            update_from_services(at(server.url), data, 2025, NOW)
        message = str(caught.value)
        assert f"Statistics Finland's WFS failed: {server.url}/wfs" in message
    assert reason in message
    assert "Statistics Finland's OGC API Features failed" in message
    assert "404" in message
    assert "--boundaries FILE-or-URL" in message
    assert {path.name: path.read_bytes() for path in (data / FOLDER).iterdir()} == before


def test_without_a_network_the_command_says_what_to_do(data: Path) -> None:
    result = run(app, ["reference", "update"])
    assert result.exit_code == 1
    told = " ".join(result.output.split())
    assert "Statistics Finland's WFS failed" in told
    assert "could not be fetched" in told
    assert "lahella reference update --boundaries FILE-or-URL" in told
    assert not (data / FOLDER).exists()


def from_file(tmp_path: Path) -> str:
    return str(write_geojson(tmp_path / "kunnat.geojson", squares_apart()))


def test_a_file_is_imported_and_used_from_then_on(data: Path, tmp_path: Path) -> None:
    assert boundaries() is None
    result = run(reference_app, ["update", "--boundaries", from_file(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "308 areas" in result.output
    assert boundaries() == str(data / FOLDER / "municipalities.geojson")


def test_the_service_places_points_by_the_imported_boundaries(data: Path, tmp_path: Path) -> None:
    run(reference_app, ["update", "--boundaries", from_file(tmp_path)])
    nobody = Settings().model_copy(update={"data": data, "meili_url": "http://127.0.0.1:9"})
    centre = municipalities()["837"].centre
    with TestClient(create_app(nobody)) as client:
        found = client.get("/v1/places/at", params={"lat": centre.lat, "lon": centre.lon}).json()
    assert found["method"] == "boundary"
    assert found["municipality"]["code"] == "837"


def test_an_address_is_imported(data: Path) -> None:
    with page_server(lambda asked: Told(body=GOOD)) as server:
        result = run(reference_app, ["update", "--boundaries", f"{server.url}/kunnat.json"])
    assert result.exit_code == 0, result.output
    assert read_facts(data) is not None


def test_an_address_that_fails_is_named(data: Path) -> None:
    with page_server(lambda asked: Told(503)) as server:
        result = run(reference_app, ["update", "--boundaries", f"{server.url}/kunnat.json"])
    assert result.exit_code == 1
    assert "/kunnat.json" in "".join(result.output.split())
    assert read_facts(data) is None


def test_the_setting_goes_before_the_imported_boundaries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAHELLA_BOUNDARIES", "kunnat.gpkg")
    result = run(reference_app, ["update", "--boundaries", from_file(tmp_path)])
    assert "LAHELLA_BOUNDARIES is set" in result.output
    assert boundaries() == "kunnat.gpkg"
    assert "Boundaries in use: kunnat.gpkg" in run(reference_app, ["status"]).output


def test_the_status_tells_what_is_there(tmp_path: Path) -> None:
    empty = run(reference_app, ["status"])
    assert empty.exit_code == 3
    assert "lahella reference update" in empty.output
    run(reference_app, ["update", "--boundaries", from_file(tmp_path), "--year", "2026"])
    result = run(reference_app, ["status"])
    assert result.exit_code == 0
    told = "".join(result.output.split())
    assert "Boundariesof2026" in told
    assert "2026-11-24T12:00:00+02:00" in told
    assert "regions_drawing.geojson:19areas" in told
