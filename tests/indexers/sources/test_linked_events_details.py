"""Price, ages, sign-up, pictures, links and languages of an event."""

from typing import Any

import pytest

from indexers.listing import AgeRange, Known, Link, Price
from tests.indexers.sources.linked_events_samples import event, read, reference


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
