"""An event of Linked Events as a listing, field by field."""

from typing import Any

import pytest

from indexers.listing import AgeRange, Kind, Known, Price
from tests.indexers.samples import utc
from tests.indexers.sources.linked_events_samples import (
    KEYWORD,
    event,
    outcome_of,
    read,
    reference,
    refusal,
)


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


def test_an_event_that_tells_only_its_end_lasts_until_then() -> None:
    found = read(event(start_time=None, end_time="2026-12-05"))
    assert found.sessions == ()
    assert found.valid_until == utc("2026-12-06")


def test_a_title_alone_is_enough() -> None:
    found = outcome_of({"id": "x:1", "name": {"fi": "Kuoro"}})
    assert found.id == "linked_events:x~~1"
    assert not hasattr(found, "reason")
