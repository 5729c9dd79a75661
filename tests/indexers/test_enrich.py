from collections.abc import Mapping

import pytest
from shapely.geometry import box

from geo.area_finder import AreaFinder
from geo.areas import Areas
from geo.municipalities import municipalities
from geo.nearest_centre import NearestCentre
from geo.point import Point
from geo.postcodes import postcode_place
from indexers.enrich import enriched
from indexers.listing import Listing, Location, Precision
from tests.indexers.samples import activity, channel, listing, read

NEAREST = NearestCentre()
OULU, KEMPELE, LIMINKA, HELSINKI, TAMPERE = "564", "244", "425", "091", "837"


def square(code: str) -> Areas:
    """Boundaries that know one municipality, a square of some 20 km round its centre."""
    centre = municipalities()[code].centre
    sides = (centre.lon - 0.2, centre.lat - 0.1, centre.lon + 0.2, centre.lat + 0.1)
    return Areas({code: box(*sides)})


def centre(code: str) -> dict[str, float]:
    point = municipalities()[code].centre
    return {"lat": point.lat, "lon": point.lon}


def placed(fields: Mapping[str, object], serves: str = "", areas: AreaFinder = NEAREST) -> Location:
    """What becomes of one location, in a listing that serves one municipality or does not say."""
    area = [{"kind": "municipality", "code": serves}] if serves else []
    return enriched(listing(locations=[fields], serves=area), areas).locations[0]


def at(code: str, **fields: object) -> dict[str, object]:
    return {"point": centre(code), "precision": "point", **fields}


def notes(made: Listing) -> tuple[str, ...]:
    return enriched(made, NEAREST).provenance.repairs


def test_a_boundary_round_the_point_decides() -> None:
    found = placed(at(KEMPELE, address={"post_town": "Oulu"}), areas=square(KEMPELE))
    assert found.municipality == KEMPELE
    assert found.precision is Precision.POINT
    assert found.point == municipalities()[KEMPELE].centre


def test_without_boundaries_the_address_is_believed_before_the_nearest_centre() -> None:
    found = placed(at(KEMPELE, address={"post_town": "Oulu"}))
    assert found.municipality == OULU
    assert found.precision is Precision.POINT


def test_without_an_address_the_nearest_centre_decides() -> None:
    assert placed(at(KEMPELE)).municipality == KEMPELE


@pytest.mark.parametrize(
    "fields",
    [
        {"address": {"postcode": "90014"}},
        {"address": {"post_town": "Oulu"}},
        {"address": {"post_town": "ULEÅBORG"}},
        {"address": {"postcode": "00000", "post_town": "Oulu"}},
        {"municipality": OULU},
    ],
    ids=[
        "postcode without an area",
        "town",
        "Swedish town",
        "unknown postcode",
        "told by the source",
    ],
)
def test_an_address_without_a_point_is_known_to_its_municipality(
    fields: dict[str, object],
) -> None:
    found = placed(fields)
    assert found.municipality == OULU
    assert found.precision is Precision.MUNICIPALITY
    assert found.point == municipalities()[OULU].centre


def test_a_postcode_without_a_point_is_known_to_its_area() -> None:
    found = placed({"address": {"postcode": "90100", "post_town": "Oulu"}})
    assert (found.municipality, found.precision) == (OULU, Precision.POSTCODE)
    known = postcode_place("90100")
    assert known is not None
    assert found.point == known.middle


def test_a_postcode_of_another_municipality_than_the_source_says_is_not_believed() -> None:
    found = placed({"municipality": KEMPELE, "address": {"postcode": "90100"}})
    assert (found.municipality, found.precision) == (KEMPELE, Precision.MUNICIPALITY)


def test_a_postcode_is_believed_before_the_name_of_the_town() -> None:
    found = placed({"address": {"postcode": "00530", "post_town": "Oulu"}})
    assert found.municipality == HELSINKI


def test_the_only_municipality_served_is_the_last_resort() -> None:
    found = placed({}, OULU)
    assert (found.municipality, found.precision) == (OULU, Precision.MUNICIPALITY)
    assert placed({"address": {"post_town": "Kempele"}}, OULU).municipality == KEMPELE


def test_of_several_municipalities_served_none_is_guessed() -> None:
    both = [{"kind": "municipality", "code": code} for code in (OULU, KEMPELE)]
    found = enriched(listing(locations=[{}], serves=both), NEAREST).locations[0]
    assert (found.municipality, found.point, found.precision) == (None, None, Precision.NONE)


def test_a_place_of_which_nothing_is_known_stays_unknown() -> None:
    found = placed({})
    assert (found.municipality, found.point, found.precision) == (None, None, Precision.NONE)


def test_a_point_far_from_its_address_gives_way_to_the_address_and_is_told() -> None:
    made = listing(locations=[at(HELSINKI, address={"post_town": "Oulu"})])
    found = enriched(made, NEAREST).locations[0]
    assert (found.municipality, found.precision) == (OULU, Precision.MUNICIPALITY)
    assert found.point == municipalities()[OULU].centre
    assert notes(made) == ("location: the point lies far from Oulu",)


def test_a_point_is_kept_where_only_the_municipality_served_lies_elsewhere() -> None:
    assert placed(at(HELSINKI), OULU).precision == Precision.POINT


def test_a_point_in_the_neighbouring_municipality_of_its_address_is_kept() -> None:
    made = listing(locations=[at(LIMINKA, address={"post_town": "Kempele"})])
    found = enriched(made, square(LIMINKA)).locations[0]
    assert (found.municipality, found.precision) == (LIMINKA, Precision.POINT)
    assert notes(made) == ()


def test_a_point_at_sea_is_kept_and_belongs_to_its_address() -> None:
    at_sea = {"point": {"lat": 60.0, "lon": 25.3}, "precision": "point"}
    found = placed({**at_sea, "address": {"post_town": "Helsinki"}}, areas=square(OULU))
    assert (found.municipality, found.precision) == (HELSINKI, Precision.POINT)
    assert found.point == Point(60.0, 25.3)
    assert placed(at_sea, areas=square(OULU)).municipality is None


@pytest.mark.parametrize("kind", ["online", "phone"])
def test_what_takes_place_nowhere_is_left_alone(kind: str) -> None:
    given = {"channel": kind, "address": {"postcode": "90100"}}
    assert placed(given, OULU) == Location.model_validate(given)


def test_a_hybrid_has_a_place() -> None:
    assert placed({"channel": "hybrid", "address": {"post_town": "Oulu"}}).municipality == OULU


@pytest.mark.parametrize("kind", ["place", "online"])
@pytest.mark.parametrize(("code", "current"), [("911", "541"), ("999", None)])
def test_a_code_that_is_no_more_or_never_was_does_not_reach_the_index(
    kind: str, code: str, current: str | None
) -> None:
    assert placed({"channel": kind, "municipality": code}).municipality == current


def test_the_municipalities_of_its_places_are_served_when_the_source_does_not_say() -> None:
    towns = ("Oulu", "Kempele", "Oulu")
    made = listing(locations=[{"address": {"post_town": town}} for town in towns])
    found = enriched(made, NEAREST).serves
    assert [(area.kind, area.code) for area in found] == [
        ("municipality", KEMPELE),
        ("municipality", OULU),
    ]


def test_what_the_source_says_of_its_areas_stands() -> None:
    made = listing(
        locations=[{"address": {"post_town": "Oulu"}}], serves=[{"kind": "country", "code": "FI"}]
    )
    assert enriched(made, NEAREST).serves == made.serves


def test_all_else_of_a_listing_is_as_it_was() -> None:
    made = read(activity(channels=[channel(), channel(type=["online"])]))
    found = enriched(made, NEAREST)
    changed = {
        name for name in type(made).model_fields if getattr(found, name) != getattr(made, name)
    }
    assert changed == {"locations"}
    assert found.locations[0].model_copy(update={"municipality": None}) == made.locations[0]
    assert found.locations[1] == made.locations[1]


def test_the_default_centre_of_the_map_ends_at_the_postal_code_of_the_address() -> None:
    default = {"center": {"coordinates": [24.9384, 60.1699]}}
    found = enriched(read(activity(channels=[channel(map=default)])), NEAREST).locations[0]
    assert (found.municipality, found.precision) == (OULU, Precision.POSTCODE)


def test_a_listing_is_completed_once_and_for_all() -> None:
    made = listing(locations=[at(TAMPERE), {"address": {"post_town": "Oulu"}}, {}])
    once = enriched(made, NEAREST)
    assert enriched(once, NEAREST) == once
