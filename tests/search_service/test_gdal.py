"""GDAL's own drivers read the OGC API and the vector tiles over HTTP, as QGIS does.

These tests need the program ogrinfo (Debian's gdal-bin, which `make test` installs where it may)
and are skipped where it is missing, since the service itself does not need it.
"""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.cells import Cell, cell_of
from geo.point import Point
from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.demo import DEMO
from tests.conftest import NOW, app_with
from tests.live_service import serving
from tests.search_service.matching_rules import listings_of
from tests.search_service.ogc_points import points_of

pytestmark = pytest.mark.skipif(
    not (shutil.which("ogrinfo") and shutil.which("ogr2ogr")), reason="gdal-bin is not installed"
)
POINTS = points_of(listings_of(DEMO), NOW)
PATIENCE_S = 60


@pytest.fixture(scope="module")
def service(engine: EngineAddress, demo: Report) -> Iterator[str]:
    """The address of a server on loopback."""
    with serving(app_with(engine)) as url:
        yield url


@pytest.fixture(scope="module")
def source(service: str) -> str:
    """The address that GDAL takes."""
    return f"OAPIF:{service}/ogc"


def run(*command: str) -> str:
    """What a program says; a failure or a warning of GDAL fails the test."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr + done.stdout
    assert "Warning" not in done.stderr
    return done.stdout


def count(source: str, *options: str) -> int:
    told = re.search(r"Feature Count: (\d+)", run("ogrinfo", "-ro", "-al", "-so", *options, source))
    assert told
    return int(told[1])


def test_gdal_opens_the_collection_by_one_address(source: str) -> None:
    told = run("ogrinfo", "-ro", "-al", "-so", source)
    assert "using driver `OAPIF' successful" in told
    assert "Layer name: listings" in told
    assert "Geometry: Point" in told
    assert f"Feature Count: {len(POINTS)}\n" in told
    assert "title: String" in told
    assert "next_session: DateTime" in told


def test_gdal_finds_the_points_of_a_rectangle(source: str) -> None:
    within = [p for p in POINTS if 24.8 <= p.point.lon <= 25.2 and 60.1 <= p.point.lat <= 60.3]
    assert count(source, "-spat", "24.8", "60.1", "25.2", "60.3") == len(within) > 0


@pytest.mark.parametrize("limit", [None, "1000"])
def test_gdal_copies_every_point_once(source: str, tmp_path: Path, limit: str | None) -> None:
    """It asks for ten features at a time unless it is told otherwise: 26 pages, or one."""
    table = tmp_path / "points.csv"
    options = ["-oo", f"PAGE_SIZE={limit}"] if limit else []
    run("ogr2ogr", "-f", "CSV", "-lco", "GEOMETRY=AS_XY", *options, str(table), source)
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    found = {row["id"]: (float(row["X"]), float(row["Y"])) for row in rows}
    assert len(found) == len(rows)
    assert found == {one.id: (one.point.lon, one.point.lat) for one in POINTS}


CODES = sorted({code for one in POINTS for code in one.facts.codes["municipality"]})[:8]
CONDITIONS = ["kind='hobby'", "kind='support' AND price='free'", "text_lang='sv'", "themes=''"]


@pytest.mark.parametrize(
    "condition", [*CONDITIONS, *(f"municipality_code='{code}'" for code in CODES)]
)
def test_a_condition_of_gdal_finds_what_its_own_table_holds(
    source: str, tmp_path: Path, condition: str
) -> None:
    """GDAL sends conditions on as parameters of the same name; both must mean the same.

    The copy is filtered by GDAL itself.
    """
    copy = tmp_path / "points.geojson"
    run("ogr2ogr", "-f", "GeoJSON", "-oo", "PAGE_SIZE=1000", str(copy), source)
    assert count(source, "-where", condition) == count(str(copy), "-where", condition)


TILE = Cell(6, 36, 18)  # the south of Finland


def tile_table(service: str, folder: Path, query: str = "") -> list[dict[str, str]]:
    """The features of the tile, copied by GDAL; it takes where the tile lies from its address."""
    address = f"MVT:{service}/v1/tiles/{TILE.level}/{TILE.x}/{TILE.y}.mvt{query}"
    table = folder / "tile.csv"
    where = ("-oo", f"Z={TILE.level}", "-oo", f"X={TILE.x}", "-oo", f"Y={TILE.y}")
    options = (*where, "-t_srs", "EPSG:4326", "-lco", "GEOMETRY=AS_XY")
    run("ogr2ogr", "-f", "CSV", *options, str(table), address)
    with table.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def points_in_tile() -> list[Point]:
    return [one.point for one in POINTS if cell_of(one.point, TILE.level) == TILE]


def test_gdal_reads_a_vector_tile_by_its_address(service: str) -> None:
    address = f"MVT:{service}/v1/tiles/{TILE.level}/{TILE.x}/{TILE.y}.mvt"
    told = run("ogrinfo", "-ro", "-al", "-so", address)
    assert "using driver `MVT' successful" in told
    assert "Layer name: listings" in told
    assert "Geometry: Point" in told
    assert "Pseudo-Mercator" in told
    assert "title: String" in told


def test_gdal_finds_every_point_of_a_tile_in_its_place(service: str, tmp_path: Path) -> None:
    rows = tile_table(service, tmp_path)
    assert sum(int(row["count"]) for row in rows) == len(points_in_tile())
    step = 360 / 2**TILE.level / 4096
    for row in rows:
        found = Point(float(row["Y"]), float(row["X"]))
        apart = (abs(found.lon - one.lon) for one in points_in_tile())
        assert min(apart) <= 2 * step


def test_gdal_counts_the_clusters_of_a_tile(service: str, tmp_path: Path) -> None:
    rows = tile_table(service, tmp_path, "?max_points=0")
    assert len(rows) < len(points_in_tile())
    assert sum(int(row["count"]) for row in rows) == len(points_in_tile())
