"""Imports official boundaries: a service, an address or a file in, checked files in a folder out.

Every file is made in memory first and put in its place by a rename, so that a failure leaves what
was there before, and nobody reads half a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import orjson
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.boundaries import read_boundaries
from geo.boundary_error import BoundaryError
from geo.boundary_fetch import fetched
from geo.coverage import (
    DRAWING_DECIMALS,
    DRAWING_TOLERANCE_M,
    EXACT_DECIMALS,
    Coverage,
    check_centres,
    coverage_of,
)
from geo.municipalities import municipalities, regions, wellbeing_counties
from geo.reference_facts import FACTS, FOLDER, MUNICIPALITIES, BoundaryFacts, OutputFacts
from geo.replaced_files import replace_files
from geo.statistics_finland import LICENCE, PUBLISHER, Service

REMEDY = "Give a file or another address: lahella reference update --boundaries FILE-or-URL"


@dataclass(frozen=True, slots=True)
class _Brought:
    """Boundaries as they came: where from, the fingerprint of the bytes, shapes in degrees."""

    source: str
    official: bool
    sha256: str
    shapes: Mapping[str, BaseGeometry]


def boundaries_of(data: Path, setting: str | None) -> str | None:
    """Return what `load_areas` should read: the setting, else the imported municipalities of a
    data directory, else None."""
    imported = data / FOLDER / MUNICIPALITIES
    return setting or (str(imported) if imported.is_file() else None)


def update_from(source: str, data: Path, year: int, now: datetime) -> BoundaryFacts:
    """Import a file (GeoJSON, TopoJSON, GeoPackage) or an http(s) address.

    Raises BoundaryError, which names the source; what was imported before then stays.
    """
    return _import(_bring(source, official=False), data, year, now)


def update_from_services(
    asked: Sequence[Service], data: Path, year: int, now: datetime
) -> BoundaryFacts:
    """Import from the first service that gives boundaries which pass the checks.

    Raises BoundaryError, which tells what each service failed at and the way without them.
    """
    failures = []
    for service in asked:
        try:
            return _import(_bring(service.address, official=True), data, year, now)
        except BoundaryError as error:
            failures.append(f"{service.name} failed: {error}.")
    raise BoundaryError("Boundaries were not updated", " ".join([*failures, REMEDY]))


def _bring(source: str, *, official: bool) -> _Brought:
    with fetched(source) as path:
        if not path.is_file():
            raise BoundaryError(source, "there is no such file")
        content = path.read_bytes()
        if content.lstrip()[:1] == b"<":
            start = content.strip()[:60].decode("utf-8", "replace").split("\n")[0]
            raise BoundaryError(source, f"expected boundaries, got a page: {start}")
        shapes = read_boundaries(path)
        return _Brought(source, official, sha256(content).hexdigest(), shapes)


def _import(brought: _Brought, data: Path, year: int, now: datetime) -> BoundaryFacts:
    coverage = coverage_of(brought.shapes, brought.source)
    exact = coverage.degrees(EXACT_DECIMALS)
    check_centres(exact, brought.source)
    files = {MUNICIPALITIES: _municipal_file(exact), **_drawings(coverage.simplified())}
    facts = BoundaryFacts(
        source=brought.source,
        publisher=PUBLISHER if brought.official else None,
        licence=LICENCE if brought.official else None,
        year=year,
        date=now.isoformat(timespec="seconds"),
        sha256=brought.sha256,
        overlap_m2=round(coverage.overlap_m2, 1),
        tolerance_m=DRAWING_TOLERANCE_M,
        outputs={
            name: OutputFacts(sha256(content).hexdigest(), len(content), count)
            for name, (content, count) in files.items()
        },
    )
    contents = {name: content for name, (content, _) in files.items()}
    contents[FACTS] = orjson.dumps(facts, option=orjson.OPT_INDENT_2)
    replace_files(data / FOLDER, contents)
    return facts


def _drawings(coverage: Coverage) -> dict[str, tuple[bytes, int]]:
    """Return the drawn municipalities and the areas made of them, whose borders meet theirs."""
    in_region = {code: one.region for code, one in municipalities().items()}
    in_county = {code: one.county for code, one in municipalities().items()}
    drawn = {
        "municipalities_drawing.geojson": _municipal_file(coverage.degrees(DRAWING_DECIMALS)),
    }
    for name, areas, larger in (
        ("regions_drawing.geojson", regions(), in_region),
        ("wellbeing_counties_drawing.geojson", wellbeing_counties(), in_county),
    ):
        shapes = coverage.dissolved(larger).degrees(DRAWING_DECIMALS)
        if shapes.keys() != areas.keys():
            raise BoundaryError(name, f"expected {len(areas)} areas, got {len(shapes)}")
        properties = {
            code: {"name_fi": one.name_fi, "name_sv": one.name_sv, "name_en": one.name_en}
            for code, one in areas.items()
        }
        drawn[name] = _file(shapes, properties)
    return drawn


def _municipal_file(shapes: Mapping[str, BaseGeometry]) -> tuple[bytes, int]:
    properties = {
        code: {
            "name_fi": one.name_fi,
            "name_sv": one.name_sv,
            "region": one.region,
            "wellbeing_county": one.county,
        }
        for code, one in municipalities().items()
    }
    return _file(shapes, properties)


def _file(
    shapes: Mapping[str, BaseGeometry], properties: Mapping[str, Mapping[str, str]]
) -> tuple[bytes, int]:
    """Return a GeoJSON file and the number of its features."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, **properties[code]},
            "geometry": mapping(shape),
        }
        for code, shape in shapes.items()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return orjson.dumps(collection), len(features)
