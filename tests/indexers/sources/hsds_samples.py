"""One valid HSDS service, in Finnish and invented, for tests to vary."""

import copy
from typing import Any

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.hsds import Hsds
from indexers.sources.source import Rejected
from tests.indexers.samples import read_by, refused_by

SCHEDULE: dict[str, Any] = {
    "id": "s-1",
    "freq": "WEEKLY",
    "byday": "TU,TH",
    "dtstart": "2026-09-01",
    "until": "2027-05-31",
    "opens_at": "18:00",
    "closes_at": "19:30",
    "description": "Tiistaisin ja torstaisin",
}
PLACE: dict[str, Any] = {
    "id": "p-1",
    "description": "Toisessa kerroksessa",
    "phones": [{"id": "n-2", "number": "000 000002", "type": "voice"}],
    "location": {
        "id": "l-1",
        "location_type": "physical",
        "name": "Keksitty talo",
        "latitude": 65.0127,
        "longitude": 25.4715,
        "addresses": [
            {
                "id": "a-1",
                "address_1": "Keksitty katu 1",
                "postal_code": "90100",
                "city": "Oulu",
                "country": "FI",
                "address_type": "physical",
            }
        ],
        "accessibility": [{"id": "e-1", "description": "Sisään pääsee ilman portaita."}],
    },
}
SERVICE: dict[str, Any] = {
    "id": "11111111-2222-3333-4444-555555555555",
    "name": "Juttuseuraa yksinäisille",
    "description": "<p>Kahvia ja juttelua.</p><p>Tervetuloa!</p>",
    "url": "https://example.invalid/juttuseura",
    "email": "juttuseura@example.invalid",
    "status": "active",
    "application_process": "Tule paikalle.",
    "fees_description": "Maksuton",
    "minimum_age": 65,
    "last_modified": "2026-11-01T10:00:00Z",
    "phones": [{"id": "n-1", "number": "000 000001", "type": "voice", "description": "Ohjaaja"}],
    "schedules": [SCHEDULE],
    "service_areas": [{"id": "r-1", "name": "Oulu"}],
    "languages": [{"id": "k-1", "name": "Suomi", "code": "fi"}],
    "organization": {
        "id": "o-1",
        "name": "Keksitty yhdistys ry",
        "description": "Yhdistys",
        "website": "https://example.invalid/",
    },
    "attributes": [
        {
            "id": "t-1",
            "taxonomy_term": {"id": "tt-1", "code": "B-1", "name": "Yksinäisyys", "taxonomy": "x"},
        }
    ],
    "service_at_locations": [PLACE],
}


def service(**fields: object) -> dict[str, Any]:
    """A fresh valid service, with some of its fields replaced; None takes a field away."""
    made = copy.deepcopy(SERVICE) | copy.deepcopy(fields)
    return {name: value for name, value in made.items() if value is not None}


def place(**fields: object) -> dict[str, Any]:
    """A fresh valid service at location; fields of the location are given with `location`."""
    return copy.deepcopy(PLACE) | copy.deepcopy(fields)


def located(**fields: object) -> dict[str, Any]:
    """A service at one location, with some of the location's fields replaced."""
    return service(service_at_locations=[place(location=PLACE["location"] | fields)])


def schedule(**fields: object) -> dict[str, Any]:
    """A fresh valid schedule, with some of its fields replaced; None takes a field away."""
    made = SCHEDULE | copy.deepcopy(fields)
    return {name: value for name, value in made.items() if value is not None}


def source() -> Hsds:
    """The source."""
    return Hsds(Fetcher())


def read(record: object) -> Listing:
    """The listing of a record that must become one."""
    return read_by(source(), record)


def refusal(record: object) -> Rejected:
    """The reason of a record that must not become a listing."""
    return refused_by(source(), record)
