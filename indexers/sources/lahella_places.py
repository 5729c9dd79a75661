"""Lähellä.fi's channels, in locations. Here lies its trap of the default map centre."""

from geo.coordinates import read_coordinates
from geo.point import Point
from indexers.listing import Address, Channel, Known, Location, Precision, Registration
from indexers.plain_text import plain_line, plain_text
from indexers.sources.lahella_codes import language_code
from indexers.sources.lahella_sessions import sessions_of
from indexers.sources.raw import Raw

# Clients of the API write these map centres (Helsinki) when they know no coordinate, so they are
# no positions, whatever the address says. Seen in lahella-cli: build_channel_structure of today,
# build_channel of its first versions.
DEFAULT_CENTRES = (Point(lat=60.1699, lon=24.9384), Point(lat=60.2, lon=24.9))
FEATURES = {
    "ac_wheelchair": "wheelchair",
    "ac_rollator": "rollator",
    "ac_itoilet": "accessible_toilet",
    "ac_inductionloop": "induction_loop",
    "ac_parking": "parking",
}
NOT_KNOWN = "ac_unknow"
ADDRESS_LANGUAGES = ["fi", "sv", "en"]


def locations_of(traits: Raw, notes: list[str], unmapped: list[str]) -> tuple[Location, ...]:
    """One location per channel; notes get what was mended, unmapped the unknown codes."""
    return tuple(_location(item, notes, unmapped) for item in traits.records("channels"))


def registration_of(traits: Raw) -> Registration:
    """Whether any channel asks to sign up, with its first address for it."""
    channels = list(traits.records("channels"))
    flags = [channel.value("registrationRequired") for channel in channels]
    required = Known.YES if True in flags else Known.NO if False in flags else Known.UNKNOWN
    return Registration(
        required=required,
        url=next(filter(None, (channel.text("registrationUrl") for channel in channels)), None),
        email=next(filter(None, (channel.text("registrationEmail") for channel in channels)), None),
    )


def _location(item: Raw, notes: list[str], unmapped: list[str]) -> Location:
    channel = _channel(item, unmapped)
    point = _point(item, notes) if channel in (Channel.PLACE, Channel.HYBRID) else None
    translations = item.record("translations")
    summaries = {
        language_code(lang): plain_text(translations.record(lang).text("summary"))
        for lang in translations.names()
    }
    return Location(
        channel=channel,
        point=point,
        precision=Precision.POINT if point else Precision.NONE,
        address=_address(translations),
        summary={lang: text for lang, text in summaries.items() if text},
        accessibility=_accessibility(item, unmapped),
        sessions=sessions_of(item, notes),
        url=item.text("www") or None,
        phone=item.text("phone") or None,
    )


def _channel(item: Raw, unmapped: list[str]) -> Channel:
    """The first known type; a place together with something else is a hybrid."""
    values = item.texts("type")
    known = [Channel(value) for value in values if value in list(Channel)]
    unmapped += [f"channel:{value}" for value in values if value not in list(Channel)]
    if not known:
        return Channel.PLACE
    return Channel.HYBRID if Channel.PLACE in known and len(set(known)) > 1 else known[0]


def _point(item: Raw, notes: list[str]) -> Point | None:
    center = item.record("map").record("center")
    coordinates = center.value("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    reading = read_coordinates(lat=coordinates[1], lon=coordinates[0])
    if reading.point in DEFAULT_CENTRES:
        notes.append("map: the default centre of the map is no position and was left out")
        return None
    if note := reading.repair or reading.problem:
        notes.append(f"map: {note}")
    return reading.point


def _address(translations: Raw) -> Address:
    """The address in the first language that has each part; streets stand in Finnish only."""
    others = [lang for lang in translations.names() if lang not in ADDRESS_LANGUAGES]
    order = [lang for lang in ADDRESS_LANGUAGES if lang in translations.names()] + others
    parts = [translations.record(lang).record("address") for lang in order]

    def first(name: str) -> str:
        return next(filter(None, (plain_line(part.text(name)) for part in parts)), "")

    return Address(street=first("street"), postcode=first("postalCode"), post_town=first("city"))


def _accessibility(item: Raw, unmapped: list[str]) -> dict[str, Known]:
    """Features that are there; the source never says that one is missing."""
    values = [value for value in item.texts("accessibility") if value != NOT_KNOWN]
    unmapped += [f"accessibility:{value}" for value in values if value not in FEATURES]
    return {FEATURES.get(value, value): Known.YES for value in values}
