"""The example of Palvelukartta: what is read of it, and why the rest is not."""

from typing import Any

import orjson
import pytest

from indexers.listing import Listing
from indexers.sources.source import Rejected
from tests.indexers.sources.leaves import read_all_the_same, unread, without_a_leaf
from tests.indexers.sources.palvelukartta_samples import read, source
from tests.test_imports import PROJECT

EXAMPLES = PROJECT.parent / "shared" / "formats" / "servicemap"
pytestmark = pytest.mark.skipif(
    not EXAMPLES.exists(), reason="the examples of formats are not here"
)

KEYS = "a key of the source's own database"
NO_FIELD = "a listing has no field for it"
LEFT_OUT = {
    "dept_id": KEYS,
    "provider_type": "how a service is produced; only asked for when units are chosen",
    "displayed_service_owner_type": "the owner is told by name",
    "data_source_url": "the site that keeps the record, not a page about the unit",
    "ontologytree_ids": "every leaf of the tree stands for words, and those are read",
    "northing_etrs_gk25": "the same point in another system",
    "easting_etrs_gk25": "the same point in another system",
    "manual_coordinates": "how the point was found",
    "vtj_prt": "a key of the building register",
    "vtj_prt_verified": "a key of the building register",
    "connections[].tags": "marks for the source's own pages",
    "ontologyword_details": "the words again",
    "service_descriptions": KEYS,
    "accessibility_sentences[].sentence_group_name": "a heading; the sentences stand by themselves",
    "accessibility_sentences[].sentence_group_fi": "a heading; the sentences stand by themselves",
    "accessibility_sentences[].sentence_group_sv": "a heading; the sentences stand by themselves",
    "accessibility_sentences[].sentence_group_en": "a heading; the sentences stand by themselves",
}


def example() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((EXAMPLES / "unit-41102.json").read_bytes())
    return found


def short(unit: dict[str, Any]) -> dict[str, Any]:
    """The example with few sections of each type, so that it is read quickly."""
    first: dict[object, dict[str, Any]] = {}
    for one in unit["connections"]:
        first.setdefault((one["section_type"], "tags" in one, "contact_person" in one), one)
    sections = [*first.values()]
    sentences = unit["accessibility_sentences"][:1]
    return unit | {"connections": sections, "accessibility_sentences": sentences}


def variants() -> list[dict[str, Any]]:
    """The example; and without what comes before other fields of the same meaning."""
    first = short(example())
    gone = {"latitude", "longitude", "modified_time", "arealcity_id", "street_address_fi"}
    gone |= {"address_city_fi", "org_id"}
    second = {name: value for name, value in first.items() if name not in gone}
    third = {
        name: value
        for name, value in second.items()
        if name not in ("street_address_sv", "address_city_sv")
    }
    return [first, second, third]


def outcome(unit: dict[str, Any]) -> Listing | Rejected:
    return source().read(unit, 1)


def test_every_field_of_the_example_is_read_or_left_out_for_a_reason() -> None:
    assert unread(variants(), outcome, LEFT_OUT) == set()


def test_no_field_is_called_left_out_and_read_all_the_same() -> None:
    assert read_all_the_same(variants(), outcome, LEFT_OUT) == set()
    assert without_a_leaf(variants(), LEFT_OUT) == set()


def test_the_example_has_its_place_languages_and_price() -> None:
    found = read(example())
    assert set(found.texts) == {"fi", "sv", "en"}
    assert (found.kind, found.themes, found.price) == (
        "hobby",
        ("ht_urheilu", "ht_hyvinvointi"),
        "paid",
    )
    [location] = found.locations
    assert (location.municipality, location.address.postcode) == ("091", "00100")
    hours = example()["connections"][0]["name_fi"].splitlines()
    assert location.summary["fi"].splitlines()[0] == hours[0]
    lipas = next(one["id"] for one in example()["sources"] if one["source"] == "lipas")
    assert found.provenance.same_as == (f"lipas:{lipas}",)
    assert (found.provenance.repairs, found.provenance.unmapped) == ((), ())
