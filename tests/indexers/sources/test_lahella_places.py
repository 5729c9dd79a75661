import pytest

from indexers.listing import Address, Channel, Known, Location, Precision
from tests.indexers.samples import OULU, activity, channel, read


def place(**fields: object) -> tuple[Location, tuple[str, ...]]:
    """The location of one channel, and what was mended."""
    found = read(activity(channels=[channel(**fields)]))
    return found.locations[0], found.provenance.repairs


def at(*coordinates: object) -> dict[str, object]:
    return {"center": {"type": "Point", "coordinates": list(coordinates)}}


def test_coordinates_come_as_longitude_and_latitude() -> None:
    found, repairs = place(map=at(25.4715, 65.0127))
    assert found.point is not None
    assert (found.point.lat, found.point.lon) == OULU
    assert repairs == ()


@pytest.mark.parametrize("centre", [(24.9384, 60.1699), ("24.9384", "60.1699"), (24.9, 60.2)])
def test_a_default_centre_of_the_map_is_no_position(centre: tuple[object, object]) -> None:
    found, repairs = place(map=at(*centre))
    assert found.point is None
    assert found.precision is Precision.NONE
    assert repairs == ("map: the default centre of the map is no position and was left out",)


def test_a_point_beside_the_default_centre_is_a_position() -> None:
    found, _ = place(map=at(24.9385, 60.1699))
    assert found.precision is Precision.POINT


@pytest.mark.parametrize(
    ("coordinates", "repair"),
    [
        ((65.0127, 25.4715), "map: latitude and longitude were swapped"),
        (("25.4715", "65.0127"), None),
        (("25,4715", "65,0127"), "map: a decimal comma was read as a decimal point"),
        ((427_934, 7_211_170), "map: metres of ETRS-TM35FIN (EPSG:3067) were turned into degrees"),
    ],
    ids=["swapped", "strings", "decimal commas", "metres"],
)
def test_a_point_written_in_another_way_is_read_and_told(
    coordinates: tuple[object, object], repair: str | None
) -> None:
    found, repairs = place(map=at(*coordinates))
    assert found.point is not None
    assert found.point.lat == pytest.approx(OULU[0], abs=0.01)
    assert found.point.lon == pytest.approx(OULU[1], abs=0.01)
    assert repairs == ((repair,) if repair else ())


@pytest.mark.parametrize(
    ("coordinates", "note"),
    [
        ((18.0686, 59.3293), "map: 59.3293, 18.0686 is outside Finland"),
        ((0, 0), "map: 0,0 stands for a missing coordinate"),
        ((None, 65.0), "map: longitude is missing"),
        ((True, 65.0), "map: longitude is not a number: 'True'"),
        (({}, 65.0), "map: longitude is not a number: '{}'"),
    ],
)
def test_a_point_that_is_none_is_left_out_with_its_reason(
    coordinates: tuple[object, object], note: str
) -> None:
    found, repairs = place(map=at(*coordinates))
    assert found.point is None
    assert found.precision is Precision.NONE
    assert repairs == (note,)


@pytest.mark.parametrize("field", [None, {}, {"center": None}, {"center": {"coordinates": [25]}}])
def test_no_map_is_no_point_and_no_complaint(field: object) -> None:
    found, repairs = place(map=field)
    assert found.point is None
    assert repairs == ()


@pytest.mark.parametrize("kind", ["online", "phone"])
def test_what_has_no_place_has_no_point_though_clients_write_one(kind: str) -> None:
    found, repairs = place(type=[kind])
    assert found.channel == kind
    assert found.point is None
    assert repairs == ()


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["place"], Channel.PLACE),
        (["hybrid"], Channel.HYBRID),
        (["place", "online"], Channel.HYBRID),
        (["phone", "place"], Channel.HYBRID),
        (["online", "phone"], Channel.ONLINE),
        (["mobile"], Channel.PLACE),
        ([], Channel.PLACE),
        (None, Channel.PLACE),
    ],
)
def test_a_place_together_with_something_else_is_a_hybrid(types: object, expected: Channel) -> None:
    assert place(type=types)[0].channel is expected


def test_each_part_of_an_address_comes_from_the_first_language_that_has_it() -> None:
    translations = {
        "ru": {"address": {"city": "Оулу", "street": "Улица 1"}},
        "sv": {"address": {"city": "Uleåborg", "postalCode": "90100"}},
        "fi": {"address": {"street": "", "postalCode": 90100}},
    }
    found, _ = place(translations=translations)
    assert found.address == Address(street="Улица 1", postcode="90100", post_town="Uleåborg")


def test_the_way_there_is_plain_text_per_language() -> None:
    translations = {"fi-FI": {"summary": "<p>2. kerros</p>"}, "sv": {"summary": "<p></p>"}}
    assert place(translations=translations)[0].summary == {"fi": "2. kerros"}


def test_features_are_there_or_unknown_but_never_missing() -> None:
    found, _ = place(accessibility=["ac_wheelchair", "ac_itoilet", "ac_unknow"])
    assert found.accessibility == {"wheelchair": Known.YES, "accessible_toilet": Known.YES}
    assert place(accessibility=["ac_unknow"])[0].accessibility == {}


def test_signing_up_is_asked_when_any_channel_asks() -> None:
    asks = channel(registrationRequired=True, registrationUrl="https://example.fi/ilmo")
    found = read(activity(channels=[channel(), asks])).registration
    assert (found.required, found.url, found.email) == (
        Known.YES,
        "https://example.fi/ilmo",
        None,
    )
    assert read(activity()).registration.required is Known.NO
    unsaid = channel(registrationRequired="yes")
    assert read(activity(channels=[unsaid])).registration.required is Known.UNKNOWN
