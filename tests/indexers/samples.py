"""One valid activity of Lähellä.fi and one valid listing, for tests to vary."""

import copy
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from indexers.fetching.fetcher import Fetcher
from indexers.index.terms import Terms
from indexers.listing import Listing
from indexers.session import WeeklySession
from indexers.sources.lahella import Lahella
from indexers.sources.source import Rejected, Source

ZONE = ZoneInfo("Europe/Helsinki")
OULU = (65.0127, 25.4715)  # latitude, longitude of the sample's place


def millis(text: str) -> int:
    """Epoch milliseconds of a local time such as 2026-09-01."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


CHANNEL: dict[str, Any] = {
    "type": ["place"],
    "map": {"center": {"type": "Point", "coordinates": [OULU[1], OULU[0]]}, "zoom": 16},
    "translations": {
        "fi": {
            "summary": "<p dir='ltr'>Toinen kerros</p>",
            "address": {"street": "Keksitty katu 1", "postalCode": "90100", "city": "Oulu"},
        },
        "sv": {"address": {"postalCode": "90100", "city": "Uleåborg"}},
    },
    "accessibility": ["ac_wheelchair", "ac_unknow"],
    "registrationRequired": False,
    "registrationUrl": "",
    "registrationEmail": "",
    "events": [
        {
            "start": millis("2026-09-01"),
            "timeZone": "Europe/Helsinki",
            "type": "4",
            "recurrence": {
                "period": "P1W",
                "exclude": [millis("2026-12-08")],
                "end": millis("2027-05-31"),
                "daySpecificTimes": [{"weekday": 2, "startTime": "18:00", "endTime": "19:30"}],
            },
        }
    ],
}
ACTIVITY: dict[str, Any] = {
    "_key": "900000001",
    "group": {"_key": "800000001", "name": {"fi": "Keksitty kuoro ry"}, "www": ""},
    "status": "published",
    "tags": {"visibility": {"start": millis("2026-08-01"), "end": millis("2027-06-30")}},
    "traits": {
        "type": "hobby",
        "translations": {
            "fi": {
                "name": "Avoin kuoroilta",
                "summary": "<p dir='ltr'>Laulamme yhdessä.</p>",
                "description": "<p>Kaikki ovat tervetulleita.</p><p>Kahvia on.</p>",
                "pricing": "<p>Maksuton</p>",
            },
            "sv": {"name": "Öppen körkväll"},
        },
        "theme": ["ht_kulttuuri"],
        "format": ["hm_ryhmat"],
        "locale": ["fi-FI", "sv"],
        "demographic": ["ageGroup/range:18-29", "ageGroup/range:65-99", "gender/gender"],
        "region": ["city/FI/Oulu"],
        "pricing": ["free"],
        "photo": "700000001",
        "contacts": [
            {
                "type": "email",
                "value": "kuoro@example.invalid",
                "translations": {"fi": {"description": "Kuoronjohtaja"}},
            }
        ],
        "channels": [CHANNEL],
    },
}


def activity(**traits: object) -> dict[str, Any]:
    """A fresh valid activity, with some of its traits replaced."""
    made = copy.deepcopy(ACTIVITY)
    made["traits"].update(copy.deepcopy(traits))
    return made


def channel(**fields: object) -> dict[str, Any]:
    """A fresh valid channel, with some of its fields replaced."""
    return {**copy.deepcopy(CHANNEL), **copy.deepcopy(fields)}


def read_by(source: Source, record: object) -> Listing:
    """The listing of a record that must become one."""
    outcome = source.read(record, 1)
    assert isinstance(outcome, Listing), outcome
    return outcome


def refused_by(source: Source, record: object) -> Rejected:
    """The reason of a record that must not become a listing."""
    outcome = source.read(record, 1)
    assert isinstance(outcome, Rejected), outcome
    return outcome


def read(record: object) -> Listing:
    """The listing of an activity that must become one."""
    return read_by(Lahella(Fetcher(), {}), record)


def refusal(record: object) -> Rejected:
    """The reason of an activity that must not become a listing."""
    return refused_by(Lahella(Fetcher(), {}), record)


def listing(**fields: object) -> Listing:
    """A small valid listing, with some fields replaced."""
    base = {
        "id": "lahella:1",
        "kind": "hobby",
        "texts": {"fi": {"title": "Avoin kuoroilta"}},
        "provenance": {"source": "lahella", "native_id": "1"},
    }
    return Listing.model_validate(base | fields)


def weekly(**fields: object) -> WeeklySession:
    """Tuesdays at 18.00-19.30 from September on, with some fields replaced."""
    base = {"weekday": 2, "start": time(18), "end": time(19, 30), "valid_from": date(2026, 9, 1)}
    return WeeklySession.model_validate(base | fields)


def utc(text: str) -> datetime:
    """An aware time of a local wall clock, told in UTC so that no zone's own rules mix in."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


NO_TERMS = Terms((), (), (), (), (), (), {})
