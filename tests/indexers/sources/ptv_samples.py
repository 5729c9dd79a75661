"""One fictional service of PTV with its organisation, its description and its channels.

Every field of the official examples of the format is there, with a value of its own that a test
can look for. Nobody and nothing in it exists.
"""

import copy
from typing import Any

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.ptv import Ptv
from indexers.sources.source import Rejected
from tests.indexers.sources.ptv_channel_samples import (
    CHANNELS,
    COLLECTION_ID,
    FORM_ID,
    GENERAL_ID,
    ONLINE_ID,
    ORGANISATION_ID,
    PHONE_ID,
    PLACE_ID,
    PUBLISHED,
    SERVICE_ID,
    WEB_ID,
)
from tests.indexers.sources.ptv_pieces import (
    Thing,
    class_of,
    connection,
    guid,
    hours,
    municipality,
    page,
    phone,
    street,
    term,
    texts,
    typed,
)

ORGANISATION: Thing = {
    **PUBLISHED,
    "id": ORGANISATION_ID,
    "oid": "1.2.246.10.2",
    "parentOrganizationId": None,
    "organizationRootId": ORGANISATION_ID,
    "municipality": municipality("564", "Oulu"),
    "organizationType": "Organization",
    "businessCode": "0000000-0",
    "businessName": "Keksitty Kerho ry",
    "organizationNames": [
        *typed("Name", fi="Keksitty Kerho ry", sv="Påhittade Klubben rf"),
        *typed("AlternativeName", fi="KK"),
    ],
    "displayNameType": [
        {"type": "Name", "language": "fi"},
        {"type": "Name", "language": "sv"},
    ],
    "areaType": "Nationwide",
    "areas": [],
    "organizationDescriptions": typed("Description", fi="Yhdistys, jota ei ole"),
    "emails": [{"description": "Toimisto", "value": "ry@example.invalid", "language": "fi"}],
    "phoneNumbers": [phone("10030", chargeDescription="maksu")],
    "webPages": [page("https://ry.example", "Yhdistys")],
    "addresses": [street()],
    "electronicInvoicings": [],
    "services": [
        {
            "service": {"id": SERVICE_ID, "name": "Kerho"},
            "roleType": "Responsible",
            "provisionType": None,
            "additionalInformation": [],
        }
    ],
    "subOrganizations": [],
}
GENERAL: Thing = {
    "id": GENERAL_ID,
    "names": typed("Name", fi="Kerhotoiminta"),
    "descriptions": [
        *typed("Description", fi="Yleinen kuvaus", en="General description"),
        *typed("Summary", fi="Yleinen tiivistelmä", en="General summary"),
        *typed("UserInstruction", fi="Yleinen ohje"),
        *typed("ChargeTypeAdditionalInfo", fi="Yleinen hinta"),
        *typed("BackgroundDescription", fi="Yleinen tausta"),
        *typed("GeneralDescriptionTypeAdditionalInformation", fi="Ohje virkailijalle"),
    ],
    "serviceClasses": [class_of("P25.5", "Vapaa-ajan palvelut")],
    "ontologyTerms": [term("kerhot", None, "YSO", "http://www.yso.fi/onto/koko/p1")],
    "targetGroups": [term("Ikäihmiset", "KR1.1", "ptvkohderyhmat", "x")],
    "lifeEvents": [term("Omaishoitajana toimiminen", "KE13", "ptvelti", "x")],
    "industrialClasses": [],
    "requirements": texts(fi="Yleinen ehto"),
    "type": "Service",
    "serviceChargeType": "FreeOfCharge",
    "legislation": [],
    "generalDescriptionType": "Municipality",
    "publishingStatus": "Published",
    "modified": "2026-03-01T07:36:26.000Z",
    "serviceChannels": [],
}
SERVICE: Thing = {
    **PUBLISHED,
    "id": SERVICE_ID,
    "generalDescriptionId": None,
    "subType": None,
    "type": "Service",
    "fundingType": "PubliclyFunded",
    "serviceNames": [
        *typed("Name", fi="Eläkeläisten lautapelikerho", sv="Brädspelsklubb", se="Speallansearvi"),
        *typed("AlternativeName", fi="Pelikerho"),
    ],
    "serviceChargeType": "Chargeable",
    "areaType": "LimitedType",
    "areas": [
        {
            "type": "Municipality",
            "code": None,
            "name": None,
            "municipalities": [municipality("564", "Oulu"), municipality("494", "Muhos")],
        },
        {
            "type": "Region",
            "code": "18",
            "name": texts(fi="Kainuu"),
            "municipalities": [municipality("205", "Kajaani")],
        },
    ],
    "serviceDescriptions": [
        *typed("Summary", fi="Pelaamme yhdessä.", sv="Vi spelar."),
        *typed("Description", fi="Kerho kokoontuu\njoka viikko."),
        *typed("UserInstruction", fi="Tule paikalle."),
        *typed("ChargeTypeAdditionalInfo", fi="Kahvi 2 euroa"),
        *typed("ValidityTime", fi="Kausi kerrallaan"),
        *typed("ProcessingTime", fi="Ei käsittelyä"),
        *typed("DeadLine", fi="Syyskuun loppuun"),
        *typed("ServiceType", fi="Ei velvoita"),
    ],
    "languages": ["fi", "sv"],
    "serviceClasses": [class_of("P25.5", "Vapaa-ajan palvelut"), class_of("P4.2", "Vanhukset")],
    "ontologyTerms": [term("lautapelit", None, "YSO", "http://www.yso.fi/onto/koko/p7")],
    "targetGroups": [
        term("Kansalaiset", "KR1", "ptvkohderyhmat", "x"),
        term("Ikäihmiset", "KR1.1", "ptvkohderyhmat", "x"),
    ],
    "lifeEvents": [term("Eläkkeelle siirtyminen", "KE10", "ptvelti", "x")],
    "industrialClasses": [term("Urheilutoiminta", "93190", "TOL", "x")],
    "legislation": [
        {"names": texts(fi="Keksitty laki"), "webPages": [page("https://laki.example", "Laki")]}
    ],
    "keywords": texts(fi="shakki", sv="schack"),
    "requirements": texts(fi="Eläkkeellä olevat"),
    "serviceChannels": [
        connection(
            PLACE_ID,
            "Keksitty talo",
            serviceChargeType="Chargeable",
            description=[
                *typed("Description", fi="Pelihuone toisessa kerroksessa"),
                *typed("ChargeTypeAdditionalInfo", fi="Kausimaksu 5 euroa"),
            ],
            extraTypes=[
                {
                    "type": "Asti",
                    "code": "DocumentReceived",
                    "name": texts(fi="Lisätieto"),
                    "description": texts(fi="Lisätiedon kuvaus"),
                }
            ],
            serviceHours=[hours(("Tuesday", "18:00:00", "20:00:00"))],
            contactDetails={
                "emails": texts(fi="pelit@example.invalid"),
                "phoneNumbers": [phone("10040")],
                "webPages": [page("https://pelit.example", "Pelit")],
                "addresses": [],
            },
            digitalAuthorizations=[term("Valtuutus", "V1", "V", "x")],
        ),
        connection(ONLINE_ID, "Ilmoittautuminen verkossa"),
        connection(WEB_ID, "Kerhon sivut"),
        connection(PHONE_ID, "Neuvontapuhelin"),
        connection(FORM_ID, "Jäsenlomake"),
    ],
    "organizations": [
        {
            "organization": {"id": guid(999), "name": "Muu tuottaja"},
            "roleType": "Producer",
            "provisionType": "SelfProducedServices",
            "additionalInformation": texts(fi="Tuottaa"),
        },
        {
            "organization": {"id": ORGANISATION_ID, "name": "Keksitty Kerho ry"},
            "roleType": "Responsible",
            "provisionType": None,
            "additionalInformation": [],
        },
    ],
    "serviceVouchersInUse": True,
    "serviceVouchers": [
        {
            "value": "Palveluseteli",
            "url": "https://seteli.example",
            "additionalInformation": "Setelillä voi maksaa",
            "language": "fi",
        }
    ],
    "serviceCollections": [{"id": COLLECTION_ID, "name": texts(fi="Ikäihmisten harrastukset")}],
}


def service(**fields: Any) -> Thing:
    """A fresh valid service, with some of its fields replaced."""
    return {**copy.deepcopy(SERVICE), **copy.deepcopy(fields)}


def bare(**fields: Any) -> Thing:
    """A service that uses no channel."""
    return service(**{"serviceChannels": [], **fields})


def record(service: Thing = SERVICE, *channels: Thing, organization: Any = ORGANISATION) -> Thing:
    """A fresh raw record; with the five channels unless others are given."""
    made = {"service": service, "channels": channels or CHANNELS, "organization": organization}
    return copy.deepcopy({**made, "channels": list(made["channels"])})


def at(place: Thing, **link: Any) -> Thing:
    """A raw record of a service with one channel, used as `link` says."""
    return record(service(serviceChannels=[connection(place["id"], "x", **link)]), place)


def changed(thing: Thing, **fields: Any) -> Thing:
    """A fresh copy with some fields replaced."""
    return {**copy.deepcopy(thing), **copy.deepcopy(fields)}


def read(record: object) -> Listing:
    """The listing of a record that must become one."""
    outcome = Ptv(Fetcher()).read(record, 1)
    assert isinstance(outcome, Listing), outcome
    return outcome


def refusal(record: object) -> Rejected:
    """The reason of a record that must not become a listing."""
    outcome = Ptv(Fetcher()).read(record, 1)
    assert isinstance(outcome, Rejected), outcome
    return outcome
