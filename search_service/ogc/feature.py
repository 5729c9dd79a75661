"""From a document of the engine to a GeoJSON feature: a point, and flat properties for tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from geo.municipalities import municipalities
from indexers.card import location_in, organisation_name_in, text_in
from indexers.packing import card_in
from search_service.ogc.links import Addresses, Link
from search_service.ranking import next_session_of

SHOWN = (
    *("id", "listing_id", "kind", "price", "themes", "channels", "precision", "_geo"),
    "card",
)


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
    geometry: PointGeometry
    properties: Properties


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedFeature(Feature):
    """A feature that is answered by itself."""

    links: list[Link]


def geometry_of(hit: Mapping[str, Any]) -> PointGeometry:
    """The document's point."""
    return PointGeometry((hit["_geo"]["lng"], hit["_geo"]["lat"]))


def properties_of(
    hit: Mapping[str, Any], lang: str, now: datetime, addresses: Addresses
) -> Properties:
    """The document's properties, with texts in `lang` or in the listing's own language."""
    card = card_in(hit)
    text, location = text_in(card, lang), location_in(card, hit["id"])
    place = municipalities().get(location["municipality"] or "")
    start = next_session_of(hit, now)
    return Properties(
        id=hit["id"],
        listing_id=hit["listing_id"],
        title=text["title"],
        summary=text["summary"],
        text_lang=text["lang"],
        kind=hit["kind"],
        organisation=organisation_name_in(card, lang),
        themes=",".join(hit["themes"]),
        price=hit["price"],
        channels=",".join(hit["channels"]),
        municipality_code=location["municipality"],
        municipality_name=place.name(lang) if place else None,
        address=location["address"],
        precision=hit["precision"],
        next_session=start.isoformat() if start else None,
        url=card["url"] or addresses.page(hit["listing_id"]),
    )
