"""One valid unit of Palvelukartta in both versions of its API, invented, for tests to vary."""

import copy
from typing import Any

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.palvelukartta import Palvelukartta
from indexers.sources.source import Rejected
from tests.indexers.samples import read_by, refused_by

# TPR REST v4: a suffix for each language.
UNIT: dict[str, Any] = {
    "id": 900001,
    "is_public": True,
    "arealcity_id": 91,
    "org_id": "o-1",
    "displayed_service_owner_fi": "kunnallinen palvelu, Keksitty toimiala, Keksitty kaupunki",
    "displayed_service_owner_sv": "kommunal tjänst, Påhittad sektor, Påhittad stad",
    "name_fi": "Keksitty uimahalli",
    "name_sv": "Påhittad simhall",
    "short_desc_fi": "Uimahalli.",
    "desc_fi": "Uimahalli,\njossa uidaan.",
    "ontologyword_ids": [729],
    "ontologytree_ids": [693],
    "sources": [{"source": "lipas", "id": "900001"}, {"source": "internal", "id": "7"}],
    "provided_languages": ["fi", "sv"],
    "regions": ["091"],
    "latitude": 60.2,
    "longitude": 24.95,
    "northing_etrs_tm35fin": 6675448,
    "easting_etrs_tm35fin": 386318,
    "street_address_fi": "Keksitty katu 1",
    "street_address_sv": "Påhittade gatan 1",
    "address_zip": "00500",
    "address_city_fi": "Helsinki",
    "phone": "000 000001, 000 000002",
    "call_charge_info_fi": "pvm/mpm",
    "email": "halli@example.invalid",
    "www_fi": "https://example.invalid/halli",
    "picture_url": "https://example.invalid/halli.jpg",
    "picture_caption_fi": "Halli.",
    "accessibility_www": "https://example.invalid/esteettomyys",
    "accessibility_viewpoints": "00:unknown,11:green,12:red,31:red",
    "created_time": "2014-09-05T13:29:49",
    "modified_time": "2026-03-29T03:30:00",
    "connections": [
        {"section_type": "OPENING_HOURS", "name_fi": "ma-pe\n 6.30-20.00", "name_sv": "må-fr"},
        {"section_type": "PRICE", "name_fi": "Kertamaksu 5,80 e"},
        {"section_type": "OTHER_INFO", "name_fi": "Uimataito pakollinen."},
        {"section_type": "PHONE_OR_EMAIL", "name_fi": "Kassa", "phone": "000 000003"},
        {
            "section_type": "PHONE_OR_EMAIL",
            "name_fi": "Esihenkilö",
            "contact_person": "Joku",
            "phone": "000 000004",
        },
        {
            "section_type": "LINK",
            "name_fi": "Ohjeet",
            "name_sv": "Anvisningar",
            "www_fi": "https://example.invalid/ohjeet",
            "www_sv": "https://example.invalid/anvisningar",
        },
    ],
}
# Service Map v2: an object with the languages.
MAPPED: dict[str, Any] = {
    "id": 900001,
    "name": {"fi": "Keksitty uimahalli", "sv": "Påhittad simhall"},
    "short_description": {"fi": "Uimahalli."},
    "description": {"fi": "Uimahalli,\njossa uidaan."},
    "services": [729],
    "service_nodes": [693],
    "location": {"type": "Point", "coordinates": [24.95, 60.2]},
    "municipality": "helsinki",
    "street_address": {"fi": "Keksitty katu 1", "sv": "Påhittade gatan 1"},
    "address_zip": "00500",
    "phone": "000 000001, 000 000002",
    "call_charge_info": {"fi": "pvm/mpm"},
    "email": "halli@example.invalid",
    "www": {"fi": "https://example.invalid/halli"},
    "contract_type": {
        "id": "MUNICIPAL_SERVICE",
        "description": {
            "fi": "kunnallinen palvelu, Keksitty toimiala, Keksitty kaupunki",
            "sv": "kommunal tjänst, Påhittad sektor, Påhittad stad",
        },
    },
    "identifiers": [{"namespace": "lipas", "value": "900001"}],
    "connections": [
        {"section_type": "OPENING_HOURS", "name": {"fi": "ma-pe\n 6.30-20.00", "sv": "må-fr"}},
        {"section_type": "PRICE", "name": {"fi": "Kertamaksu 5,80 e"}},
    ],
    "last_modified_time": "2026-03-29T01:30:00Z",
}


def unit(**fields: object) -> dict[str, Any]:
    """A fresh valid unit, with some of its fields replaced; None takes a field away."""
    made = copy.deepcopy(UNIT) | copy.deepcopy(fields)
    return {name: value for name, value in made.items() if value is not None}


def source() -> Palvelukartta:
    """The source."""
    return Palvelukartta(Fetcher())


def read(record: object) -> Listing:
    """The listing of a record that must become one."""
    return read_by(source(), record)


def refusal(record: object) -> Rejected:
    """The reason of a record that must not become a listing."""
    return refused_by(source(), record)
