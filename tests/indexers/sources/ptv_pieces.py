"""Small fictional pieces of PTV records, in the form of its Open API v11."""

from typing import Any

Thing = dict[str, Any]


def guid(number: int) -> str:
    """An id in PTV's form."""
    return f"00000000-0000-4000-8000-{number:012d}"


def texts(**values: str) -> list[Thing]:
    """[{language, value}]."""
    return [{"language": lang, "value": value} for lang, value in values.items()]


def typed(kind: str, **values: str) -> list[Thing]:
    """[{language, value, type}]."""
    return [{**item, "type": kind} for item in texts(**values)]


def term(name: str, code: str | None, kind: str, uri: str) -> Thing:
    """A class, group, event or term of a vocabulary."""
    return {
        "name": texts(fi=name, sv=f"{name} sv", en=f"{name} en"),
        "code": code,
        "ontologyType": kind,
        "uri": uri,
        "parentId": guid(900),
        "parentUri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1000",
    }


def class_of(code: str, name: str) -> Thing:
    """A service class."""
    made = term(name, code, "PTVL", f"http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/{code}")
    return {**made, "description": texts(fi="Luokan kuvaus")}


def municipality(code: str, name: str) -> Thing:
    return {"code": code, "name": texts(fi=name)}


def hours(*openings: tuple[str, str, str], **fields: Any) -> Thing:
    """Weekly hours: (weekday, from, to); with some fields replaced."""
    made = {
        "serviceHourType": "DaysOfTheWeek",
        "validFrom": None,
        "validTo": None,
        "isClosed": False,
        "validForNow": True,
        "isAlwaysOpen": False,
        "isReservation": False,
        "additionalInformation": [],
        "openingHour": [
            {"dayFrom": day, "dayTo": "", "from": start, "to": end} for day, start, end in openings
        ],
    }
    return {**made, **fields}


def exception(
    first: str, last: str | None = None, *openings: tuple[str, str], **more: Any
) -> Thing:
    """A day or days that differ: (from, to), or closed without any."""
    rows = [{"dayFrom": "", "dayTo": "", "from": start, "to": end} for start, end in openings]
    days = {"validFrom": first, "validTo": last, "validForNow": False, "openingHour": rows}
    return hours(**{"serviceHourType": "Exceptional", "isClosed": not openings, **days, **more})


def phone(number: str, **fields: Any) -> Thing:
    made = {
        "type": "Phone",
        "additionalInformation": None,
        "serviceChargeType": "Chargeable",
        "chargeDescription": None,
        "prefixNumber": "+358",
        "isFinnishServiceNumber": False,
        "number": number,
        "language": "fi",
    }
    return {**made, **fields}


def page(url: str, name: str, lang: str = "fi") -> Thing:
    return {"url": url, "value": name, "language": lang}


OULU = ("7210000", "427600")  # north, east in EPSG:3067


def street(**fields: Any) -> Thing:
    """A visiting address in Oulu, with fields of the street part replaced."""
    part = {
        "street": texts(fi="Keksitty katu", sv="Påhittade gatan"),
        "streetNumber": "7 B",
        "postalCode": "90100",
        "postOffice": texts(fi="OULU", sv="ULEÅBORG"),
        "municipality": municipality("564", "Oulu"),
        "additionalInformation": texts(fi="Sisäänkäynti pihalta"),
        "latitude": OULU[0],
        "longitude": OULU[1],
        "coordinateState": "Ok",
    }
    return {
        "type": "Location",
        "subType": "Single",
        "postOfficeBoxAddress": None,
        "streetAddress": {**part, **fields},
        "otherAddress": None,
        "locationAbroad": None,
        "entrances": [],
        "country": "FI",
    }


ENTRANCE: Thing = {
    "name": texts(fi="Pääovi"),
    "isMainEntrance": True,
    "coordinates": {"latitude": "7210010", "longitude": "427610"},
    "contactInfo": {"phone": "+358 10 001", "email": "ovi@example.invalid", "url": ""},
    "accessibilitySentences": [
        {
            "sentenceGroup": texts(fi="Ovi"),
            "sentences": [{"sentence": texts(fi="Ovi on leveä.")}],
        }
    ],
}
BOX: Thing = {
    "type": "Postal",
    "subType": "PostOfficeBox",
    "postOfficeBoxAddress": {
        "postOfficeBox": texts(fi="PL 7"),
        "postalCode": "90101",
        "postOffice": texts(fi="OULU"),
        "municipality": municipality("564", "Oulu"),
        "additionalInformation": texts(fi="Postin mukana"),
    },
    "streetAddress": None,
    "otherAddress": None,
    "locationAbroad": None,
    "entrances": [],
    "country": "FI",
}


def connection(id_: str, name: str, **fields: Any) -> Thing:
    """How the service uses a channel, with nothing of its own unless given."""
    made: Thing = {
        "serviceChannel": {"id": id_, "name": name},
        "serviceChargeType": None,
        "description": [],
        "extraTypes": [],
        "serviceHours": [],
        "contactDetails": None,
        "digitalAuthorizations": [],
        "modified": "2026-09-01T06:55:52.144738",
    }
    return {**made, **fields}
