import pytest

from geo.distance import distance_m
from geo.municipalities import municipalities
from geo.point import Point, in_finland
from geo.postcodes import municipality_of_postcode, post_town, postcode_place, postcodes


def test_every_postal_code_has_a_current_municipality() -> None:
    assert len(postcodes()) > 3000
    assert {one.municipality for one in postcodes().values()} <= set(municipalities())
    assert all(len(code) == 5 and code.isdigit() for code in postcodes())


@pytest.mark.parametrize(
    ("code", "municipality"), [("00530", "091"), (" 33100 ", "837"), ("15560", "398")]
)
def test_a_postal_code_gives_its_municipality(code: str, municipality: str) -> None:
    assert municipality_of_postcode(code) == municipality


def test_a_post_town_is_named_in_both_languages() -> None:
    assert (post_town("65100", "fi"), post_town("65100", "sv")) == ("Vaasa", "Vasa")


def test_an_unknown_postal_code_gives_nothing() -> None:
    assert postcode_place("99998") is None
    assert municipality_of_postcode("abc") is None
    assert post_town("") is None


def test_most_postal_codes_know_their_middle_in_finland() -> None:
    middles = [one.middle for one in postcodes().values() if one.middle]
    assert len(middles) > 2900
    assert all(map(in_finland, middles))


def test_the_middle_of_a_postal_code_lies_there() -> None:
    kallio, kilpisjarvi = postcodes()["00530"].middle, postcodes()["99490"].middle
    assert kallio is not None
    assert distance_m(kallio, Point(60.184, 24.950)) < 1_000
    assert kilpisjarvi is not None
    assert distance_m(kilpisjarvi, Point(69.045, 20.795)) < 15_000


def test_a_code_of_one_large_receiver_has_no_middle() -> None:
    assert postcodes()["00020"].middle is None
