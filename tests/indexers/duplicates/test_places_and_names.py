import pytest

from indexers.duplicates.names import compare_names, names_of
from indexers.duplicates.places import Place, compare_places, places_of
from indexers.duplicates.streets import are_two, street_key
from tests.indexers.duplicates.made import made

OULU = {"municipality": "564"}


@pytest.mark.parametrize(
    "text",
    [
        *("Keksittykatu 1", "Keksitty katu 1", "KEKSITTYKATU 1 A 5", "Keksittyk. 1"),
        *(
            "Keksittykatu 1-3",
            "Seurantalo, Keksittykatu 1",
            "Keksittykatu 1, 2. krs",
            "Keksittykatu 1b",
        ),
    ],
)
def test_one_address_in_many_writings_is_one(text: str) -> None:
    assert street_key(text) == "keksittykatu 1"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("  ", ""),
        ("5", ""),
        ("Keksittykatu", "keksittykatu"),
        ("Åkerv. 2", "akervagen 2"),
    ],
)
def test_other_writings(text: str, key: str) -> None:
    assert street_key(text) == key


def test_two_houses_are_two_but_a_finnish_and_a_swedish_street_may_be_one() -> None:
    assert are_two("kirkkokatu 1", "kirkkokatu 15")
    assert not are_two("kirkkokatu 1", "kyrkogatan 1")
    assert not are_two("kirkkokatu", "kirkkokatu 1")


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        (Place("564", "kuja 1"), Place("564", "kuja 1"), 1.0),
        (Place("564", "", 65.0127, 25.4715), Place("564", "", 65.0129, 25.4716), 1.0),
        (Place("564", "", 65.0127, 25.4715), Place("564", "", 65.0155, 25.4715), 0.75),
        (Place("564", "", 65.0127, 25.4715), Place("564"), 0.5),
        (Place("564", "kirkkokatu 1"), Place("564", "kyrkogatan 1"), 0.5),
        (Place("564", "kuja 1"), Place("564", "kuja 2"), None),
        (Place("564", "kuja 1"), Place("837", "kuja 1"), None),
        (Place("564", "", 65.0127, 25.4715), Place("564", "", 65.03, 25.4715), None),
    ],
)
def test_how_surely_two_places_are_one(a: Place, b: Place, share: float | None) -> None:
    found = compare_places([a], [b])
    assert found.share == share
    assert found == compare_places([b], [a])
    assert bool(found.apart) == (share is None)


def test_without_a_place_on_one_side_nothing_is_known() -> None:
    assert compare_places([], [Place("564")]) == (None, "")


def test_one_of_five_places_is_not_the_whole_and_half_of_two_is() -> None:
    five = [Place("564", f"kuja {number}") for number in range(5)]
    assert compare_places(five, five[:1]).apart
    assert compare_places(five[:2], five[:1]).share == 0.5


def test_only_places_of_a_known_town_or_point_count_and_a_middle_of_a_town_is_no_point() -> None:
    found = made({"at": ["Keksittykatu 1 @564 @65.0127,25.4715", "Rantatie 8 @837"]})
    assert places_of(found.locations) == (
        Place("564", "keksittykatu 1", 65.0127, 25.4715),
        Place("837", "rantatie 8"),
    )
    assert places_of(made({"channel": "online"}).locations) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Keksitty kuoro ry", "Keksitty Kuoro"),
        ("Strandens kulturförening r.f.", "Strandens kulturförening rf"),
        ("Suomen Esimerkkiliitto, Mallilan osasto ry", "SE Mallilan osasto"),
        ("Rannan venyttäjät", "Rannan Venytäjät ry"),
    ],
)
def test_one_organisation_in_two_writings(one: str, other: str) -> None:
    found = compare_names(names_of({"fi": one}), names_of({"sv": other}))
    assert found is not None
    assert found.same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Esimerkkiliiton Kuopion osasto ry", "Esimerkkiliiton Oulun osasto ry"),
        ("Hyppy ja Hippa ry", "Mallilan Voimistelijat ry"),
        ("Keksitty kuoro ry", "Keksitty orkesteri ry"),
    ],
)
def test_two_organisations(one: str, other: str) -> None:
    found = compare_names(names_of({"fi": one}), names_of({"fi": other}))
    assert found is not None
    assert not found.same


def test_a_name_that_is_not_told_is_not_compared() -> None:
    assert compare_names((), ("keksitty kuoro",)) is None
    assert names_of({"fi": ""}) == ()
