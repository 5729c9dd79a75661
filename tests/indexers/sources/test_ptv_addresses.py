"""Addresses of PTV: coordinates in metres with a state, and all the ways they are no position."""

from typing import Any

import pytest

from indexers.listing import Channel, Listing, Location, Precision
from tests.indexers.sources.ptv_channel_samples import PLACE
from tests.indexers.sources.ptv_pieces import (
    BOX,
    ENTRANCE,
    OULU,
    Thing,
    municipality,
    street,
    texts,
)
from tests.indexers.sources.ptv_samples import at, changed, read

NO_POINT: Thing = {"latitude": None, "longitude": None, "coordinateState": "NotReceived"}


def listing(*addresses: Thing) -> Listing:
    return read(at(changed(PLACE, addresses=list(addresses))))


def place(*addresses: Thing) -> Location:
    [found] = listing(*addresses).locations
    return found


def repairs(*addresses: Thing) -> tuple[str, ...]:
    return listing(*addresses).provenance.repairs


def test_metres_become_a_point_without_a_note() -> None:
    found = place(street())
    assert found.point is not None
    assert (round(found.point.lat, 2), round(found.point.lon, 2)) == (65.01, 25.46)
    assert (found.channel, found.precision) == (Channel.PLACE, Precision.POINT)
    assert repairs(street()) == ()


@pytest.mark.parametrize("state", ["Ok", "EnteredByUser", "EnteredByAR", None, ""])
def test_a_coordinate_of_a_trusted_state_is_taken(state: str | None) -> None:
    assert place(street(coordinateState=state)).point is not None


@pytest.mark.parametrize("state", ["Failed", "MultipleResultsReceived", "Loading", "New"])
def test_a_coordinate_of_another_state_is_left_out_with_a_note(state: str) -> None:
    assert place(street(coordinateState=state)).point is None
    assert repairs(street(coordinateState=state)) == (
        f"addresses: coordinates marked {state} were left out",
    )


@pytest.mark.parametrize("state", ["NotReceived", "Failed", "EmptyInputReceived", "Ok"])
@pytest.mark.parametrize("zero", ["0", "0.0", 0, None, ""])
def test_no_coordinate_and_zeros_are_nothing_to_mend(state: str, zero: object) -> None:
    made = street(latitude=zero, longitude=zero, coordinateState=state)
    assert place(made).point is None
    assert repairs(made) == ()


@pytest.mark.parametrize(
    ("latitude", "longitude", "note"),
    [
        ("65.01", "25.47", None),
        (7210000.0, 427600.0, None),
        ("7210000,000", "427600,000", "addresses: a decimal comma was read as a decimal point"),
        (OULU[1], OULU[0], "addresses: east and north were swapped"),
        ("25.47", "65.01", "addresses: latitude and longitude were swapped"),
    ],
)
def test_coordinates_written_otherwise_are_read_too(
    latitude: object, longitude: object, note: str | None
) -> None:
    made = street(latitude=latitude, longitude=longitude)
    found = place(made).point
    assert found is not None
    assert (round(found.lat, 1), round(found.lon, 1)) == (65.0, 25.5)
    assert repairs(made) == ((note,) if note else ())


@pytest.mark.parametrize(
    ("latitude", "problem"),
    [("1", "1, 427600 is outside Finland"), ("x", "latitude is not a number: 'x'")],
)
def test_a_coordinate_that_is_none_is_left_out_with_the_reason(latitude: str, problem: str) -> None:
    assert place(street(latitude=latitude)).point is None
    assert repairs(street(latitude=latitude)) == (f"addresses: {problem}",)


def test_the_address_is_written_once_and_other_languages_help_to_find_it() -> None:
    found = place(street())
    assert found.address.street == "Keksitty katu 7 B"
    assert (found.address.postcode, found.address.post_town) == ("90100", "Oulu")
    assert "Påhittade gatan 7 B" in found.summary["sv"].splitlines()
    assert "Sisäänkäynti pihalta" in found.summary["fi"].splitlines()


def test_a_post_town_that_fits_no_postal_code_stays_as_it_is() -> None:
    assert place(street(postalCode="99999")).address.post_town == "OULU"
    assert place(street(postOffice=texts(fi="MUHOS"))).address.post_town == "MUHOS"


def test_a_swedish_town_without_a_finnish_name_is_written_in_swedish() -> None:
    made = street(postalCode="65100", postOffice=texts(sv="VASA"))
    assert place(made).address.post_town == "Vasa"


@pytest.mark.parametrize(
    ("code", "found", "notes"),
    [
        ("564", "564", 0),
        ("91", "091", 0),
        (91, "091", 0),
        ("588", "507", 1),
        ("000", None, 1),
        ("", None, 0),
        (None, None, 0),
    ],
)
def test_a_municipality_is_a_living_code_or_none(code: Any, found: str | None, notes: int) -> None:
    made = street(municipality=municipality(code, "x"))
    assert place(made).municipality == found
    assert len(repairs(made)) == notes


def test_another_address_than_a_street_has_its_own_coordinates() -> None:
    other = {
        "latitude": OULU[0],
        "longitude": OULU[1],
        "postalCode": "90100",
        "postOffice": texts(fi="OULU"),
        "additionalInformation": texts(fi="Rannassa, laiturin päässä"),
    }
    found = place({**street(), "subType": "Other", "streetAddress": None, "otherAddress": other})
    assert found.point is not None
    assert (found.address.street, found.address.post_town) == ("", "Oulu")
    assert "Rannassa, laiturin päässä" in found.summary["fi"]


def test_the_main_entrance_stands_in_for_a_missing_point() -> None:
    side = {**ENTRANCE, "isMainEntrance": False, "coordinates": {"latitude": "x", "longitude": "y"}}
    found = place({**street(**NO_POINT), "entrances": [side, ENTRANCE]})
    assert found.point is not None
    assert found.precision is Precision.POINT


def test_entrances_tell_how_accessible_they_are() -> None:
    found = place({**street(), "entrances": [ENTRANCE]})
    assert "\nPääovi\nOvi: Ovi on leveä.\n" in found.summary["fi"]


def test_each_address_that_can_be_visited_is_a_place_and_a_post_office_box_is_none() -> None:
    found = listing(BOX, street(), street(streetNumber="9")).locations
    assert [one.address.street for one in found] == ["Keksitty katu 7 B", "Keksitty katu 9"]


def test_a_place_with_a_postal_address_only_is_known_by_its_municipality() -> None:
    found = place(BOX)
    assert (found.point, found.municipality) == (None, "564")
    assert (found.address.street, found.address.post_town) == ("", "Oulu")
    box_only = {**BOX, "type": "Location"}
    assert place(box_only).address.street == ""


def test_a_place_without_any_address_is_still_a_place() -> None:
    found = place()
    assert (found.channel, found.point, found.municipality) == (Channel.PLACE, None, None)


@pytest.mark.parametrize(
    "fields",
    [{"subType": "Abroad", "locationAbroad": texts(fi="Tukholma")}, {"country": "SE"}],
)
def test_a_place_abroad_is_left_out_with_a_note(fields: Thing) -> None:
    assert [one.address.street for one in listing({**street(), **fields}, street()).locations] == [
        "Keksitty katu 7 B"
    ]
    [note] = repairs({**street(), **fields}, street())
    assert note.startswith("addresses: a place abroad was left out (")
