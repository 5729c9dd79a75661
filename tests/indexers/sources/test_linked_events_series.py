"""Super events and sub events: what becomes one listing, and what stays several."""

import pytest

from indexers.listing import Kind, Listing, Price
from indexers.session import DatedSession
from tests.indexers.samples import utc
from tests.indexers.sources.linked_events_samples import (
    PLACE,
    event,
    read,
    reference,
    refusal,
    series,
    sub_event,
)

FIRST = sub_event("oulu:s1-1", "2026-12-01T16:00:00Z")
SECOND = sub_event("oulu:s1-2", "2026-12-08T16:00:00Z")
THIRD = sub_event("oulu:s1-3", "2026-12-15T16:00:00Z")
ELSEWHERE = {**PLACE, "id": "tprek:2", "name": {"fi": "Toinen paikka"}}


def starts(listing: Listing) -> list[str]:
    return [
        f"{session.start:%m-%d %H:%M}"
        for session in listing.sessions
        if isinstance(session, DatedSession)
    ]


def test_a_series_is_one_listing_with_its_sub_events_as_sessions() -> None:
    found = read(series(SECOND, FIRST, THIRD, type_id="Course"))
    assert found.id == "linked_events:oulu~~s1"
    assert found.kind is Kind.HOBBY
    assert len(found.locations) == 1
    assert starts(found) == ["12-01 18:00", "12-08 18:00", "12-15 18:00"]
    assert found.sessions[0].pattern == "dated"
    assert found.sessions[0].end == utc("2026-12-01T22:00")
    assert found.provenance.repairs == ()


def test_the_same_time_told_twice_is_one_session() -> None:
    assert len(read(series(FIRST, {**FIRST, "id": "oulu:copy"})).sessions) == 1


def test_a_series_that_meets_in_two_places_has_the_times_of_each() -> None:
    away = {**SECOND, "location": ELSEWHERE, "location_extra_info": {"fi": "Takaovi"}}
    found = read(series(FIRST, away, THIRD))
    assert [place.summary["fi"] for place in found.locations] == [
        "Keksitty kirjasto\nToinen kerros",
        "Toinen paikka\nTakaovi",
    ]
    assert [len(place.sessions) for place in found.locations] == [2, 1]


def test_a_sub_event_without_a_place_meets_where_its_series_does() -> None:
    nowhere = {**SECOND, "location": None, "location_extra_info": None}
    found = read(series(FIRST, nowhere))
    [place] = found.locations
    assert len(place.sessions) == 2
    assert place.municipality == "564"


def test_a_series_without_a_place_meets_where_its_sub_events_do() -> None:
    found = read(series(FIRST, {**SECOND, "location": ELSEWHERE}, location=None))
    assert [len(place.sessions) for place in found.locations] == [1, 1]
    assert all(place.point for place in found.locations)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"event_status": "EventCancelled"}, "event_status: it is cancelled"),
        ({"event_status": "EventPostponed"}, "event_status: it is postponed"),
        ({"deleted": True}, "deleted: the source has deleted it"),
        ({"replaced_by": "oulu:x"}, "replaced_by: replaced by oulu:x"),
        ({"publication_status": "draft"}, "publication_status: expected public, got draft"),
        ({"start_time": "soon"}, "start_time: expected a time"),
    ],
)
def test_a_sub_event_that_does_not_happen_is_left_out_with_a_note(
    fields: dict[str, object], reason: str
) -> None:
    found = read(series(FIRST, {**SECOND, **fields}, THIRD))
    assert starts(found) == ["12-01 18:00", "12-15 18:00"]
    assert f"sub_events: left out oulu:s1-2 ({reason})" in found.provenance.repairs


def test_many_that_are_left_out_are_counted() -> None:
    cancelled = [{**SECOND, "id": f"x:{n}", "event_status": "EventCancelled"} for n in range(5)]
    found = read(series(FIRST, *cancelled))
    assert found.provenance.repairs == (
        "sub_events: left out x:0, x:1, x:2 and 2 more (event_status: it is cancelled)",
    )


def test_a_series_with_nothing_to_come_is_rejected() -> None:
    for subs in ([], [{**FIRST, "event_status": "EventCancelled"}]):
        assert refusal(series(*subs)).reason == (
            "sub_events: expected a time of the series that is still to come, found none"
        )


def test_a_series_that_is_cancelled_or_postponed_as_a_whole_promises_nothing() -> None:
    assert refusal(series(FIRST, event_status="EventCancelled")).reason.startswith("event_status:")
    assert read(series(FIRST, event_status="EventPostponed")).sessions == ()


def test_of_a_series_whose_times_are_only_named_the_whole_period_is_told() -> None:
    found = read(series(reference("event", "oulu:s1-1")))
    [session] = found.sessions
    assert session.pattern == "dated"
    assert (session.start, session.end) == (utc("2026-09-01T18:00"), utc("2027-05-31T21:00"))
    assert found.provenance.repairs == (
        "sub_events: only named; the whole period of the series stands for its times",
    )


def test_what_a_series_does_not_tell_is_taken_from_its_first_sub_event() -> None:
    bare = dict.fromkeys(["description", "offers", "keywords", "provider"])
    found = read(series(FIRST, SECOND, **bare, short_description={"fi": "", "sv": None}))
    assert found.texts["fi"].description == "Kaikki ovat tervetulleita.\nKahvia on."
    assert found.texts["fi"].summary == "Laulamme yhdessä."
    assert found.price is Price.PAID
    assert found.themes == ("ht_kulttuuri",)
    [note] = found.provenance.repairs
    lent = "short_description, description, provider, offers, keywords"
    assert note == f"{lent}: taken from the first sub event"


def test_an_umbrella_and_its_sub_event_are_two_listings_and_linked() -> None:
    festival = event(
        id="oulu:u1",
        super_event_type="umbrella",
        sub_events=[reference("event", "oulu:a1")],
        name={"fi": "Keksityt juhlat"},
        info_url={"fi": "https://juhlat.invalid/"},
    )
    assert len(read(festival).sessions) == 1
    told = {name: festival[name] for name in ("id", "@id", "name", "info_url")}
    link = read(event(super_event=told)).links[-1]
    assert (link.url, link.label) == ("https://juhlat.invalid/", {"fi": "Keksityt juhlat"})
    without_page = read(event(super_event={**told, "info_url": None})).links[-1]
    assert without_page.url == festival["@id"]


def test_an_umbrella_that_is_only_named_is_no_link() -> None:
    named = read(event(super_event=reference("event", "oulu:u1")))
    assert named.links == read(event()).links


def test_names_of_single_times_are_subject_words_of_the_series() -> None:
    film, guest = {"fi": "Keksitty elokuva"}, {"fi": "Avoin kuoroilta", "sv": "Gästkväll"}
    found = read(series(FIRST, {**SECOND, "name": film}, {**THIRD, "name": guest}))
    assert found.keywords == (FIRST["keywords"][0]["name"], film, {"sv": "Gästkväll"})
    many = [{**SECOND, "name": {"fi": f"Ilta {number}"}} for number in range(50)]
    assert len(read(series(*many)).keywords) == 31
