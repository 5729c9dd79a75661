"""An event of Linked Events as a listing, field by field."""

from typing import Any

import pytest

from indexers.listing import AgeRange, Channel, Kind, Known, Link, Precision, Price
from tests.indexers.linked_events_samples import (
    KEYWORD,
    PLACE,
    event,
    outcome_of,
    read,
    reference,
    refusal,
)
from tests.indexers.samples import utc


def test_an_event_becomes_a_listing_field_by_field() -> None:
    found = read(event())
    assert found.id == "linked_events:oulu~~a1"
    assert found.kind is Kind.EVENT
    assert found.texts["fi"].title == "Avoin kuoroilta"
    assert found.texts["fi"].summary == "Laulamme yhdessä."
    assert found.texts["fi"].description == "Kaikki ovat tervetulleita.\nKahvia on."
    assert found.texts["fi"].pricing == "5 €\nOvelta"
    assert found.texts["fi"].registration == "Ilmoittautuminen päättyy 30.11.2026 12.00"
    assert found.texts["sv"].title == "Öppen körkväll"
    assert found.texts["sv"].pricing == "5 €"
    assert found.organisation is not None
    assert found.organisation.id == "linked_events:keksitty-kuoro-ry"
    assert found.organisation.name == {"fi": "Keksitty kuoro ry"}
    assert found.themes == ("ht_kulttuuri",)
    assert found.audience.ages == (AgeRange(min=18, max=None),)
    assert found.service_languages == ("fi", "sv")
    assert found.price is Price.PAID
    assert found.keywords == (KEYWORD["name"],)
    assert found.registration.required is Known.YES
    assert [image.url for image in found.images] == ["https://kuvat.example.invalid/1.jpg"]
    assert found.images[0].alt == {"fi": "Kuoro laulaa (© Keksitty Kuvaaja)"}
    assert found.modified == utc("2026-11-20T10:00")
    assert (found.valid_from, found.valid_until) == (utc("2026-11-01T12:00"), None)
    assert found.provenance.native_id == "oulu:a1"
    assert found.provenance.url == "https://kuoro.example.invalid/"
    assert found.provenance.repairs == found.provenance.unmapped == ()


def test_the_links_of_an_event_are_its_pages_each_once() -> None:
    assert read(event()).links == (
        Link(url="https://kuoro.example.invalid/"),
        Link(
            url="https://liput.example.invalid/",
            label={"fi": "Liput", "sv": "Biljetter", "en": "Tickets"},
        ),
        Link(url="https://kuoro2.example.invalid/", label={"fi": "Kuoron sivu"}),
        Link(url="https://videot.example.invalid/1", label={"fi": "Näyte"}),
    )
    same = {"fi": "https://a.example.invalid", "sv": "https://a.example.invalid"}
    alone = read(event(info_url=same, offers=[], external_links=[], videos=[]))
    assert [link.url for link in alone.links] == ["https://a.example.invalid"]


def test_the_place_of_an_event_is_told_with_its_point_and_municipality() -> None:
    [place] = read(event()).locations
    assert place.channel is Channel.PLACE
    assert place.point is not None
    assert (place.point.lat, place.point.lon) == (65.0127, 25.4715)
    assert place.precision is Precision.POINT
    assert place.municipality == "564"
    assert (place.address.street, place.address.postcode) == ("Keksitty katu 1", "90100")
    assert place.address.post_town == "Oulu"
    assert place.summary == {
        "fi": "Keksitty kirjasto\nToinen kerros",
        "sv": "Påhittade biblioteket",
    }
    assert (place.url, place.phone) == ("https://kirjasto.example.invalid/", "08 000 0000")
    [session] = place.sessions
    assert session.pattern == "dated"
    assert (session.start, session.end) == (utc("2026-12-01T18:00"), utc("2026-12-01T20:00"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("General", Kind.EVENT),
        ("Course", Kind.HOBBY),
        ("Hobbies", Kind.HOBBY),
        ("Volunteering", Kind.VOLUNTEERING),
        (None, Kind.EVENT),
    ],
)
def test_every_type_has_its_kind(name: str | None, kind: Kind) -> None:
    found = read(event(type_id=name))
    assert (found.kind, found.provenance.unmapped) == (kind, ())


def test_an_unknown_type_or_status_is_an_event_and_is_counted() -> None:
    found = read(event(type_id="Exhibition", event_status="EventMovedOnline"))
    assert found.kind is Kind.EVENT
    assert found.provenance.unmapped == (
        "type_id:Exhibition",
        "event_status:EventMovedOnline",
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"event_status": "EventCancelled"}, "event_status: it is cancelled"),
        ({"deleted": True}, "deleted: the source has deleted it"),
        ({"deleted": True, "replaced_by": "oulu:b2"}, "replaced_by: replaced by oulu:b2"),
        ({"replaced_by": reference("event", "oulu:b2")}, "replaced_by: replaced by oulu:b2"),
        ({"publication_status": "draft"}, "publication_status: expected public, got draft"),
        ({"name": None}, "name: expected a name in at least one language"),
        ({"name": {"fi": " "}}, "name: expected a name in at least one language"),
        ({"id": None, "@id": None}, "id: expected the event's id"),
    ],
)
def test_what_is_not_to_be_listed_says_why(fields: dict[str, Any], reason: str) -> None:
    assert refusal(event(**fields)).reason == reason


@pytest.mark.parametrize("record", [None, 3, "", [], [event()], True])
def test_a_record_that_is_no_object_is_rejected_by_its_position(record: object) -> None:
    assert refusal(record).id == "linked_events:#1"
    assert refusal(record).reason.startswith("record: expected a JSON object, got ")


def test_a_rescheduled_event_is_listed_at_its_new_time() -> None:
    found = read(event(event_status="EventRescheduled"))
    assert len(found.sessions) == 1
    assert found.provenance.repairs == ()


def test_a_postponed_event_promises_no_time_and_says_so_to_the_reader() -> None:
    found = read(event(event_status="EventPostponed"))
    assert found.sessions == ()
    assert found.valid_until is None
    assert found.texts["fi"].description.splitlines()[0].startswith("Tapahtuma on siirretty.")
    assert found.texts["sv"].description == (
        "Evenemanget har skjutits upp. Någon ny tid har inte meddelats ännu."
    )
    assert found.provenance.repairs == (
        "event_status: postponed, so that its old times are left out",
    )


def test_characters_that_an_id_cannot_hold_never_make_two_ids_one() -> None:
    natives = ["a:b", "a~b", "a~~b", "a::b", "a b", "a~20~b", "a/b", "ä:b", "a:b:c", "a.b", "a_b"]
    found = {read(event(id=native)).id for native in natives}
    assert len(found) == len(natives)
    assert read(event(id="matko:tanssi ja teatteri")).id == (
        "linked_events:matko~~tanssi~20~ja~20~teatteri"
    )


def test_an_event_told_only_by_its_address_takes_its_id_from_it() -> None:
    record = event(**{"id": None, "@id": "https://x.example.invalid/v1/event/kulke:5/?format=json"})
    assert read(record).provenance.native_id == "kulke:5"


def test_an_id_that_is_too_long_is_rejected_by_name() -> None:
    assert refusal(event(id="a" * 300)).reason.startswith("id: ")


def test_of_a_known_calendar_the_page_for_people_is_the_source() -> None:
    address = "https://api.hel.fi/linkedevents/v1/event/helsinki:x1/"
    found = read(event(**{"id": "helsinki:x1", "@id": address}))
    assert found.provenance.url == "https://tapahtumat.hel.fi/fi/events/helsinki:x1"
    assert read(event(info_url=None)).provenance.url is None


def test_without_a_provider_the_publisher_is_the_organisation() -> None:
    for nothing in (None, {}, {"fi": ""}, {"fi": " "}):
        organisation = read(event(provider=nothing)).organisation
        assert organisation is not None
        assert (organisation.id, organisation.name) == ("linked_events:oulu:10", {})
    assert read(event(provider=None, publisher=None)).organisation is None


def test_two_spellings_of_one_provider_are_one_organisation() -> None:
    names = ["Keksitty kuoro ry", "Keksitty Kuoro ry.", " keksitty  kuoro RY "]
    found = [read(event(provider={"fi": name})).organisation for name in names]
    assert {one.id for one in found if one} == {"linked_events:keksitty-kuoro-ry"}


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"enrolment_url": "https://a.example.invalid"}, "https://a.example.invalid"),
        ({"enrolment_url": {"fi": "https://a.example.invalid"}}, "https://a.example.invalid"),
        ({"event_registration_link": {"fi": "https://b.invalid"}}, "https://b.invalid"),
        ({"registration": {"signup_url": {"fi": "https://c.invalid"}}}, "https://c.invalid"),
        ({"registration": {"@id": "https://x.invalid/registration/5/"}}, None),
        ({"enrolment_start_time": "2026-11-01T08:00:00Z"}, None),
    ],
)
def test_a_form_or_a_time_of_enrolment_means_that_one_signs_up(
    fields: dict[str, Any], url: str | None
) -> None:
    found = read(event(**{"enrolment_end_time": None, **fields})).registration
    assert (found.required, found.url) == (Known.YES, url)


def test_without_any_word_of_enrolment_it_is_not_known() -> None:
    found = read(event(enrolment_end_time=None))
    assert found.registration.required is Known.UNKNOWN
    assert found.texts["fi"].registration == ""


def test_the_time_of_enrolment_is_told_in_each_language() -> None:
    both = read(event(enrolment_start_time="2026-11-01T06:00:00Z"))
    assert both.texts["fi"].registration == "Ilmoittautumisaika: 1.11.2026 8.00 – 30.11.2026 12.00"
    assert both.texts["sv"].registration == "Anmälningstid: 1.11.2026 8.00 – 30.11.2026 12.00"
    from_then = read(event(enrolment_start_time="2026-11-01", enrolment_end_time=None))
    assert from_then.texts["fi"].registration == "Ilmoittautuminen alkaa 1.11.2026 0.00"


def test_only_pictures_that_others_may_show_are_kept() -> None:
    found = read(
        event(
            images=[
                {"url": "https://a.example.invalid/1.jpg", "license": "event_only"},
                {"url": "https://a.example.invalid/2.jpg"},
                {"url": "https://a.example.invalid/3.jpg", "license": "ours_alone"},
                {"url": "https://a.example.invalid/4.jpg", "license": "cc_by"},
                {"url": "file:///etc/passwd", "license": "cc_by"},
            ]
        )
    )
    assert [image.url for image in found.images] == ["https://a.example.invalid/4.jpg"]
    assert found.images[0].alt == {}
    assert found.provenance.unmapped == ("images.license:ours_alone",)


def test_languages_come_from_the_ends_of_their_addresses() -> None:
    languages = [reference("language", code) for code in ("en", "en", "zh_hans", "x?")]
    found = read(event(in_language=languages))
    assert found.service_languages == ("en", "zh-hans")
    assert found.provenance.unmapped == ("in_language:zh-hans", "in_language:x")


def test_an_event_that_tells_only_its_end_lasts_until_then() -> None:
    found = read(event(start_time=None, end_time="2026-12-05"))
    assert found.sessions == ()
    assert found.valid_until == utc("2026-12-06")


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        ([], Price.UNKNOWN),
        (None, Price.UNKNOWN),
        ([{"is_free": True, "price": None}], Price.FREE),
        ([{"is_free": True, "price": {"fi": ""}}], Price.FREE),
        ([{"is_free": False, "price": None}], Price.UNKNOWN),
        ([{"is_free": False, "price": {"fi": "10/8 €"}}], Price.PAID),
        ([{"is_free": False, "price": {"fi": "0 €"}}], Price.FREE),
        ([{"is_free": False, "price": {"fi": "Vapaa pääsy!"}}], Price.FREE),
        ([{"is_free": False, "price": {"fi": "Vapaa pääsy jäsenille"}}], Price.PAID),
        ([{"is_free": True}, {"is_free": False, "price": {"fi": "5 €"}}], Price.PAID),
        ([{"is_free": False, "offer_price_groups": [{"price": "7.50"}]}], Price.PAID),
        ([{"is_free": False, "offer_price_groups": [{"price": "0.00"}]}], Price.FREE),
    ],
)
def test_paid_is_what_names_a_price_and_free_is_what_says_so(offers: object, price: Price) -> None:
    assert read(event(offers=offers)).price is price


def test_price_groups_are_told_with_their_names() -> None:
    groups = [{"price_group": {"description": {"fi": "Lapset"}}, "price": "3.00"}]
    found = read(event(offers=[{"is_free": False, "offer_price_groups": groups}]))
    assert found.texts["fi"].pricing == "Lapset: 3.00 €"


@pytest.mark.parametrize(
    ("low", "high", "ages"),
    [
        (None, None, ()),
        (7, None, (AgeRange(min=7, max=None),)),
        (None, 12, (AgeRange(min=0, max=12),)),
        (7, 12, (AgeRange(min=7, max=12),)),
        (18, 120, (AgeRange(min=18, max=None),)),
    ],
)
def test_ages_are_as_the_event_tells_them(
    low: int | None, high: int | None, ages: tuple[AgeRange, ...]
) -> None:
    found = read(event(audience_min_age=low, audience_max_age=high))
    assert found.audience.ages == ages
    assert found.provenance.repairs == ()


@pytest.mark.parametrize(("low", "high"), [(12, 7), (-1, None), (None, 999), ("7", None)])
def test_ages_that_cannot_be_are_left_out_with_a_note(low: object, high: object) -> None:
    found = read(event(audience_min_age=low, audience_max_age=high))
    assert found.audience.ages == ()
    assert found.provenance.repairs == (
        "audience_min_age, audience_max_age: expected years in order; left out",
    )


@pytest.mark.parametrize("name", ["helsinki:internet", "virtual:public"])
def test_a_place_that_stands_for_the_net_is_online(name: str) -> None:
    found = read(event(location=reference("place", name), virtualevent_url="https://v.invalid/"))
    [place] = found.locations
    assert (place.channel, place.point, place.url) == (Channel.ONLINE, None, "https://v.invalid/")
    assert place.summary == {"fi": "Toinen kerros"}
    assert len(place.sessions) == 1
    assert found.provenance.repairs == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"is_virtualevent": True},
        {"virtualevent_url": "https://v.invalid/"},
        {"keywords": [KEYWORD, {"id": "yso:p26626"}]},
    ],
)
def test_a_place_where_one_can_take_part_from_afar_is_a_hybrid(fields: dict[str, Any]) -> None:
    [place] = read(event(**fields)).locations
    assert (place.channel, place.precision) == (Channel.HYBRID, Precision.POINT)
    [alone] = read(event(**{"location": None, **fields})).locations
    assert alone.channel is Channel.ONLINE


def test_an_event_without_a_place_keeps_its_time() -> None:
    [place] = read(event(location=None)).locations
    assert (place.channel, place.point, len(place.sessions)) == (Channel.PLACE, None, 1)
    assert read(event(location=None, start_time=None, end_time=None)).locations == ()


def test_a_place_that_is_only_named_is_noted() -> None:
    found = read(event(location=reference("place", "tprek:9")))
    assert found.provenance.repairs == ("location: the place tprek:9 is only named",)


def test_coordinates_in_the_wrong_order_are_put_right_with_a_note() -> None:
    position = {"type": "Point", "coordinates": [65.0127, 25.4715]}
    found = read(event(location={**PLACE, "position": position}))
    assert found.locations[0].point is not None
    assert found.provenance.repairs == ("location.position: latitude and longitude were swapped",)


def test_a_title_alone_is_enough() -> None:
    found = outcome_of({"id": "x:1", "name": {"fi": "Kuoro"}})
    assert found.id == "linked_events:x~~1"
    assert not hasattr(found, "reason")
