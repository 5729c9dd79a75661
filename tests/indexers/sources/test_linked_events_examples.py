"""The example files of the format: every field is used, or is on a list with the reason why not.

A field counts as used when the listing changes with it, so that the list cannot flatter.
"""

import copy
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Channel, Listing, Precision, Price
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.linked_events_myhelsinki import as_linked_event
from indexers.sources.source import Rejected, records_of
from tests.indexers.sources.damage import parent_of
from tests.indexers.sources.linked_events_samples import outcome_of

FORMATS = Path(__file__).parents[4] / "shared" / "formats" / "linked_events"
HERE = pytest.mark.skipif(not FORMATS.exists(), reason="the examples of formats are not here")
NAMES = ("EVENTS_DATA", "EVENT_DATA", "tiny-helsinki-events", "my-helsinki-event")

TECHNICAL = "of the data format, not of the event"
NOT_TOLD = "a listing has no field for it"
# Fields as patterns of their paths, numbers of list items left out, and why a listing has no use
# for them.
LEFT_OUT = {
    r"@context|@type|.*\.@context|.*\.@type": TECHNICAL,
    r"data_source|.*\.data_source|custom_data|.*\.custom_data": TECHNICAL,
    r"created_time|.*\.created_time|.*\.last_modified_time": TECHNICAL,
    r"publisher": "the provider is told; the publisher only stands in where there is none",
    r"images\.(id|name|cropping|@id|publisher)": TECHNICAL,
    r"images\.(url|photographer_name|alt_text)": "its licence keeps it from being shown",
    r"(maximum|minimum|remaining)_attendee_capacity": NOT_TOLD,
    r"provider_contact_info": "personal data of contact persons",
    r"location\.email": "the mail of the building, not of the event",
    r"location\.(id|@id)": "the place itself is told",
    r"location\.(image|publisher|deleted|replaced_by|parent|n_events)": TECHNICAL,
    r"location\.has_upcoming_events": TECHNICAL,
    r"location\.(contact_type|address_region|address_country|post_office_box_num)": NOT_TOLD,
    r"location\.description": "of the building, not of the event",
    r"location\.(street_address|address_locality|telephone|info_url)\.(sv|en)": (
        "an address has one language, the first that is told; the gazetteer knows Swedish names"
    ),
    r"location\.position\.type": "only points occur",
    r"location\.divisions\.(ocd_id|municipality)": "the municipality is known by its name",
    r"location\.divisions\.name\.sv": "the municipality is known by its Finnish name",
    r"keywords\.@id": "the id says the same",
    r"super_event": "only what an umbrella tells of itself is of use",
    r"(start_time|end_time|sub_events|super_event_type)": "a postponed event promises no times",
    r"source_type\.(id|name)": TECHNICAL,
    r"location\.address\.neighbourhood": NOT_TOLD,
    r"description\.images\.(url|copyright_holder|media_id|license_type\.id)": (
        "its licence keeps it from being shown"
    ),
    r"event_dates\.additional_description": "empty here",
}
PICTURE = {"url": "https://other.invalid/1.jpg", "license": "cc_by"}
# Values that might stand anywhere instead, of which a field that is used shows at least one.
STRINGS = [
    *("2026-12-24", "https://other.invalid/", "EventCancelled", "draft", "cc_by", "Oulu"),
    *("yso:p965", "creative commons by", "recurring", "x"),
]
ANYTHING = [
    *(True, False, 7, None, *STRINGS, {"fi": "https://other.invalid/"}, {"coordinates": [25, 65]}),
    *(
        [{"@id": "https://other.invalid/fi/"}],
        [{"id": "yso:p965"}],
        [PICTURE],
        {"name": {"fi": "x"}},
    ),
    [{"link": "https://other.invalid/", "url": "https://other.invalid/"}],
]


def events(name: str) -> list[dict[str, Any]]:
    body = orjson.loads((FORMATS / f"{name}.json").read_bytes())
    found: list[dict[str, Any]] = body.get("data", [body])
    return found


def leaves(value: object, so_far: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place where something stands that holds nothing further."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    if not inner:
        yield so_far
    for step, one in inner:
        yield from leaves(one, (*so_far, step))


def name_of(path: tuple[str | int, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def others(value: object) -> list[object]:
    """Values that might stand there instead."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value + 0.001]
    return [*STRINGS, None] if value and isinstance(value, str) else [*ANYTHING]


def is_used(event: dict[str, Any], path: tuple[str | int, ...]) -> bool:
    """Whether another value there makes another outcome."""
    before = outcome_of(as_linked_event(event))
    for value in others(parent_of(event, path)[path[-1]]):
        changed = copy.deepcopy(event)
        parent_of(changed, path)[path[-1]] = value
        if outcome_of(as_linked_event(changed)) != before:
            return True
    return False


@cache
def unused(name: str) -> frozenset[str]:
    """The fields of an example that no listing shows."""
    read = [one for one in events(name) if isinstance(outcome_of(as_linked_event(one)), Listing)]
    told = [(name_of(path), is_used(event, path)) for event in read for path in leaves(event)]
    return frozenset(field for field, _ in told) - {field for field, used in told if used}


@HERE
@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_an_example_is_used_or_left_out_for_a_reason(name: str) -> None:
    lost = {
        field
        for field in unused(name)
        if not any(re.fullmatch(pattern, field) for pattern in LEFT_OUT)
    }
    assert lost == set()


@HERE
def test_every_reason_for_leaving_out_is_needed() -> None:
    fields = {field for name in NAMES for field in unused(name)}
    needed = {
        pattern for pattern in LEFT_OUT if any(re.fullmatch(pattern, field) for field in fields)
    }
    assert needed == set(LEFT_OUT)


@HERE
def test_the_examples_become_listings_but_for_the_one_without_a_name() -> None:
    source = LinkedEvents(Fetcher())
    found = [
        source.read(record, at)
        for name in NAMES
        for at, record in enumerate(records_of(source, str(FORMATS / f"{name}.json")), 1)
    ]
    assert len(found) == sum(len(events(name)) for name in NAMES)
    refused = [one for one in found if isinstance(one, Rejected)]
    assert [(one.id, one.reason) for one in refused] == [
        ("linked_events:helsinki~~noname", "name: expected a name in at least one language")
    ]


@HERE
def test_the_example_with_its_place_told_is_placed_in_espoo_and_postponed() -> None:
    [found] = [outcome_of(event) for event in events("EVENT_DATA")]
    assert isinstance(found, Listing)
    [place] = found.locations
    assert (place.municipality, place.precision) == ("049", Precision.POINT)
    assert (found.sessions, found.price) == ((), Price.PAID)
    assert set(found.texts) == {"fi", "sv", "en"}
    assert found.images == ()


@HERE
def test_the_example_on_the_net_is_online() -> None:
    found = outcome_of(events("EVENTS_DATA")[0])
    assert isinstance(found, Listing)
    [place] = found.locations
    assert (place.channel, len(place.sessions)) == (Channel.ONLINE, 1)
    assert found.provenance.url == "https://tapahtumat.hel.fi/fi/events/helsinki:afy6ikna3u"
