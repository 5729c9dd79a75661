"""All places with a name: the tables of this package in, places and their names out, the most
important place first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from geo.folding import fold
from geo.municipality import municipalities
from geo.place import Place, PlaceKind
from geo.point import Point
from geo.postcodes import Postcode, postcodes
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


def namesakes(place: Place) -> tuple[Place, ...]:
    """Return other places that share a name with this one, the most important first."""
    found = dict.fromkeys(one for name in _names_of(place) for one in _by_name()[name])
    return tuple(one for one in found if one != place)


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        for name in _names_of(place):
            found[name] = (*found.get(name, ()), place)
    return defaultdict(tuple, found)


def _names_of(place: Place) -> Iterable[str]:
    others = other_names().get((place.kind, place.code), ())
    return dict.fromkeys(fold(name) for name in (place.name_fi, place.name_sv, *others))


def named_postcode(code: Postcode) -> Place:
    """Return the place of a postal code: "00530 Helsinki"."""
    names = (f"{code.code} {code.town_fi}", f"{code.code} {code.town_sv}")
    return Place("postcode", code.code, *names, centre=code.middle, municipality=code.municipality)


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
            centre=_centre_of_town(row),
            municipality=row["municipality"],
        )


def _centre_of_town(row: Mapping[str, str]) -> Point | None:
    """The village itself where it is known, else the middle of its (first) postal code area."""
    if row["lat"]:
        return Point(float(row["lat"]), float(row["lon"]))
    return _middles().get((row["municipality"], fold(row["name_fi"])))


@cache
def _middles() -> Mapping[tuple[str, str], Point]:
    """The middle of the first postal code of each municipality and post town."""
    found: dict[tuple[str, str], Point] = {}
    for one in postcodes().values():
        if one.middle is not None:
            found.setdefault((one.municipality, fold(one.town_fi)), one.middle)
    return found
