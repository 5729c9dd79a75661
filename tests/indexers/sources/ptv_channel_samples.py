"""A fictional channel of each of the five kinds, with every field of the official examples."""

from typing import Any

from tests.indexers.sources.ptv_pieces import (
    BOX,
    Thing,
    guid,
    hours,
    page,
    phone,
    street,
    texts,
    typed,
)

SERVICE_ID, GENERAL_ID, ORGANISATION_ID, COLLECTION_ID = map(guid, (1, 2, 3, 4))
PLACE_ID, ONLINE_ID, WEB_ID, PHONE_ID, FORM_ID = map(guid, (11, 12, 13, 14, 15))


PUBLISHED: Thing = {
    "sourceId": "lahella-7",
    "publishingStatus": "Published",
    "modified": "2026-09-01T06:55:52.144738",
    "responsibleSoteOrganization": None,
}


def channel(kind: str, id_: str, name: str, **fields: Any) -> Thing:
    """A channel with what all kinds have."""
    made = {
        **PUBLISHED,
        "id": id_,
        "serviceChannelType": kind,
        "organizationId": ORGANISATION_ID,
        "serviceChannelNames": typed("Name", fi=name, sv=f"{name} sv"),
        "serviceChannelDescriptions": [
            *typed("Summary", fi=f"{name}: tiivistelmä"),
            *typed("Description", fi=f"{name}: pitkä kuvaus"),
        ],
        "areaType": "LimitedType",
        "areas": [
            {"type": "Municipality", "code": None, "name": None, "municipalities": []},
        ],
        "languages": ["fi"],
        "webPages": [],
        "serviceHours": [],
        "services": [{"service": {"id": SERVICE_ID, "name": "Kerho"}}],
        "serviceCollections": [],
        "ontologyTerms": [],
    }
    return {**made, **fields}


PLACE = channel(
    "ServiceLocation",
    PLACE_ID,
    "Keksitty talo",
    oid="1.2.246.10.1",
    displayNameType=[{"type": "Name", "language": "fi"}],
    phoneNumbers=[phone("010010"), phone("10011", additionalInformation="Emäntä")],
    emails=texts(fi="talo@example.invalid"),
    webPages=[
        page("https://talo.example", "Talon sivut"),
        page("https://hus.example", "Huset", "sv"),
    ],
    addresses=[street(), BOX],
    serviceHours=[
        hours(
            ("Monday", "08:00:00", "16:00:00"),
            ("Wednesday", "10:00:00", "18:00:00"),
            additionalInformation=texts(fi="Kesällä suljettu"),
        )
    ],
)
ATTACHMENT = {
    "type": "Form",
    "name": "Ohje",
    "description": "Näin ilmoittaudut",
    "url": "https://ohje.example/ohje.pdf",
    "language": "fi",
}
STATEMENT = {
    "accessibilityClassificationLevel": "FullyCompliant",
    "wcagLevel": "LevelAA",
    "accessibilityStatementWebPageName": "Saavutettavuusseloste",
    "accessibilityStatementWebPage": "https://ilmo.example/seloste",
    "language": "fi",
}
SUPPORT: Thing = {
    "supportPhones": [
        phone("10020", chargeDescription="maksu", additionalInformation="Tuki"),
    ],
    "supportEmails": texts(fi="tuki@example.invalid"),
}
ONLINE = channel(
    "EChannel",
    ONLINE_ID,
    "Ilmoittautuminen verkossa",
    **SUPPORT,
    signatureQuantity=1,
    requiresSignature=False,
    requiresAuthentication=True,
    attachments=[ATTACHMENT, {**ATTACHMENT, "name": None, "url": "https://ohje.example/2.pdf"}],
    webPages=[page("https://ilmo.example", "Ilmo"), page("https://ilmo.example/2", "Lisää")],
    accessibilityClassification=[STATEMENT],
)
WEB = channel(
    "WebPage",
    WEB_ID,
    "Kerhon sivut",
    **SUPPORT,
    webPages=[page("https://kerho.example", "Kerho"), page("https://klubb.example", "K", "sv")],
    accessibilityClassification=[STATEMENT],
)
PHONE = channel(
    "Phone",
    PHONE_ID,
    "Neuvontapuhelin",
    phoneNumbers=[
        phone("0800 000 000", isFinnishServiceNumber=True, prefixNumber=None),
        phone("10021", additionalInformation="Iltaisin", chargeDescription="maksu"),
    ],
    supportEmails=texts(fi="neuvo@example.invalid"),
    webPages=[page("https://neuvo.example", "Neuvo"), page("https://rad.example", "Råd", "sv")],
    serviceHours=[hours(isAlwaysOpen=True)],
)
FORM = channel(
    "PrintableForm",
    FORM_ID,
    "Jäsenlomake",
    **SUPPORT,
    attachments=[ATTACHMENT, {**ATTACHMENT, "name": None, "url": "https://ohje.example/3.pdf"}],
    webPages=[page("https://j7.example", "Lomakkeen sivu")],
    formIdentifier=texts(fi="J7"),
    deliveryAddresses=[
        {
            "subType": "Street",
            "postOfficeBoxAddress": None,
            "streetAddress": street()["streetAddress"],
            "deliveryAddressInText": texts(fi="Tuo toimistoon"),
            "receiver": texts(fi="Toimisto"),
        }
    ],
    channelUrls=[
        {"language": "fi", "value": "https://lomake.example/j7.pdf", "type": "PDF"},
    ],
)
CHANNELS = (PLACE, ONLINE, WEB, PHONE, FORM)
