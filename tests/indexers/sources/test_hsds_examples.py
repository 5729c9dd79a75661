"""The official examples of HSDS: what is read of them, and why the rest is not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from indexers.listing import Listing, Precision
from indexers.sources.source import Rejected, records_of
from tests.indexers.sources.hsds_samples import read, source
from tests.indexers.sources.leaves import read_all_the_same, unread, without_a_leaf
from tests.test_imports import PROJECT

EXAMPLES = PROJECT.parent / "shared" / "formats" / "hsds"
pytestmark = pytest.mark.skipif(
    not EXAMPLES.exists(), reason="the examples of formats are not here"
)

OF_A_PERSON = "the name, title and ways to reach a person are personal data"
KEYS = "a key of the feed's own database"
NO_FIELD = "a listing has no field for it"
LEFT_OUT = {
    "attributes[].id": KEYS,
    "attributes[].link_entity": KEYS,
    "attributes[].link_type": "what kind of link it is says nothing more about the service",
    "attributes[].taxonomy_term.id": KEYS,
    "attributes[].taxonomy_term.parent_id": KEYS,
    "attributes[].taxonomy_term.description": "explains the term, not the service",
    "attributes[].taxonomy_term.taxonomy_detail": "describes the taxonomy",
    "attributes[].taxonomy_term.term_uri": "no taxonomy of ours has addresses",
    "assured_date": NO_FIELD,
    "assurer_email": OF_A_PERSON,
    "service_at_locations[].location.contacts": "a location has a number only",
    "cost_options[].id": KEYS,
    "funding": NO_FIELD,
    "metadata": "the history of the record",
    "organization.alternate_name": NO_FIELD,
    "organization.description": "the organisation's, not the service's",
    "organization.funding": NO_FIELD,
    "organization.legal_status": NO_FIELD,
    "organization.locations": "places of the organisation, where the service need not be",
    "organization.logo": "a picture of the organisation, not of the service",
    "organization.organization_identifiers": NO_FIELD,
    "organization.parent_organization_id": KEYS,
    "organization.programs": "the service names its own program",
    "organization.tax_status": NO_FIELD,
    "organization.year_incorporated": NO_FIELD,
    "program.id": KEYS,
    "required_documents[].id": KEYS,
    "service_areas[].id": KEYS,
    "service_areas[].extent": "areas are known by name; shapes are not compared",
    "service_areas[].extent_type": "areas are known by name; shapes are not compared",
    "service_areas[].uri": "areas are known by name",
    "service_at_locations[].id": KEYS,
    "service_at_locations[].location.id": KEYS,
    "service_at_locations[].location.external_identifier": NO_FIELD,
    "service_at_locations[].location.external_identifier_type": NO_FIELD,
    "service_at_locations[].location.accessibility[].id": KEYS,
    "service_at_locations[].location.phones[].description": "a location has a number only",
    "*contacts[].id": KEYS,
    "*.addresses[].id": KEYS,
    "*.addresses[].attention": OF_A_PERSON,
    "*.addresses[].region": "the municipality tells its region",
    "*.addresses[].state_province": "the municipality tells its region",
    "*.addresses[].country": "an address has no field for it",
    "*languages[].id": KEYS,
    "*languages[].note": NO_FIELD,
    "*phones[].id": KEYS,
    "*phones[].languages[].code": "languages of a telephone are not those of the service",
    "*phones[].languages[].name": "languages of a telephone are not those of the service",
    "*schedules[].id": KEYS,
    "*schedules[].wkst": "weeks are counted from Monday",
}
# The example's rules and periods all at once leave nothing; these make a time that will be.
TELLABLE = {"byweekno": None, "bymonthday": None, "byyearday": None, "valid_to": "2027-12-31"} | {
    "dtstart": "2026-12-01",
    "valid_from": "2026-12-01",
    "until": "2027-06-30",
    "count": 40,
}

# Fields that come before others of the same meaning.
FIRST = ("email", "phones", "fees_description", "cost_options")


def example(name: str) -> Any:
    return orjson.loads((EXAMPLES / f"{name}.json").read_bytes())


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The object and all objects in it."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from objects(inner)


def without(service: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in service.items() if name not in names}


def variants() -> list[dict[str, Any]]:
    """The full example with times that can be told; and without what comes before other fields."""
    first, second, third = (example("service_full") for _ in range(3))
    for service in (first, second, third):
        for number, one in enumerate(objects(service)):
            if "byday" in one:
                one.update(TELLABLE)
            if "department" in one and service is not first:
                one["name"] = ""  # a contact of nobody in particular
            one.update({name: f"{number}" for name in ("email", "number") if name in one})
    return [first, _second(second), _third(third)]


def _second(service: dict[str, Any]) -> dict[str, Any]:
    [place], [area] = service["service_at_locations"], service["service_areas"]
    [address] = place["location"]["addresses"]
    addresses = [address, address | {"address_1": "Toka katu 2", "address_type": "physical"}]
    location = place["location"] | {"addresses": addresses}
    return without(service, *FIRST) | {
        "languages": [{"name": "Urdu"}],
        "attributes": [{"taxonomy_term": {"taxonomy": "x", "name": "y"}}],
        "service_areas": [without(area, "name")],
        "service_at_locations": [without(place, "schedules") | {"location": location}],
    }


def _third(service: dict[str, Any]) -> dict[str, Any]:
    [place] = service["service_at_locations"]
    location = place["location"] | {"languages": [{"name": "Urdu"}, {"code": "ur"}]}
    place = without(place, "schedules", "phones", "contacts") | {"location": location}
    return without(service, *FIRST, "schedules", "contacts", "languages") | {
        "organization": without(service["organization"], "website"),
        "attributes": [{"value": "y"}],
        "service_at_locations": [place],
    }


def in_english(service: dict[str, Any]) -> Listing | Rejected:
    return source().read({"language": "en", **service}, 1)


def test_every_field_of_the_full_service_is_read_or_left_out_for_a_reason() -> None:
    assert unread(variants(), in_english, LEFT_OUT) == set()


def test_no_field_is_called_left_out_and_read_all_the_same() -> None:
    assert read_all_the_same(variants(), in_english, LEFT_OUT) == set()
    assert without_a_leaf(variants(), LEFT_OUT) == set()


def test_a_latitude_of_a_hundred_is_no_point_and_is_told() -> None:
    found = read({"language": "en", **example("service_full")})
    [location] = found.locations
    assert (location.point, location.precision) == (None, Precision.NONE)
    assert "location: 100, 101 is outside Finland" in found.provenance.repairs


def listings(name: str) -> list[Listing]:
    source_ = source()
    records = records_of(source_, f"{EXAMPLES / name}.json#language=en")
    found = [source_.read(record, number) for number, record in enumerate(records, start=1)]
    assert all(isinstance(one, Listing) for one in found), found
    return [one for one in found if isinstance(one, Listing)]


@pytest.mark.parametrize(
    "name", ["service_full", "organization_full", "service_at_location_full", "tabular"]
)
def test_the_same_service_comes_out_of_every_shape(name: str) -> None:
    [found], [expected] = listings(name), listings("service_full")
    alike = {"texts", "audience", "price", "service_languages", "locations", "contacts", "links"}
    assert found.model_dump(include=alike) == expected.model_dump(include=alike)


@pytest.mark.parametrize("name", ["service_list", "service_at_location_list"])
def test_lists_of_own_fields_are_read_too(name: str) -> None:
    [found] = listings(name)
    assert found.texts["en"].title == example("service_full")["name"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("location", "a location"),
        ("organization_list", "an organisation"),
        ("taxonomy", "a taxonomy"),
        ("taxonomy_list", "a taxonomy"),
        ("taxonomy_term", "a taxonomy term"),
        ("taxonomy_term_list", "a taxonomy term"),
        ("base", "the description of an API"),
    ],
)
def test_other_objects_are_no_services_and_say_what_they_are(name: str, what: str) -> None:
    source_ = source()
    [record] = records_of(source_, f"{EXAMPLES / name}.json")
    found = source_.read(record, 1)
    assert isinstance(found, Rejected)
    assert found.reason == f"record: expected a service, got {what}"


def test_the_examples_in_one_directory_are_one_service_with_its_place(tmp_path: Path) -> None:
    for name in ("service_full", "organization_list", "service_at_location_full"):
        (tmp_path / f"{name}.json").write_bytes((EXAMPLES / f"{name}.json").read_bytes())
    source_ = source()
    [record] = records_of(source_, f"{tmp_path}#language=en")
    found = source_.read(record, 1)
    assert isinstance(found, Listing)
    assert found.id == "hsds:ac148810-d857-441c-9679-408f346de14b"
    assert len(found.locations) == 2  # once nested in the service, once by itself
