from datetime import date, time
from typing import Any

import pytest
from pydantic import ValidationError

from indexers.listing import AgeRange, Listing
from tests.indexers.samples import listing, weekly


def test_a_listing_needs_a_title_in_some_language() -> None:
    with pytest.raises(ValidationError, match="title in at least one language"):
        listing(texts={"fi": {"summary": "ilman nimeä"}})
    with pytest.raises(ValidationError, match="title in at least one language"):
        listing(texts={})
    assert listing(texts={"fi": {}, "sv": {"title": "Körkväll"}}).texts["sv"].title == "Körkväll"


@pytest.mark.parametrize("name", ["", "lahella", "lahella:", "Lahella:1", "lahella:a b", "a:b/c"])
def test_an_id_is_a_source_and_a_key_that_fits_an_address(name: str) -> None:
    with pytest.raises(ValidationError, match="id"):
        listing(id=name)


def test_an_unknown_field_is_an_error_so_that_nothing_is_lost_silently() -> None:
    with pytest.raises(ValidationError, match="extra"):
        listing(colour="red")


def test_a_listing_cannot_be_changed() -> None:
    made: Any = listing()
    with pytest.raises(ValidationError, match="frozen"):
        made.kind = "event"


def test_an_age_range_ends_after_it_begins() -> None:
    with pytest.raises(ValidationError, match="at least min"):
        AgeRange(min=18, max=17)
    assert AgeRange(min=0, max=0).max == 0


@pytest.mark.parametrize("code", ["91", "0911", "abc"])
def test_a_municipality_is_a_code_of_three_digits(code: str) -> None:
    with pytest.raises(ValidationError, match="municipality"):
        listing(locations=[{"municipality": code}])


def test_times_without_a_zone_are_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        listing(valid_until="2026-11-24T12:00:00")


def test_a_listing_survives_the_way_through_json() -> None:
    made = listing(
        locations=[{"sessions": [weekly(exclusions=[date(2026, 12, 8)], end=time(1))]}],
        serves=[{"kind": "country", "code": "FI"}],
        valid_until="2027-05-31T00:00:00+03:00",
    )
    assert Listing.model_validate_json(made.model_dump_json()) == made


def test_the_sessions_of_a_listing_are_those_of_all_its_locations() -> None:
    first, second = weekly(weekday=1), weekly(weekday=5)
    made = listing(locations=[{"sessions": [first]}, {}, {"sessions": [second]}])
    assert made.sessions == (first, second)
