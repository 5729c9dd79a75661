"""What a unit of Palvelukartta becomes."""

from datetime import datetime
from typing import Any

import pytest

from indexers.listing import AgeRange, Kind, Known, Precision, Price
from indexers.sources.palvelukartta_words import meaning_of
from indexers.taxonomy import is_known
from synonyms.tsv import read_rows
from tests.indexers.sources.palvelukartta_samples import MAPPED, read, refusal, unit
from tests.test_imports import PROJECT

WORDS = PROJECT / "indexers" / "data" / "palvelukartta_words.tsv"


def test_a_unit_becomes_a_listing() -> None:
    found = read(unit())
    assert (found.id, found.kind, found.themes) == (
        "palvelukartta:900001",
        Kind.HOBBY,
        ("ht_urheilu",),
    )
    assert {lang: text.title for lang, text in found.texts.items()} == {
        "fi": "Keksitty uimahalli",
        "sv": "Påhittad simhall",
    }
    text = found.texts["fi"]
    assert text.summary == "Uimahalli."
    assert text.description == "Uimahalli,\njossa uidaan.\nUimataito pakollinen."
    assert (text.pricing, found.price) == ("Kertamaksu 5,80 e", Price.PAID)
    assert found.service_languages == ("fi", "sv")
    assert [(area.kind, area.code) for area in found.serves] == [("municipality", "091")]
    assert found.provenance.url == "https://palvelukartta.hel.fi/fi/unit/900001"
    assert (found.provenance.repairs, found.provenance.unmapped) == ((), ())


def test_opening_hours_are_kept_as_they_are_written() -> None:
    [location] = read(unit()).locations
    assert location.summary == {"fi": "ma-pe\n6.30-20.00", "sv": "må-fr"}
    assert location.sessions == ()


def test_the_municipality_gets_its_zeros_back() -> None:
    [location] = read(unit()).locations
    assert (location.municipality, location.precision) == ("091", Precision.POINT)
    assert location.address.model_dump() == {
        "street": "Keksitty katu 1",
        "postcode": "00500",
        "post_town": "Helsinki",
    }


def test_a_municipality_that_is_none_is_told() -> None:
    found = read(unit(arealcity_id=7777, regions=["x"]))
    assert found.provenance.repairs == (
        "arealcity_id: 7777 is no municipality; left out",
        "regions: x is no municipality; left out",
    )


@pytest.mark.parametrize(
    ("fields", "notes"),
    [
        ({"latitude": None, "longitude": None}, 1),  # metres, which are turned into degrees
        ({"latitude": 0, "longitude": 0}, 2),
        ({"latitude": "60,2", "longitude": "24,95"}, 1),
    ],
)
def test_metres_stand_in_for_missing_degrees(fields: dict[str, Any], notes: int) -> None:
    found = read(unit(**fields))
    point = found.locations[0].point
    assert point
    assert (round(point.lat, 2), round(point.lon, 2)) == (60.2, 24.95)
    assert len(found.provenance.repairs) == notes


def test_a_unit_without_any_coordinate_has_no_point() -> None:
    nowhere = {"latitude": None, "longitude": None, "northing_etrs_tm35fin": None}
    found = read(unit(**nowhere, easting_etrs_tm35fin=None))
    assert (found.locations[0].point, found.provenance.repairs) == (None, ())


def test_times_without_a_zone_are_finnish_also_in_the_hour_that_is_left_out() -> None:
    changed = read(unit()).modified
    assert changed == datetime.fromisoformat("2026-03-29T04:30:00+03:00")
    made = read(unit(modified_time=None)).modified
    assert made == datetime.fromisoformat("2014-09-05T13:29:49+03:00")


def test_both_versions_of_the_api_tell_the_same() -> None:
    flat, nested = read(unit()), read(MAPPED)
    alike = {"id", "kind", "themes", "price", "modified"}
    assert flat.model_dump(include=alike) == nested.model_dump(include=alike)
    alike = {"point", "municipality", "summary", "phone"}
    [here], [there] = flat.locations, nested.locations
    assert here.model_dump(include=alike) == there.model_dump(include=alike)
    assert flat.organisation
    assert nested.organisation
    assert flat.organisation.name == nested.organisation.name
    assert nested.texts["fi"].description == "Uimahalli,\njossa uidaan."
    assert nested.links[-1].url == "https://www.lipas.fi/liikuntapaikat/900001"


def test_the_owner_is_named_by_its_record_or_by_the_last_part_of_its_description() -> None:
    plain = read(unit()).organisation
    assert plain
    assert (plain.id, plain.name) == ("o-1", {"fi": "Keksitty kaupunki", "sv": "Påhittad stad"})
    record = {"id": "o-1", "name_fi": "Keksitty kunta", "www_fi": "https://example.invalid/"}
    joined = read(unit(organization=record)).organisation
    assert joined
    assert (joined.name, joined.url) == ({"fi": "Keksitty kunta"}, "https://example.invalid/")


def test_whoever_runs_the_unit_comes_before_whoever_keeps_its_record() -> None:
    found = read(unit(organizer_name="Keksitty seura ry", organizer_business_id="0000000-0"))
    assert found.organisation
    assert (found.organisation.id, found.organisation.name) == (
        "0000000-0",
        {"fi": "Keksitty seura ry"},
    )


def test_numbers_are_apart_and_those_of_a_named_person_are_left_out() -> None:
    found = read(unit()).contacts
    assert [(one.kind, one.value) for one in found] == [
        ("phone", "000 000001"),
        ("phone", "000 000002"),
        ("email", "halli@example.invalid"),
        ("phone", "000 000003"),
    ]
    assert found[0].label == {"fi": "pvm/mpm"}
    assert found[3].label == {"fi": "Kassa"}


def test_links_are_labelled_in_the_languages_that_lead_there_and_lipas_is_one() -> None:
    found = read(unit()).links
    assert [(one.url.removeprefix("https://"), dict(one.label)) for one in found] == [
        ("example.invalid/halli", {}),
        ("example.invalid/ohjeet", {"fi": "Ohjeet"}),
        ("example.invalid/anvisningar", {"sv": "Anvisningar"}),
        ("example.invalid/esteettomyys", {}),
        ("www.lipas.fi/liikuntapaikat/900001", {}),
    ]


def test_the_id_of_a_public_register_is_kept_and_those_of_inner_systems_are_not() -> None:
    assert read(unit()).provenance.same_as == ("lipas:900001",)
    assert read(MAPPED).provenance.same_as == ("lipas:900001",)
    assert read(unit(sources=[{"source": "lipas", "id": "x"}])).provenance.same_as == ()


def test_only_access_without_shortcomings_is_access() -> None:
    assert read(unit()).locations[0].accessibility == {"wheelchair": Known.YES}
    properties = [
        {"variable_name": "INTERIOR.ACCESSIBLE_WC.existing", "value": "true"},
        {"variable_name": "INTERIOR.FIXED_INDUCTION_LOOP.existing", "value": "false"},
        {"variable_name": "INTERIOR.LIFT.existing", "value": "true"},
    ]
    found = read(
        unit(accessibility_viewpoints={"31": "green"}, accessibility_properties=properties)
    )
    assert found.locations[0].accessibility == {
        "rollator": Known.YES,
        "accessible_toilet": Known.YES,
        "induction_loop": Known.NO,
    }


def test_search_words_are_keywords_in_both_versions() -> None:
    flat = read(unit(extra_searchwords_fi="vesi, allas", extra_searchwords_sv="vatten"))
    nested = read(MAPPED | {"extra_searchwords": {"fi": ["vesi", "allas"], "sv": ["vatten"]}})
    assert [dict(words) for words in flat.keywords] == [
        *({"fi": "vesi"}, {"fi": "allas"}, {"sv": "vatten"}),
    ]
    assert nested.keywords == flat.keywords


def test_sentences_about_access_stand_with_the_place() -> None:
    sentences = [{"sentence_fi": "Ovi on raskas.", "sentence_sv": "Dörren är tung."}]
    [location] = read(unit(accessibility_sentences=sentences)).locations
    assert location.summary["fi"].splitlines()[-1] == "Ovi on raskas."


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": None}, "id: expected the unit's number"),
        ({"is_public": False}, "is_public: expected a public unit"),
        ({"public": False}, "is_public: expected a public unit"),
        ({"name_fi": None, "name_sv": None}, "name: expected the unit's name in at least one"),
    ],
)
def test_a_unit_that_cannot_be_a_listing_says_why(fields: dict[str, Any], reason: str) -> None:
    assert refusal(unit(**fields)).reason.startswith(reason)


def test_what_no_list_knows_is_collected() -> None:
    sections = [{"section_type": "NEWS", "name_fi": "x"}]
    found = read(
        unit(ontologyword_ids=[729, 99999], provided_languages=["xx"], connections=sections)
    )
    assert found.provenance.unmapped == (
        "connections:NEWS",
        "ontologyword:99999",
        "provided_languages:xx",
    )


def test_what_is_done_at_a_place_comes_before_what_else_is_there() -> None:
    pool, cafe, gym_of_seniors = "729", "239", "896"
    assert meaning_of([cafe, pool], []).kind is Kind.HOBBY
    assert meaning_of([cafe], []).kind is Kind.SERVICE
    assert meaning_of([gym_of_seniors, cafe], []).ages == (AgeRange(min=65, max=None),)
    assert meaning_of([gym_of_seniors, pool], []).ages == ()
    assert meaning_of([], []).kind is Kind.SERVICE


def test_the_table_of_words_has_each_word_once_and_only_codes_that_there_are() -> None:
    words: list[str] = []
    for row in read_rows(WORDS):
        assert row["kind"] in ("hobby", "support", "service"), row
        for list_name in ("themes", "formats"):
            for code in row[list_name].replace("-", "").split():
                assert is_known(list_name, code), row
        words += row["words"].split()
    assert len(set(words)) == len(words) > 1000
    assert all(word.isdigit() for word in words)
