import sqlite3
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely
from shapely.geometry import mapping, shape

from geo.areas import Areas, BoundaryError
from geo.boundaries import read_boundaries
from geo.boundary_fetch import fetched
from geo.municipalities import municipalities
from geo.point import Point
from tests.geo.boundary_files import made_up_features, write_geojson


def assert_finds_every_centre(areas: Areas) -> None:
    for one in municipalities().values():
        found = areas.at(one.centre)
        assert found is not None
        assert (found.municipality, found.method) == (one.code, "boundary")


def in_metres(feature: dict[str, object]) -> dict[str, object]:
    def metres(xy: list[list[float]]) -> list[tuple[float, float]]:
        return [Point(lat, lon).to_tm35fin()[::-1] for lon, lat in xy]

    geometry = shapely.transform(shape(feature["geometry"]), metres)
    return {**feature, "geometry": mapping(geometry)}


def test_metres_are_recognised_by_their_size_or_their_name(tmp_path: Path) -> None:
    features = [in_metres(one) for one in made_up_features()]
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}
    assert_finds_every_centre(Areas.load(write_geojson(tmp_path / "a.json", features)))
    assert_finds_every_centre(Areas.load(write_geojson(tmp_path / "b.json", features, crs=named)))


@pytest.mark.parametrize("name", ["kunta", "natcode", "NATCODE", "municipality"])
def test_the_code_is_found_under_the_names_sources_use(tmp_path: Path, name: str) -> None:
    features = [
        {**one, "properties": {name: one["properties"]["code"]}} for one in made_up_features()
    ]
    assert_finds_every_centre(Areas.load(write_geojson(tmp_path / "a.json", features)))


def test_a_dead_municipality_joins_its_successor(tmp_path: Path) -> None:
    features = made_up_features()
    dead = Point(63.9, 28.0)
    square = shapely.box(27.95, 63.85, 28.05, 63.95)
    features.append({"type": "Feature", "properties": {"code": "911"}, "geometry": mapping(square)})
    found = Areas.load(write_geojson(tmp_path / "a.json", features)).at(dead)
    assert found is not None
    assert found.municipality == "541"


def test_a_bow_tie_is_made_valid(tmp_path: Path) -> None:
    features = made_up_features()
    centre = municipalities()["091"].centre
    west, south, east, north = shape(features[_index("091")]["geometry"]).bounds
    tie = [[west, south], [east, north], [east, south], [west, north], [west, south]]
    features[_index("091")]["geometry"] = {"type": "Polygon", "coordinates": [tie]}
    areas = Areas.load(write_geojson(tmp_path / "a.json", features))
    assert shape(areas.geometry("091")).is_valid
    found = areas.at(centre)
    assert found is not None
    assert found.municipality == "091"


def _index(code: str) -> int:
    return list(municipalities()).index(code)


def write_geopackage(path: Path, srid: int, features: list[dict[str, Any]]) -> Path:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('kunta', 'geom', ?)", (srid,))
        database.execute("CREATE TABLE kunta (fid INTEGER PRIMARY KEY, geom BLOB, natcode TEXT)")
        for one in features:
            geometry = shape(one["geometry"])
            envelope = struct.pack("<4d", 0, 0, 0, 0)
            header = b"GP\x00" + bytes([0b0000_0011]) + struct.pack("<i", srid) + envelope
            code = one["properties"]["code"]
            row = (header + shapely.to_wkb(geometry), code)
            database.execute("INSERT INTO kunta (geom, natcode) VALUES (?, ?)", row)
    return path


def test_a_geopackage_is_read(tmp_path: Path) -> None:
    degrees = write_geopackage(tmp_path / "degrees.gpkg", 4326, made_up_features())
    metres = [in_metres(one) for one in made_up_features()]
    assert_finds_every_centre(Areas.load(degrees))
    assert_finds_every_centre(Areas.load(write_geopackage(tmp_path / "metres.gpkg", 3067, metres)))


def topology(quantized: bool) -> dict[str, object]:
    """Write every square as two arcs, one of which is used backwards."""
    arcs: list[list[list[float]]] = []
    shapes: list[dict[str, object]] = []
    for one in made_up_features():
        ring = shapely.get_coordinates(shape(one["geometry"])).tolist()
        arcs += [ring[:3], ring[2:][::-1]]
        rings = [[len(arcs) - 2, ~(len(arcs) - 1)]]
        shapes.append({"type": "Polygon", "arcs": rings, "properties": one["properties"]})
    shapes[0] = {**shapes[0], "type": "MultiPolygon", "arcs": [shapes[0]["arcs"]]}
    found: dict[str, object] = {"type": "Topology", "arcs": arcs}
    if quantized:
        found["transform"] = {"scale": [0.0001, 0.0001], "translate": [19, 59]}
        found["arcs"] = [_steps(arc) for arc in arcs]
    return {**found, "objects": {"k": {"type": "GeometryCollection", "geometries": shapes}}}


def _steps(arc: list[list[float]]) -> list[list[int]]:
    whole = [[round((x - 19) * 10_000), round((y - 59) * 10_000)] for x, y in arc]
    steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(whole)]
    return [whole[0], *steps]


@pytest.mark.parametrize("quantized", [True, False])
def test_a_topology_is_decoded(tmp_path: Path, quantized: bool) -> None:
    path = tmp_path / "kunnat.topojson"
    path.write_bytes(orjson.dumps(topology(quantized)))
    assert_finds_every_centre(Areas.load(path))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not json", "expected GeoJSON"),
        (b"[]", "expected GeoJSON"),
        (b'{"type": "Point"}', "got JSON of type 'Point'"),
        (b'{"type": "FeatureCollection", "features": [{}]}', "expected GeoJSON"),
        (b'{"type": "Topology", "arcs": []}', "expected GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "308 missing: 005, 009"),
    ],
)
def test_a_file_that_is_no_boundaries_is_named_in_the_error(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(BoundaryError) as caught:
        Areas.load(path)
    assert str(path) in str(caught.value)
    assert reason in str(caught.value)


def test_a_missing_municipality_is_named(tmp_path: Path) -> None:
    features = [one for one in made_up_features() if one["properties"] != {"code": "091"}]
    with pytest.raises(BoundaryError, match="1 missing: 091"):
        Areas.load(write_geojson(tmp_path / "a.json", features))


def test_another_coordinate_system_is_refused(tmp_path: Path) -> None:
    path = write_geopackage(tmp_path / "other.gpkg", 2393, made_up_features())
    with pytest.raises(BoundaryError, match="got EPSG:2393"):
        Areas.load(path)


def test_features_without_a_code_are_refused(tmp_path: Path) -> None:
    features = [{**one, "properties": {"nimi": "X"}} for one in made_up_features()]
    with pytest.raises(BoundaryError, match="expected a municipality code in one of code"):
        Areas.load(write_geojson(tmp_path / "a.json", features))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"nowhere\.gpkg"):
        Areas.load(tmp_path / "nowhere.gpkg")


def test_a_text_file_called_gpkg_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.gpkg"
    path.write_text("hello " * 100)
    with pytest.raises(BoundaryError, match="expected a GeoPackage"):
        Areas.load(path)


class QuietFiles(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = partial(QuietFiles, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_boundaries_are_fetched_from_an_address(tmp_path: Path) -> None:
    write_geojson(tmp_path / "a.json", made_up_features())
    write_geopackage(tmp_path / "a.gpkg", 4326, made_up_features())
    with served(tmp_path) as address:
        assert_finds_every_centre(Areas.load(f"{address}/a.json"))
        assert_finds_every_centre(Areas.load(f"{address}/a.gpkg"))


def test_an_address_that_fails_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("no")
    with served(tmp_path) as address:
        for name, reason in (("none.json", "could not be fetched"), ("broken.json", "GeoJSON")):
            with pytest.raises(BoundaryError, match=reason) as caught:
                Areas.load(f"{address}/{name}")
            assert str(caught.value).startswith(f"{address}/{name}")


def test_a_download_that_is_too_large_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(b" " * 5000)
    with (
        served(tmp_path) as address,
        pytest.raises(BoundaryError, match="at most 4999 bytes"),
        fetched(f"{address}/large.json", largest=4999),
    ):
        pass


@pytest.mark.parametrize("properties", [["x"], [["code", "091"]], "code", 5])
def test_properties_that_are_no_object_are_told(tmp_path: Path, properties: object) -> None:
    features = [{**one, "properties": properties} for one in made_up_features()]
    with pytest.raises(BoundaryError, match="expected GeoJSON"):
        read_boundaries(write_geojson(tmp_path / "a.geojson", features))
