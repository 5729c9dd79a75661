"""All places with a name: the tables of this package in, places and their names out, the most
important place first."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from geo.municipality import municipalities
from geo.place import Place, PlaceKind
from geo.point import Point
from geo.regions import Area, regions, wellbeing_counties
from geo.tables import read_rows

# Helsinki and Åland arrange what a county does elsewhere; their names belong to the city and
# the region.
_NO_COUNTY = ("90", "91")


@cache
def places() -> tuple[Place, ...]:
    """Return every place: municipalities, regions, counties, towns. The order decides between
    equal names: Lappi is the region, not the village in Rauma."""
    return (*_municipalities(), *_areas(regions()), *_areas(wellbeing_counties()), *_towns())


@cache
def other_names() -> Mapping[tuple[PlaceKind, str], tuple[str, ...]]:
    """Return names beside name_fi and name_sv by kind and code: official Swedish, Sámi, English,
    short forms."""
    found: dict[tuple[PlaceKind, str], tuple[str, ...]] = {}
    for one in municipalities().values():
        found["municipality", one.code] = (one.name_sv_official, *dict(one.names_sami).values())
    for area in (*regions().values(), *wellbeing_counties().values()):
        found[area.kind, area.code] = (area.name_en,)
    for row in read_rows("nicknames.tsv"):
        kind: PlaceKind = "municipality" if row["kind"] == "municipality" else "wellbeing_county"
        found[kind, row["code"]] = (*found[kind, row["code"]], row["name"])
    return MappingProxyType(found)


def _municipalities() -> Iterator[Place]:
    for one in municipalities().values():
        yield Place(
            "municipality", one.code, one.name_fi, one.name_sv, one.centre, municipality=one.code
        )


def _areas(areas: Mapping[str, Area]) -> Iterator[Place]:
    for area in areas.values():
        if area.kind == "region" or area.code not in _NO_COUNTY:
            yield Place(
                area.kind, area.code, area.name_fi, area.name_sv, centre=None, municipality=None
            )


def _towns() -> Iterator[Place]:
    for row in read_rows("towns.tsv"):
        yield Place(
            kind="town",
            code=f"{row['municipality']}:{row['name_fi']}",
            name_fi=row["name_fi"],
            name_sv=row["name_sv"],
            centre=Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
            municipality=row["municipality"],
        )
