"""What a service of PTV says of itself, as a listing."""

from datetime import datetime

import pytest

from indexers.listing import AgeRange, Known, Price
from indexers.sources.ptv_general import merged
from tests.indexers.sources.ptv_channel_samples import ORGANISATION_ID, PHONE, PLACE, SERVICE_ID
from tests.indexers.sources.ptv_pieces import (
    class_of,
    connection,
    guid,
    hours,
    phone,
    term,
    texts,
    typed,
)
from tests.indexers.sources.ptv_samples import (
    GENERAL,
    ORGANISATION,
    at,
    bare,
    changed,
    read,
    record,
    refusal,
    service,
)


def test_a_service_keeps_its_id_its_time_of_change_and_its_public_page() -> None:
    found = read(record())
    assert found.id == f"ptv:{SERVICE_ID}"
    assert found.provenance.native_id == SERVICE_ID
    slug = "elakelaisten-lautapelikerho"
    assert found.provenance.url == f"https://www.suomi.fi/palvelut/{slug}/{SERVICE_ID}"
    assert found.modified == datetime.fromisoformat("2026-09-01T06:55:52.144738+00:00")


def test_nothing_of_the_whole_sample_needs_a_note() -> None:
    assert read(record()).provenance.repairs == ()
    assert read(record()).provenance.unmapped == ()


def test_texts_come_in_every_language_that_has_some() -> None:
    found = read(record())
    assert set(found.texts) == {"fi", "sv", "se"}
    assert found.texts["fi"].title == "Eläkeläisten lautapelikerho"
    assert found.texts["se"].title == "Speallansearvi"
    assert found.texts["sv"].summary == "Vi spelar."


def test_short_texts_stand_under_a_heading_and_prices_and_instructions_apart() -> None:
    text = read(record()).texts["fi"]
    assert text.description.splitlines() == [
        "Kerho kokoontuu",
        "joka viikko.",
        "Ehdot: Eläkkeellä olevat",
        "Voimassaolo: Kausi kerrallaan",
        "Käsittelyaika: Ei käsittelyä",
        "Määräaika: Syyskuun loppuun",
        "Velvoitteet: Ei velvoita",
    ]
    assert text.pricing == "Kahvi 2 euroa\nKausimaksu 5 euroa\nSetelillä voi maksaa"
    assert text.registration == "Tule paikalle."


def test_a_heading_is_in_the_language_of_its_text() -> None:
    told = typed("DeadLine", sv="1 maj", en="1 May", smn="1.5.")
    found = read(record(bare(serviceDescriptions=told, requirements=[]))).texts
    assert found["sv"].description == "Tidsfrist: 1 maj"
    assert found["en"].description == "Deadline: 1 May"
    assert found["smn"].description == "Määräaika: 1.5."


def test_a_text_of_an_unknown_type_is_kept_and_counted() -> None:
    found = read(record(bare(serviceDescriptions=typed("Uusi", fi="Jotain"), requirements=[])))
    assert found.texts["fi"].description == "Jotain"
    assert found.provenance.unmapped == ("serviceDescriptions:Uusi",)


def test_markup_in_a_text_becomes_plain_text() -> None:
    told = typed("Description", fi="<p>Yksi</p><ul><li>kaksi</li></ul>")
    found = read(record(bare(serviceDescriptions=told, requirements=[])))
    assert found.texts["fi"].description == "Yksi\n– kaksi"


def test_an_empty_text_and_a_text_without_a_language_say_nothing() -> None:
    told = [*typed("Summary", fi=""), {"language": None, "value": "x", "type": "Summary"}]
    found = read(record(bare(serviceDescriptions=[*told, {"language": "fi", "value": None}])))
    assert found.texts["fi"].summary == ""
    assert found.provenance.unmapped == ("language:nothing",)


def test_a_general_description_fills_what_the_service_leaves_open() -> None:
    own = service(serviceChargeType=None, serviceDescriptions=typed("Summary", fi="Oma"))
    found = read(record(merged(own, GENERAL)))
    assert found.texts["fi"].summary == "Oma"
    assert found.texts["en"].summary == "General summary"
    assert found.texts["fi"].description.splitlines()[0] == "Yleinen kuvaus"
    assert "Taustaa: Yleinen tausta" in found.texts["fi"].description
    assert "Ehdot: Yleinen ehto\nEläkkeellä olevat" in found.texts["fi"].description
    assert "virkailijalle" not in found.texts["fi"].description
    assert found.texts["fi"].registration == "Yleinen ohje"
    assert found.price is Price.FREE
    assert {"fi": "kerhot", "sv": "kerhot sv", "en": "kerhot en"} in found.keywords
    assert "caring_for_someone" in found.needs


def test_a_permit_by_its_general_description_is_no_hobby() -> None:
    permit = {**GENERAL, "type": "PermitOrObligation"}
    assert read(record(merged(service(type=None), permit))).kind == "service"
    assert read(record(merged(service(type=None), GENERAL))).kind == "hobby"


def test_what_the_service_says_itself_comes_before_what_all_say() -> None:
    text = read(record(merged(service(), GENERAL))).texts["fi"]
    assert text.description.startswith("Kerho kokoontuu\njoka viikko.\nYleinen kuvaus")
    assert text.registration == "Tule paikalle.\nYleinen ohje"
    assert text.pricing.startswith("Kahvi 2 euroa\nYleinen hinta")


@pytest.mark.parametrize(
    ("own", "of_channels", "price"),
    [
        ("Chargeable", [], Price.PAID),
        ("FreeOfCharge", ["Chargeable"], Price.FREE),
        ("Other", ["FreeOfCharge"], Price.UNKNOWN),
        (None, [], Price.UNKNOWN),
        (None, ["FreeOfCharge", None], Price.FREE),
        (None, ["FreeOfCharge", "Chargeable"], Price.PAID),
        (None, ["FreeOfCharge", "Other"], Price.UNKNOWN),
    ],
)
def test_the_price_is_the_services_own_or_what_its_channels_agree_on(
    own: str | None, of_channels: list[str | None], price: Price
) -> None:
    links = [connection(PLACE["id"], "x", serviceChargeType=one) for one in of_channels]
    made = service(serviceChargeType=own, serviceChannels=links)
    assert read(record(made, PLACE)).price is price


def test_an_unknown_charge_type_is_counted() -> None:
    found = read(record(bare(serviceChargeType="Barter")))
    assert found.price is Price.UNKNOWN
    assert found.provenance.unmapped == ("serviceChargeType:Barter",)


def test_the_responsible_organisation_is_named_in_its_languages() -> None:
    found = read(record()).organisation
    assert found is not None
    assert found.id == f"ptv:{ORGANISATION_ID}"
    assert found.name == {"fi": "Keksitty Kerho ry", "sv": "Påhittade Klubben rf"}
    assert found.url == "https://ry.example"


def test_the_name_to_show_is_the_one_that_the_organisation_chose() -> None:
    shown = [{"type": "AlternativeName", "language": "fi"}]
    whole = changed(ORGANISATION, displayNameType=shown)
    found = read(record(organization=whole)).organisation
    assert found is not None
    assert found.name["fi"] == "KK"


def test_an_organisation_that_is_not_given_goes_by_the_name_in_the_service() -> None:
    found = read(record(organization=None)).organisation
    assert found is not None
    assert (found.name, found.url) == ({"fi": "Keksitty Kerho ry"}, None)
    assert read(record(service(organizations=[]), organization=None)).organisation is None


def test_contacts_of_the_organisation_stand_in_only_where_no_channel_has_any() -> None:
    found = read(record(bare()))
    assert [(one.kind, one.value) for one in found.contacts] == [
        ("phone", "+358 10030"),
        ("email", "ry@example.invalid"),
        ("www", "https://ry.example"),
    ]
    only_phone = service(serviceChannels=[connection(PHONE["id"], "x")])
    silent = changed(PHONE, supportEmails=[], phoneNumbers=[phone("10060")])
    assert read(record(only_phone, silent)).contacts == ()


def test_keywords_are_other_names_terms_classes_events_and_collections() -> None:
    words = [one["fi"] for one in read(record()).keywords if "fi" in one]
    assert words == [
        "Pelikerho",
        "shakki",
        "lautapelit",
        "Vapaa-ajan palvelut",
        "Vanhukset",
        "Eläkkeelle siirtyminen",
        "Ikäihmisten harrastukset",
    ]
    assert {"sv": "schack"} in read(record()).keywords


def test_the_official_swedish_name_that_says_the_opposite_is_left_out() -> None:
    away = term("Suomesta muuttaminen", "KE4.3", "ptvelti", "x")
    found = read(record(bare(lifeEvents=[away]))).keywords
    assert [set(words) for words in found if "Suomesta" in words.get("fi", "")] == [{"fi", "en"}]


def test_a_class_with_its_groups_tells_kind_theme_format_need_and_age() -> None:
    found = read(record())
    assert found.kind == "hobby"
    assert found.themes == ("st_ikaihmiset",)
    assert found.formats == ("hm_harrastukset",)
    assert found.needs == ("elderly_wellbeing",)
    assert found.audience.ages == (AgeRange(min=65),)


def test_languages_of_service_are_kept_and_unknown_ones_counted() -> None:
    found = read(record(bare(languages=["fi", "FI", "sv", "xx", "?", "smn"])))
    assert found.service_languages == ("fi", "sv", "xx", "smn")
    assert found.provenance.unmapped == ("languages:xx", "languages:?")


def test_vouchers_are_linked() -> None:
    links = {one.url: one.label for one in read(record()).links}
    assert links["https://seteli.example"] == {"fi": "Palveluseteli"}


@pytest.mark.parametrize("status", ["Draft", "Deleted", "Modified", "published"])
def test_a_service_that_is_not_published_is_refused_with_its_status(status: str) -> None:
    found = refusal(record(service(publishingStatus=status)))
    assert found.id == f"ptv:{SERVICE_ID}"
    assert found.reason == f"publishingStatus: expected Published, got {status}"


def test_a_service_without_id_or_name_is_refused() -> None:
    assert refusal(record(service(id=None))).reason == "id: expected the service's id"
    assert refusal(record(service(id=None))).id == "ptv:#1"
    nameless = refusal(record(service(serviceNames=[])))
    assert nameless.reason == "serviceNames: expected a name in at least one language"


def test_an_id_that_fits_no_address_is_refused() -> None:
    assert refusal(record(service(id="a b"))).reason.startswith("id: ")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (
            {"channel": PLACE},
            "services: no service uses this channel, ServiceLocation: Kek",
        ),
        (
            {"missing": guid(5)},
            "id: PTV lists this service, but does not give it",
        ),
        ({"unknown": {"serviceCollectionNames": []}}, "record: a collection is no listing"),
        (
            {"unknown": 3},
            "record: expected a service, channel, organisation",
        ),
        ({}, "record: expected a service"),
        ([], "record: expected a JSON object, got list"),
        (None, "record: expected a JSON object, got NoneType"),
    ],
)
def test_what_is_no_service_says_what_it_is(record: object, reason: str) -> None:
    assert refusal(record).reason.startswith(reason)


def test_the_id_of_what_is_no_service_is_told() -> None:
    assert refusal({"channel": PLACE}).id == f"ptv:{PLACE['id']}"
    assert refusal({"missing": guid(5)}).id == f"ptv:{guid(5)}"
    assert refusal({"unknown": {"id": "x"}}).id == "ptv:x"


def test_a_service_by_appointment_needs_signing_up_and_ends_with_no_hours() -> None:
    found = read(at(PLACE, serviceHours=[hours(isReservation=True)]))
    assert found.registration.required is Known.YES
    assert found.provenance.repairs == (
        "serviceHours: open by appointment only, told as a need to sign up",
    )
    assert found.ongoing
    both = service(
        serviceChannels=[
            connection(PLACE["id"], "x", serviceHours=[hours(isReservation=True)]),
            connection(PHONE["id"], "x"),
        ]
    )
    assert read(record(both, PLACE, PHONE)).registration.required is Known.UNKNOWN


def test_classes_of_different_kinds_are_told_together() -> None:
    classes = [class_of("P27.1", "Liikunta"), class_of("P4.12", "Vertaistuki")]
    found = read(record(bare(serviceClasses=classes, keywords=texts(fi="x"))))
    assert found.kind == "support"
    assert found.themes == ("ht_urheilu", "pt_sosiaali")
    assert found.formats == ("hm_harrastukset", "hm_ryhmat")
