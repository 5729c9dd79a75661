from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely
from shapely.geometry import box, mapping, shape

from geo.areas import load_areas
from geo.boundary_error import BoundaryError
from geo.coverage import MOST_OVERLAP_M2
from geo.municipalities import municipalities, regions, wellbeing_counties
from geo.reference import boundaries_of, update_from
from geo.reference_facts import FOLDER, read_facts
from geo.statistics_finland import services
from tests.geo.boundary_files import SHARED, write_geojson
from tests.geo.squares_apart import HALF, squares_apart

NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")
COUNTS = {
    "municipalities.geojson": 308,
    "municipalities_drawing.geojson": 308,
    "regions_drawing.geojson": 19,
    "wellbeing_counties_drawing.geojson": 23,
}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared boundaries of 2025 where they are, else squares."""
    if SHARED.is_file():
        return SHARED
    return write_geojson(tmp_path_factory.mktemp("given") / "squares.geojson", squares_apart())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, given: Path) -> Path:
    """A data directory with imported boundaries."""
    folder: Path = tmp_path_factory.mktemp("data")
    update_from(str(given), folder, 2025, NOW)
    return folder


def imported(data: Path, name: str) -> dict[str, Any]:
    features = orjson.loads((data / FOLDER / name).read_bytes())["features"]
    return {one["properties"]["code"]: one for one in features}


def shapes_of(data: Path, name: str) -> dict[str, shapely.Geometry]:
    return {code: shape(one["geometry"]) for code, one in imported(data, name).items()}


def contents(data: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in (data / FOLDER).iterdir()}


def test_every_area_is_imported_and_valid(data: Path) -> None:
    codes = {
        "municipalities.geojson": municipalities(),
        "municipalities_drawing.geojson": municipalities(),
        "regions_drawing.geojson": regions(),
        "wellbeing_counties_drawing.geojson": wellbeing_counties(),
    }
    for name, expected in codes.items():
        found = shapes_of(data, name)
        assert found.keys() == expected.keys()
        assert all(one.is_valid and not one.is_empty for one in found.values())
        assert len(found) == COUNTS[name]


def test_the_imported_municipalities_place_every_centre(data: Path) -> None:
    finder = load_areas(boundaries_of(data, None))
    for one in municipalities().values():
        found = finder.at(one.centre)
        assert found is not None
        assert (found.municipality, found.method) == (one.code, "boundary")


def test_exact_boundaries_move_by_no_more_than_rounding(data: Path, given: Path) -> None:
    before = {
        one["properties"]["code"]: shape(one["geometry"])
        for one in orjson.loads(given.read_bytes())["features"]
    }
    for code, found in shapes_of(data, "municipalities.geojson").items():
        # 1e-8 of a square degree is about 60 m2 at these latitudes.
        assert shapely.symmetric_difference(found, before[code]).area < 1e-8, code


def test_coordinates_are_written_with_as_many_decimals_as_they_are_exact(data: Path) -> None:
    for name, decimals in (("municipalities.geojson", 6), ("regions_drawing.geojson", 5)):
        for found in shapes_of(data, name).values():
            for number in shapely.get_coordinates(found).flat:
                assert round(number, decimals) == number


def test_drawn_neighbours_still_share_their_border(data: Path) -> None:
    drawn = shapes_of(data, "municipalities_drawing.geojson")
    exact = shapes_of(data, "municipalities.geojson")
    tree = shapely.STRtree([*drawn.values()])
    codes = [*drawn]
    claimed = sum(
        shapely.intersection(drawn[codes[a]], drawn[codes[b]]).area
        for a, b in tree.query([*drawn.values()], predicate="intersects").T
        if a < b
    )
    assert claimed < 1e-6
    points = [sum(shapely.get_num_coordinates([*one.values()])) for one in (drawn, exact)]
    assert points[0] <= points[1]


def test_drawn_regions_cover_what_their_municipalities_cover(data: Path) -> None:
    drawn = shapes_of(data, "municipalities_drawing.geojson")
    for name, attribute in (
        ("regions_drawing.geojson", "region"),
        ("wellbeing_counties_drawing.geojson", "county"),
    ):
        for code, found in shapes_of(data, name).items():
            members = [
                drawn[one.code].area
                for one in municipalities().values()
                if getattr(one, attribute) == code
            ]
            assert found.area == pytest.approx(sum(members), rel=1e-4)


def test_areas_carry_their_names_and_where_they_belong(data: Path) -> None:
    helsinki = imported(data, "municipalities.geojson")["091"]["properties"]
    assert helsinki == {
        "code": "091",
        "name_fi": "Helsinki",
        "name_sv": "Helsingfors",
        "region": "01",
        "wellbeing_county": "90",
    }
    uusimaa = imported(data, "regions_drawing.geojson")["01"]["properties"]
    assert (uusimaa["name_fi"], uusimaa["name_sv"]) == ("Uusimaa", "Nyland")


def test_the_facts_tell_source_time_and_fingerprints(data: Path, given: Path) -> None:
    facts = read_facts(data)
    assert facts is not None
    assert facts.source == str(given)
    assert facts.date == "2026-11-24T12:00:00+02:00"
    assert facts.sha256 == sha256(given.read_bytes()).hexdigest()
    assert {name: one.features for name, one in facts.outputs.items()} == COUNTS
    for name, output in facts.outputs.items():
        written = (data / FOLDER / name).read_bytes()
        assert (output.sha256, output.bytes) == (sha256(written).hexdigest(), len(written))


def test_nobody_is_named_as_publisher_of_a_file_that_somebody_gave(data: Path) -> None:
    facts = read_facts(data)
    assert facts is not None
    assert (facts.publisher, facts.licence) == (None, None)


def test_only_whole_files_are_left_in_the_folder(data: Path) -> None:
    assert contents(data).keys() == {*COUNTS, "reference.json"}


def test_a_dead_municipality_is_dissolved_into_its_successor(tmp_path: Path) -> None:
    features = squares_apart()
    centre = municipalities()["507"].centre
    east = centre.lon + HALF
    beside = box(east, centre.lat - HALF, east + 0.01, centre.lat + HALF)
    dead = {"type": "Feature", "properties": {"code": "588"}, "geometry": mapping(beside)}
    file = write_geojson(tmp_path / "a.json", [*features, dead])
    update_from(str(file), tmp_path, 2025, NOW)
    found = shapes_of(tmp_path, "municipalities.geojson")
    assert "588" not in found
    assert found["507"].geom_type == "Polygon"
    assert found["507"].contains(beside.representative_point())


def shifted(code: str, by: float) -> list[dict[str, object]]:
    """The squares, one of them moved east by some degrees."""
    return [
        {**one, "geometry": mapping(shapely.transform(shape(one["geometry"]), lambda c: c + by))}
        if one["properties"] == {"code": code}
        else one
        for one in squares_apart()
    ]


def overlapping(width: float) -> list[dict[str, object]]:
    """The squares; Espoo also claims a strip of Helsinki, `width` degrees wide."""
    west, south, _, north = square_of("091").bounds
    claimed = shapely.union(square_of("049"), box(west, south, west + width, north))
    espoo = {"type": "Feature", "properties": {"code": "049"}, "geometry": mapping(claimed)}
    return [espoo if one["properties"] == {"code": "049"} else one for one in squares_apart()]


def square_of(code: str) -> shapely.Geometry:
    found = next(one for one in squares_apart() if one["properties"] == {"code": code})
    return shape(found["geometry"])


def test_municipalities_that_overlap_are_refused_and_named(tmp_path: Path) -> None:
    file = write_geojson(tmp_path / "a.json", overlapping(0.001))
    with pytest.raises(BoundaryError, match=r"no overlaps, got \d+\.\d ha: 049 and 091"):
        update_from(str(file), tmp_path, 2025, NOW)
    assert not (tmp_path / FOLDER).exists()


def test_an_overlap_of_rounding_is_mended(tmp_path: Path) -> None:
    file = write_geojson(tmp_path / "a.json", overlapping(0.00001))
    facts = update_from(str(file), tmp_path, 2025, NOW)
    assert 0 < facts.overlap_m2 < MOST_OVERLAP_M2
    found = shapes_of(tmp_path, "municipalities.geojson")
    for one, other in combinations((found["049"], found["091"]), 2):
        assert shapely.intersection(one, other).area == 0


def test_a_municipality_that_is_not_round_its_centre_is_refused(tmp_path: Path) -> None:
    file = write_geojson(tmp_path / "a.json", shifted("091", 3 * HALF))
    with pytest.raises(BoundaryError, match="outside: 091 Helsinki"):
        update_from(str(file), tmp_path, 2025, NOW)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!DOCTYPE html><title>Huolto</title>", "got a page: <!DOCTYPE html>"),
        (b'{"type": "FeatureCollection", "features": [', "expected GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "308 missing"),
        (b"", "expected GeoJSON"),
    ],
)
def test_what_was_imported_stays_when_the_next_import_fails(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    good = write_geojson(tmp_path / "good.json", squares_apart())
    update_from(str(good), tmp_path, 2025, NOW)
    before = contents(tmp_path)
    (tmp_path / "broken.json").write_bytes(content)
    with pytest.raises(BoundaryError, match=reason):
        update_from(str(tmp_path / "broken.json"), tmp_path, 2025, NOW)
    assert contents(tmp_path) == before


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"nowhere\.gpkg: there is no such file"):
        update_from(str(tmp_path / "nowhere.gpkg"), tmp_path, 2025, NOW)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    good = write_geojson(tmp_path / "good.json", squares_apart())
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(BoundaryError, match="cannot be written"):
        update_from(str(good), tmp_path / "data", 2025, NOW)


def test_what_is_named_goes_before_what_was_imported(tmp_path: Path, data: Path) -> None:
    assert boundaries_of(data, "kunnat.gpkg") == "kunnat.gpkg"
    assert boundaries_of(data, "") == str(data / FOLDER / "municipalities.geojson")
    assert boundaries_of(tmp_path, None) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"outputs": 1}', b'{"outputs": {}}'])
def test_facts_that_cannot_be_read_are_none(tmp_path: Path, content: bytes) -> None:
    assert read_facts(tmp_path) is None
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "reference.json").write_bytes(content)
    assert read_facts(tmp_path) is None


def test_the_services_are_asked_for_the_year_in_metres_of_finland() -> None:
    wfs, features = services(2026)
    assert "typeNames=tilastointialueet%3Akunta1000k_2026&" in wfs.address
    assert "srsName=EPSG%3A3067" in wfs.address
    assert "_EPSG_3067_2026/items?" in features.address


def test_a_gap_of_rounding_between_neighbours_leaves_no_hole(tmp_path: Path) -> None:
    """Two halves of a square that miss a hair's breadth in the middle of their border."""
    centre, other = municipalities()["507"].centre, "588"
    west, east = centre.lon - HALF, centre.lon + 3 * HALF
    south, north, border = centre.lat - HALF, centre.lat + HALF, centre.lon + HALF
    dented = [(border, south), (border - 5e-6, centre.lat), (border, north)]
    left = shapely.Polygon([(west, south), *dented, (west, north)])
    right = box(border, south, east, north)
    features = [one for one in squares_apart() if one["properties"] != {"code": "507"}]
    for code, half in (("507", left), (other, right)):
        properties = {"code": code}
        features.append({"type": "Feature", "properties": properties, "geometry": mapping(half)})
    file = write_geojson(tmp_path / "a.json", features)
    update_from(str(file), tmp_path, 2025, NOW)
    found = shapes_of(tmp_path, "municipalities.geojson")["507"]
    assert found.geom_type == "Polygon"
    assert len(found.interiors) == 0
