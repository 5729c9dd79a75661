"""Channels of a service of PTV: places, online, phone and forms, and what a connection changes."""

import pytest

from indexers.listing import Channel, Listing
from tests.indexers.sources.ptv_channel_samples import FORM, ONLINE, PHONE, PLACE, WEB
from tests.indexers.sources.ptv_pieces import (
    Thing,
    connection,
    hours,
    page,
    phone,
    street,
    texts,
    typed,
)
from tests.indexers.sources.ptv_samples import at, changed, read, record, service


def test_each_kind_of_channel_becomes_a_way_to_take_part() -> None:
    found = read(record())
    ways = [(one.channel, one.url, one.phone) for one in found.locations]
    assert ways == [
        (Channel.PLACE, "https://pelit.example", "+358 10040"),
        (Channel.ONLINE, "https://ilmo.example", "+358 10020"),
        (Channel.ONLINE, "https://kerho.example", "+358 10020"),
        (Channel.PHONE, "https://neuvo.example", "0800 000 000"),
    ]


def test_a_form_is_a_link_that_goes_by_the_name_of_its_channel() -> None:
    found = read(at(FORM))
    assert found.locations == ()
    labels = {one.url: one.label for one in found.links}
    assert labels["https://lomake.example/j7.pdf"] == {"fi": "Jäsenlomake (PDF)"}
    assert labels["https://j7.example"] == {"fi": "Lomakkeen sivu"}
    assert labels["https://ohje.example/ohje.pdf"] == {"fi": "Ohje"}
    assert labels["https://ohje.example/3.pdf"] == {"fi": "Näin ilmoittaudut"}


def test_statements_and_further_pages_are_links() -> None:
    labels = {one.url: one.label for one in read(at(WEB)).links}
    assert labels["https://ilmo.example/seloste"] == {"fi": "Saavutettavuusseloste"}
    assert labels["https://klubb.example"] == {"sv": "K"}
    assert "https://kerho.example" not in labels


def test_the_page_of_a_way_is_the_finnish_one_where_there_is_one() -> None:
    pages = [page("https://b.example", "B", "en"), page("https://a.example", "A")]
    [found] = read(at(changed(WEB, webPages=pages))).locations
    assert found.url == "https://a.example"


def test_an_address_is_linked_once() -> None:
    twice = service(serviceChannels=[connection(ONLINE["id"], "x"), connection(WEB["id"], "x")])
    urls = [one.url for one in read(record(twice, ONLINE, WEB)).links]
    assert urls.count("https://ilmo.example/seloste") == 1


def test_a_channel_says_how_it_is_called_and_what_it_is() -> None:
    found = read(record()).locations[0]
    assert found.summary["fi"].splitlines() == [
        "Keksitty talo",
        "Keksitty talo: tiivistelmä",
        "Pelihuone toisessa kerroksessa",
        "Sisäänkäynti pihalta",
    ]


def test_the_name_of_a_place_is_the_one_that_is_to_be_shown() -> None:
    names = [*typed("Name", fi="Virallinen", sv="Officiell"), *typed("AlternativeName", fi="Talo")]
    shown = [{"type": "AlternativeName", "language": "fi"}]
    made = changed(PLACE, serviceChannelNames=names, displayNameType=shown)
    summary = read(at(made)).locations[0].summary
    assert summary["fi"].startswith("Talo\n")
    assert summary["sv"].startswith("Officiell\n")


def test_hours_and_contacts_of_the_connection_win_over_those_of_the_channel() -> None:
    own = {
        "emails": texts(fi="oma@example.invalid"),
        "phoneNumbers": [phone("10070")],
        "webPages": [page("https://oma.example", "Oma")],
        "addresses": [street(streetNumber="99")],
    }
    evening = hours(("Friday", "18:00:00", "20:00:00"))
    found = read(at(PLACE, contactDetails=own, serviceHours=[evening]))
    [place] = found.locations
    assert [one.weekday for one in place.sessions if one.pattern == "weekly"] == [5]
    assert (place.url, place.phone) == ("https://oma.example", "+358 10070")
    assert place.address.street == "Keksitty katu 99"
    assert [one.value for one in found.contacts] == ["oma@example.invalid"]


def test_what_the_connection_leaves_open_comes_from_the_channel() -> None:
    found = read(at(PLACE, contactDetails={"emails": texts(fi="oma@example.invalid")}))
    [place] = found.locations
    assert [one.weekday for one in place.sessions if one.pattern == "weekly"] == [1, 3]
    assert (place.url, place.phone) == ("https://talo.example", "+358 10010")
    assert {one.value for one in found.contacts} >= {"oma@example.invalid"}


def test_a_postal_address_of_the_connection_does_not_move_the_place() -> None:
    posted = {"addresses": [{**street(streetNumber="99"), "type": "Postal"}]}
    [place] = read(at(PLACE, contactDetails=posted)).locations
    assert place.address.street == "Keksitty katu 7 B"


def contacts(channel: Thing) -> list[tuple[str, str, dict[str, str]]]:
    found = read(at(channel)).contacts
    return [(one.kind, one.value, dict(one.label)) for one in found]


def test_numbers_that_need_a_word_and_all_mails_are_contacts() -> None:
    assert contacts(PLACE) == [
        ("phone", "+358 10011", {"fi": "Emäntä"}),
        ("email", "talo@example.invalid", {"fi": "Keksitty talo", "sv": "Keksitty talo sv"}),
    ]


def test_the_rows_of_one_number_in_several_languages_are_one_contact() -> None:
    rows = [
        phone("10080", additionalInformation="Vaihde", chargeDescription="maksu"),
        phone("10 080", additionalInformation="Växel", language="sv"),
    ]
    found = contacts(changed(PHONE, phoneNumbers=rows, supportEmails=[]))
    assert found == [("phone", "+358 10080", {"fi": "Vaihde, maksu", "sv": "Växel"})]


@pytest.mark.parametrize(
    ("row", "number"),
    [
        (phone("10090"), "+358 10090"),
        (phone("010090"), "+358 10090"),
        (phone("111111", isFinnishServiceNumber=True), "111111"),
        (phone("0800 000 000", prefixNumber=None), "0800 000 000"),
        (phone("10090", type="Fax"), None),
        (phone(""), None),
    ],
)
def test_a_number_is_written_as_it_is_dialled_and_a_fax_is_left_out(
    row: Thing, number: str | None
) -> None:
    [found] = read(at(changed(PHONE, phoneNumbers=[row]))).locations
    assert found.phone == number


def listing_without_channel(**link: object) -> Listing:
    made = service(serviceChannels=[connection("nowhere", "Kadonnut talo", **link)])
    return read({**record(made), "channels": []})


def test_a_channel_that_is_not_given_is_noted_and_its_connection_read() -> None:
    assert listing_without_channel().locations == ()
    assert listing_without_channel().provenance.repairs == (
        "serviceChannels: Kadonnut talo is not given, only its connection was read",
    )
    details = {"addresses": [street()], "phoneNumbers": [phone("10095")]}
    [place] = listing_without_channel(contactDetails=details).locations
    assert (place.channel, place.address.post_town) == (Channel.PLACE, "Oulu")
    [call] = listing_without_channel(contactDetails={"phoneNumbers": [phone("10095")]}).locations
    assert call.channel is Channel.PHONE
    pages = {"webPages": [page("https://x.example", "x")]}
    [online] = listing_without_channel(contactDetails=pages).locations
    assert (online.channel, online.url) == (Channel.ONLINE, "https://x.example")


def test_a_channel_may_stand_whole_inside_its_connection() -> None:
    embedded = connection("x", "x", serviceChannel=PLACE)
    [place] = read({**record(service(serviceChannels=[embedded])), "channels": []}).locations
    assert place.address.street == "Keksitty katu 7 B"


def test_a_channel_that_is_not_published_is_left_out_with_a_note() -> None:
    found = read(at(changed(PLACE, publishingStatus="Draft")))
    assert found.locations == ()
    assert found.provenance.repairs == (
        "serviceChannels: a channel was left out, its status is Draft",
    )


def test_a_channel_that_other_organisations_may_not_use_is_public_all_the_same() -> None:
    """isVisibleForAll tells whose services may use the channel, not who may see it."""
    assert len(read(at(changed(PLACE, isVisibleForAll=False))).locations) == 1


def test_a_channel_of_an_unknown_kind_is_read_by_what_it_has_and_counted() -> None:
    found = read(at(changed(PLACE, serviceChannelType="Kiosk")))
    assert [one.channel for one in found.locations] == [Channel.PLACE]
    assert found.provenance.unmapped == ("serviceChannelType:Kiosk",)
