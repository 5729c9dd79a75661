"""One valid event of Linked Events with its place and keyword, all invented, for tests to vary."""

import copy
from typing import Any

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.source import Rejected

HOST = "https://events.example.invalid/v1"
PLACE: dict[str, Any] = {
    "id": "tprek:1",
    "@id": f"{HOST}/place/tprek:1/",
    "name": {"fi": "Keksitty kirjasto", "sv": "Påhittade biblioteket"},
    "position": {"type": "Point", "coordinates": [25.4715, 65.0127]},
    "street_address": {"fi": "Keksitty katu 1", "sv": "Påhittade gatan 1"},
    "postal_code": "90100",
    "address_locality": {"fi": "Oulu", "sv": "Uleåborg"},
    "divisions": [
        {"type": "muni", "ocd_id": "ocd-division/country:fi/kunta:oulu", "name": {"fi": "Oulu"}}
    ],
    "info_url": {"fi": "https://kirjasto.example.invalid/"},
    "telephone": {"fi": "08 000 0000"},
}
KEYWORD: dict[str, Any] = {
    "id": "yso:p1808",
    "@id": f"{HOST}/keyword/yso:p1808/",
    "name": {"fi": "musiikki", "sv": "musik", "en": "music"},
}
EVENT: dict[str, Any] = {
    "id": "oulu:a1",
    "@id": f"{HOST}/event/oulu:a1/",
    "type_id": "General",
    "name": {"fi": "Avoin kuoroilta", "sv": "Öppen körkväll"},
    "short_description": {"fi": "Laulamme yhdessä.", "sv": "Vi sjunger tillsammans."},
    "description": {"fi": "<p>Kaikki ovat tervetulleita.</p><p>Kahvia on.</p>"},
    "provider": {"fi": "Keksitty kuoro ry"},
    "publisher": "oulu:10",
    "info_url": {"fi": "https://kuoro.example.invalid/"},
    "location": PLACE,
    "location_extra_info": {"fi": "Toinen kerros"},
    "keywords": [KEYWORD],
    "audience": [],
    "audience_min_age": 18,
    "audience_max_age": None,
    "in_language": [{"@id": f"{HOST}/language/fi/"}, {"@id": f"{HOST}/language/sv/"}],
    "offers": [
        {
            "is_free": False,
            "price": {"fi": "5 €", "sv": "5 €"},
            "description": {"fi": "<p>Ovelta</p>"},
            "info_url": {"fi": "https://liput.example.invalid/"},
        }
    ],
    "images": [
        {
            "url": "https://kuvat.example.invalid/1.jpg",
            "license": "cc_by",
            "photographer_name": "Keksitty Kuvaaja",
            "alt_text": "Kuoro laulaa",
        },
        {"url": "https://kuvat.example.invalid/2.jpg", "license": "event_only"},
    ],
    "external_links": [
        {"name": "Kuoron sivu", "link": "https://kuoro2.example.invalid/", "language": "fi"}
    ],
    "videos": [{"name": "Näyte", "url": "https://videot.example.invalid/1"}],
    "super_event": None,
    "super_event_type": None,
    "sub_events": [],
    "event_status": "EventScheduled",
    "deleted": False,
    "replaced_by": None,
    "start_time": "2026-12-01T16:00:00Z",
    "end_time": "2026-12-01T18:00:00Z",
    "enrolment_start_time": None,
    "enrolment_end_time": "2026-11-30T10:00:00Z",
    "date_published": "2026-11-01T10:00:00Z",
    "last_modified_time": "2026-11-20T08:00:00Z",
}


def event(**fields: object) -> dict[str, Any]:
    """A fresh valid event, with some fields replaced."""
    return {**copy.deepcopy(EVENT), **copy.deepcopy(fields)}


def sub_event(name: str, start: str, **fields: object) -> dict[str, Any]:
    """A time of a series, two hours long, as the API tells it."""
    day = start.partition("T")[0]
    times = {"start_time": start, "end_time": f"{day}T20:00:00Z"}
    return event(**{"id": name, "@id": f"{HOST}/event/{name}/", **times, **fields})


def series(*subs: object, **fields: object) -> dict[str, Any]:
    """A recurring super event with its sub events in it."""
    told = {"super_event_type": "recurring", "sub_events": list(subs)}
    period = {"start_time": "2026-09-01T15:00:00Z", "end_time": "2027-05-31T18:00:00Z"}
    return event(**{"id": "oulu:s1", "@id": f"{HOST}/event/oulu:s1/", **period, **told, **fields})


def reference(kind: str, name: str) -> dict[str, str]:
    """An object as it is named without include=."""
    return {"@id": f"{HOST}/{kind}/{name}/"}


def outcome_of(record: object, position: int = 1) -> Listing | Rejected:
    """What the source makes of a record."""
    return LinkedEvents(Fetcher()).read(record, position)


def read(record: object) -> Listing:
    """The listing of an event that must become one."""
    outcome = outcome_of(record)
    assert isinstance(outcome, Listing), outcome
    return outcome


def refusal(record: object) -> Rejected:
    """The reason of a record that must not become a listing."""
    outcome = outcome_of(record)
    assert isinstance(outcome, Rejected), outcome
    return outcome
