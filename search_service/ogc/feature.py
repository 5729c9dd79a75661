"""From a document to a GeoJSON feature: a point, and flat properties for tables."""

from dataclasses import dataclass
from datetime import datetime

from geo.municipalities import municipalities
from indexers.index.card import organisation_name_in, text_in
from search_service.cards import Entry
from search_service.ogc.links import Addresses, Link


@dataclass(frozen=True, slots=True)
class PointGeometry:
    """Longitude and latitude, in this order (RFC 7946)."""

    coordinates: tuple[float, float]
    type: str = "Point"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a table shows of a point; several values stand in one text with commas between.

    GDAL sends a condition on a property as the parameter of that name. So a property is named
    like a parameter only when both mean the same: `municipality` is asked of the listing, which
    may take place in several, and `municipality_code` is the point's own.
    """

    id: str
    listing_id: str
    title: str
    summary: str
    text_lang: str
    kind: str
    organisation: str | None
    themes: str
    price: str
    channels: str
    municipality_code: str | None
    municipality_name: str | None
    address: str
    precision: str
    next_session: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A location of a listing."""

    type: str = "Feature"
    id: str
    geometry: PointGeometry | None
    properties: Properties


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedFeature(Feature):
    """A feature that is answered by itself."""

    links: list[Link]


def geometry_of(entry: Entry) -> PointGeometry | None:
    """The document's point."""
    return PointGeometry((entry.point.lon, entry.point.lat)) if entry.point else None


def properties_of(entry: Entry, lang: str, now: datetime, addresses: Addresses) -> Properties:
    """The document's properties, with texts in `lang` or in the listing's own language."""
    card, location = entry.card, entry.place or {}
    text, code = text_in(card, lang), location.get("municipality")
    place = municipalities().get(code or "")
    start = entry.held.next_session(now)
    return Properties(
        id=entry.id,
        listing_id=entry.listing_id,
        title=text["title"],
        summary=text["summary"],
        text_lang=text["lang"],
        kind=card["kind"],
        organisation=organisation_name_in(card, lang),
        themes=",".join(card["themes"]),
        price=card["price"],
        channels=",".join(card["channels"]),
        municipality_code=code,
        municipality_name=place.name(lang) if place else None,
        address=location.get("address", ""),
        precision=entry.precision,
        next_session=start.isoformat() if start else None,
        url=card["url"] or addresses.page(entry.listing_id),
    )
