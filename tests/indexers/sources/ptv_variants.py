"""The sample of PTV in the variants that make each field count."""

from collections.abc import Iterator

from tests.indexers.sources.ptv_channel_samples import FORM, ONLINE, PHONE, PLACE, WEB
from tests.indexers.sources.ptv_pieces import (
    BOX,
    ENTRANCE,
    Thing,
    connection,
    exception,
    hours,
    page,
    phone,
    street,
    typed,
)
from tests.indexers.sources.ptv_samples import GENERAL, bare, changed, record, service

CHANNELS = {
    "ServiceLocationChannel": PLACE,
    "ElectronicChannel": ONLINE,
    "WebPageChannel": WEB,
    "PhoneChannel": PHONE,
    "PrintableFormChannel": FORM,
}
# The code of a class may stand in its address only.
ADDRESS = [{"code": None, "uri": "http://uri.suomi.fi/codelist/ptv/x/code/P27"}]
BY_ADDRESS = {"serviceClasses": ADDRESS, "lifeEvents": ADDRESS, "targetGroups": ADDRESS}


def variants(name: str) -> Iterator[tuple[Thing, Thing]]:
    """Raw records, each with the part of it that an example of that name describes."""
    if name == "Service":
        for made in _services():
            yield made, made["service"]
    elif name == "Organization":
        for made in (record(bare()), record(bare(organizations=[]))):
            made["organization"]["displayNameType"][0]["type"] = "AlternativeName"
            yield made, made["organization"]
    elif name == "GeneralDescription":
        for general in (changed(GENERAL), changed(GENERAL, **BY_ADDRESS)):
            made = {**record(service(type=None, targetGroups=[])), "general": general}
            yield made, made["general"]
    else:
        for channel in _channels(CHANNELS[name]):
            link = connection(channel["id"], "x")
            made = record(service(serviceChannels=[link]), channel)
            yield made, made["channels"][0]


SAID = [{"language": "fi", "value": "Juhlapäivä"}]


def _hours() -> list[Thing]:
    """Hours of every kind."""
    return [
        hours(("Tuesday", "18:00:00", "20:00:00"), validTo="2027-05-31T00:00:00"),
        hours(
            serviceHourType="OverMidnight",
            validFrom="2026-09-01T00:00:00",
            openingHour=[
                {"dayFrom": "Friday", "dayTo": "Saturday", "from": "20:00:00", "to": "02:00:00"}
            ],
        ),
        exception("2026-12-08T00:00:00", None, ("10:00", "12:00"), additionalInformation=SAID),
    ]


SIDE_ENTRANCE = {
    **ENTRANCE,
    "isMainEntrance": False,
    "coordinates": {"latitude": "7210020", "longitude": "427620"},
}


def _addresses() -> list[Thing]:
    """Addresses of every kind."""
    other = {
        "latitude": "7210000",
        "longitude": "427600",
        "postalCode": "90100",
        "postOffice": [{"language": "fi", "value": "OULU"}],
        "additionalInformation": [{"language": "fi", "value": "Rannassa"}],
    }
    nowhere = street(latitude=None, longitude=None, coordinateState="NotReceived")
    abroad = [{"language": "fi", "value": "Tukholma"}]
    return [
        street(),
        {**nowhere, "entrances": [SIDE_ENTRANCE, ENTRANCE]},
        {**street(), "streetAddress": None, "subType": "Other", "otherAddress": other},
        {**street(), "streetAddress": None, "subType": "Abroad", "locationAbroad": abroad},
    ]


def _services() -> Iterator[Thing]:
    yield record(service())
    details = {
        "emails": [],
        "phoneNumbers": [phone("10050"), phone("10051", additionalInformation="Yöllä")],
        "webPages": [page("https://a.example", "A"), page("https://b.example", "B")],
        "addresses": _addresses(),
    }
    own = connection(PLACE["id"], "Talo", contactDetails=details, serviceHours=_hours())
    yield record(service(serviceChannels=[own], serviceChargeType=None), PLACE)
    boxed = {**details, "addresses": [{**BOX, "type": "Location"}]}
    box = connection(PLACE["id"], "Talo", contactDetails=boxed)
    yield record(service(serviceChannels=[box]), PLACE)
    open_now = connection(PLACE["id"], "Talo", serviceHours=[hours(isAlwaysOpen=True)])
    booked = connection(PHONE["id"], "Puhelin", serviceHours=[hours(isReservation=True)])
    yield record(service(serviceChannels=[open_now, booked], serviceChargeType=None), PLACE, PHONE)
    yield {**record(service(serviceChannels=[connection("nowhere", "Talo")])), "channels": []}
    yield record(service(**BY_ADDRESS))
    yield {**record(service()), "organization": None}
    yield record(service(areas=[{**_area("06"), "municipalities": []}, _area("")]))


def _area(code: str) -> Thing:
    members = [{"code": "837", "name": [{"language": "fi", "value": "Tampere"}]}]
    return {"type": "Region", "code": code, "name": [], "municipalities": members}


def _channels(channel: Thing) -> Iterator[Thing]:
    yield channel
    named = [*typed("AlternativeName", fi="Toinen nimi"), *channel["serviceChannelNames"]]
    yield changed(channel, serviceHours=_hours(), serviceChannelNames=named)
    yield changed(channel, serviceHours=[hours(isReservation=True)])
    yield changed(channel, serviceHours=[hours(isAlwaysOpen=True)])
    if "addresses" in channel:
        yield changed(channel, addresses=_addresses(), phoneNumbers=[])
        yield changed(channel, addresses=[BOX])
        shown = [{"type": "AlternativeName", "language": "fi"}]
        yield changed(channel, displayNameType=shown, serviceChannelNames=named)
