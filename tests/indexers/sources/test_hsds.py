"""What a service of HSDS becomes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from indexers.index.document import is_expired
from indexers.listing import AgeRange, Channel, Kind, Precision, Price
from tests.conftest import NOW
from tests.indexers.sources.hsds_samples import located, place, read, refusal, schedule, service


def test_a_service_becomes_a_listing() -> None:
    found = read(service())
    assert found.id == "hsds:11111111-2222-3333-4444-555555555555"
    assert found.kind is Kind.SERVICE
    text = found.texts["fi"]
    assert text.title == "Juttuseuraa yksinäisille"
    assert text.description == "Kahvia ja juttelua.\nTervetuloa!"
    assert (text.pricing, text.registration) == ("Maksuton", "Tule paikalle.")
    assert found.organisation
    assert (found.organisation.id, found.organisation.name) == (
        "o-1",
        {"fi": "Keksitty yhdistys ry"},
    )
    assert found.audience.ages == (AgeRange(min=65, max=None),)
    assert (found.price, found.service_languages) == (Price.FREE, ("fi",))
    assert [(area.kind, area.code) for area in found.serves] == [("municipality", "564")]
    assert found.themes == ("st_ystava",)
    assert found.modified == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert found.provenance.url == "https://example.invalid/juttuseura"
    assert (found.provenance.repairs, found.provenance.unmapped) == ((), ())


def test_a_place_has_its_point_address_texts_times_and_number() -> None:
    [location] = read(service()).locations
    assert (location.channel, location.precision) == (Channel.PLACE, Precision.POINT)
    assert location.point
    assert (location.point.lat, location.point.lon) == (65.0127, 25.4715)
    assert location.address.model_dump() == {
        "street": "Keksitty katu 1",
        "postcode": "90100",
        "post_town": "Oulu",
    }
    assert location.summary["fi"].splitlines() == [
        "Toisessa kerroksessa",
        "Keksitty talo",
        "Sisään pääsee ilman portaita.",
        "Tiistaisin ja torstaisin",
    ]
    assert location.phone == "000 000002"
    assert len(location.sessions) == 2


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed", "Closed"])
def test_a_service_that_is_not_active_is_no_listing(status: str) -> None:
    assert refusal(service(status=status)).reason == f"status: expected active, got {status}"


def test_a_service_without_a_status_is_read_and_told() -> None:
    found = read(service(status=None))
    assert found.provenance.repairs == ("status: not told; it was read as active",)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": None}, "id: expected the service's identifier"),
        ({"name": None}, "name: expected the service's name"),
        ({"name": "<p> </p>"}, "name: expected the service's name"),
        ({"id": "a b"}, "id: String should match pattern"),
    ],
)
def test_a_service_that_cannot_be_one_says_why(fields: dict[str, Any], reason: str) -> None:
    assert refusal(service(**fields)).reason.startswith(reason)


def test_a_record_that_is_no_object_says_its_position() -> None:
    found = refusal("x")
    assert (found.id, found.reason) == ("hsds:#1", "record: expected a JSON object, got str")


@pytest.mark.parametrize(
    ("latitude", "longitude", "note"),
    [
        (100, 101, "location: 100, 101 is outside Finland"),
        (25.4715, 65.0127, "location: latitude and longitude were swapped"),
        ("65,0127", "25,4715", "location: a decimal comma was read as a decimal point"),
        (None, 25.4, "location: latitude is missing"),
    ],
)
def test_a_coordinate_that_is_wrong_is_told(latitude: object, longitude: object, note: str) -> None:
    assert note in read(located(latitude=latitude, longitude=longitude)).provenance.repairs


def test_a_virtual_location_is_online_and_has_no_place() -> None:
    [location] = read(located(location_type="virtual", url="https://example.invalid/x")).locations
    assert (location.channel, location.point) == (Channel.ONLINE, None)
    assert location.address.street == ""
    assert location.url == "https://example.invalid/x"


def test_a_postal_location_is_no_place_and_is_told() -> None:
    found = read(located(location_type="postal"))
    assert found.locations == ()
    assert "a postal address is no place to take part" in found.provenance.repairs[0]


def test_times_of_a_place_come_before_those_of_the_service() -> None:
    own = place(schedules=[schedule(byday="FR")])
    [location] = read(service(service_at_locations=[own])).locations
    assert [one.weekday for one in location.sessions if one.pattern == "weekly"] == [5]


def test_times_without_any_place_are_kept_at_an_untold_one() -> None:
    [location] = read(service(service_at_locations=None)).locations
    assert (location.precision, len(location.sessions)) == (Precision.NONE, 2)
    assert read(service(service_at_locations=None, schedules=None)).locations == ()


@pytest.mark.parametrize(
    ("fields", "ages"),
    [
        ({"minimum_age": 7, "maximum_age": 12}, [(7, 12)]),
        ({"minimum_age": 7.0}, [(7, None)]),
        ({"minimum_age": None, "maximum_age": "12"}, [(0, 12)]),
        ({"minimum_age": None}, []),
    ],
)
def test_ages_are_those_of_the_service(fields: dict[str, Any], ages: list[object]) -> None:
    assert [(one.min, one.max) for one in read(service(**fields)).audience.ages] == ages


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"minimum_age": -1}, "minimum_age: expected whole years from 0 to 120"),
        ({"maximum_age": 900}, "maximum_age: expected whole years from 0 to 120"),
        ({"minimum_age": 12, "maximum_age": 7}, "maximum_age: expected at least minimum_age"),
    ],
)
def test_ages_that_are_none_are_told(fields: dict[str, Any], note: str) -> None:
    assert read(service(**fields)).provenance.repairs[0].startswith(note)


@pytest.mark.parametrize(
    ("fields", "price"),
    [
        ({"cost_options": [{"amount": 35, "currency": "eur"}]}, Price.PAID),
        ({"cost_options": [{"amount": 0}]}, Price.FREE),
        ({"cost_options": [{"amount": "0"}, {"amount": "4.50"}]}, Price.PAID),
        ({"cost_options": [{"amount": "kysy"}], "fees_description": "ei maksua"}, Price.FREE),
        ({"fees_description": None, "fees": "5 €"}, Price.PAID),
        ({"fees_description": None}, Price.UNKNOWN),
    ],
)
def test_prices_come_from_amounts_first(fields: dict[str, Any], price: Price) -> None:
    assert read(service(**fields)).price is price


def test_a_cost_option_is_told_in_words() -> None:
    options = [
        {"option": "Alle 18", "amount": 4.5, "currency": "eur", "amount_description": "kerralta"},
        {"option": "Jäsenet", "valid_from": "2026-01-01", "valid_to": "2026-12-31"},
    ]
    pricing = read(service(cost_options=options)).texts["fi"].pricing
    assert pricing.splitlines() == [
        "Maksuton",
        "Alle 18: 4.5 EUR kerralta",
        "Jäsenet, 2026-01-01–2026-12-31",
    ]


def terms(*names: str, **more: str) -> dict[str, Any]:
    return service(
        minimum_age=None,
        attributes=[{"taxonomy_term": {"name": name, "taxonomy": "oma", **more}} for name in names],
    )


def test_terms_tell_kind_format_theme_and_audience_by_their_labels() -> None:
    found = read(terms("Harrastus", "Ryhmät ja kerhot", "Uinti", "65+", "Naiset"))
    assert (found.kind, found.formats, found.themes) == (
        Kind.HOBBY,
        ("hm_ryhmat",),
        ("ht_urheilu",),
    )
    assert found.audience.ages == (AgeRange(min=65, max=None),)
    assert found.provenance.unmapped == ()


def test_a_code_of_ours_tells_it_where_the_label_does_not() -> None:
    assert read(terms("Xyzzy", code="ht_luonto")).themes == ("ht_luonto",)


def test_a_term_of_another_language_is_read_in_it() -> None:
    assert read(terms("simskola", language="swe")).themes == ("ht_urheilu",)


def test_a_term_that_nobody_knows_is_collected() -> None:
    assert read(terms("Xyzzy", code="X-1")).provenance.unmapped == ("attributes:oma/X-1",)
    assert read(terms("12")).provenance.unmapped == ("attributes:oma/12",)


def test_languages_are_codes_of_two_letters_or_names() -> None:
    found = read(service(languages=[{"code": "swe"}, {"name": "English"}, {"code": "ur"}]))
    assert found.service_languages == ("sv", "en", "ur")
    assert found.provenance.unmapped == ("languages:ur",)


def test_areas_served_are_known_by_name() -> None:
    names = ["Koko maa", "Uleåborg", "Lappi", "Keski-Suomen hyvinvointialue", "Kotikylä"]
    found = read(service(service_areas=[{"name": name} for name in names]))
    assert [(area.kind, area.code) for area in found.serves] == [
        ("country", "FI"),
        ("municipality", "564"),
        ("region", "19"),
        ("wellbeing_county", "15"),
    ]
    assert found.provenance.repairs == ("service_areas: Kotikylä is no known area; left out",)


def test_contacts_of_persons_are_left_out() -> None:
    person = {"name": "Joku", "email": "joku@example.invalid", "phones": [{"number": "1"}]}
    office = {"department": "Toimisto", "email": "toimisto@example.invalid"}
    found = read(service(contacts=[person, office])).contacts
    assert [(one.kind, one.value) for one in found] == [
        ("email", "juttuseura@example.invalid"),
        ("phone", "000 000001"),
        ("email", "toimisto@example.invalid"),
        ("www", "https://example.invalid/juttuseura"),
        ("phone", "000 000002"),
    ]
    assert found[2].label == {"fi": "Toimisto"}


def test_the_organisation_is_reached_where_the_service_cannot_be() -> None:
    organisation = {"id": "o-1", "name": "Y ry", "email": "y@example.invalid"}
    found = read(service(email=None, phones=None, organization=organisation))
    assert ("email", "y@example.invalid") in [(one.kind, one.value) for one in found.contacts]


def test_a_fax_is_no_number_to_call() -> None:
    found = read(
        service(phones=[{"number": "1", "type": "fax"}, {"number": '"2"', "extension": 7}])
    )
    assert [one.value for one in found.contacts if one.kind == "phone"] == ["2 (7)", "000 000002"]


@pytest.mark.parametrize(
    ("schedules", "expired"),
    [
        ([schedule(until=None, valid_to="2026-10-01")], False),
        ([schedule(until="2026-10-01")], True),
        ([schedule(until="2026-10-01"), schedule(until=None, valid_to="2026-10-01")], False),
        ([schedule(until=None)], False),
        (None, False),
    ],
)
def test_a_service_ends_with_its_rules_and_not_with_the_validity_of_its_hours(
    schedules: object, expired: bool
) -> None:
    found = read(service(schedules=schedules))
    assert is_expired(found, NOW) == expired


def test_terms_are_keywords_and_tell_needs() -> None:
    found = read(terms("Xyzzy", "Yksinäisyys", "grief", language="fi"))
    assert [dict(words) for words in found.keywords] == [
        {"fi": "Xyzzy"},
        {"fi": "Yksinäisyys"},
        {"fi": "grief"},
    ]
    assert found.needs == ("loneliness", "grief")
    assert read(terms("Xyzzy", code="loneliness")).needs == ("loneliness",)
