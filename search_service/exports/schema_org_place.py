"""Places and channels in the words of schema.org."""

from typing import Any

from indexers.listing import PRECISE, Channel, Known, Location
from indexers.plain_text import visible
from indexers.taxonomy import is_known, label
from search_service.exports.listing_told import ListingTold
from search_service.facets import area_label
from search_service.web.web_address import web_address

Node = dict[str, Any]


def place_of(place: Location, told: ListingTold) -> Node:
    """Where it takes place; a point only where the spot itself is known."""
    address, code = place.address, place.municipality
    town = address.post_town or (area_label("municipality", code, told.lang) if code else "")
    exact = place.point if place.precision in PRECISE else None
    return filled(
        {
            "@type": "Place",
            "name": visible(address.line) or town,
            "address": filled(
                {
                    "@type": "PostalAddress",
                    "streetAddress": visible(address.street),
                    "postalCode": visible(address.postcode),
                    "addressLocality": visible(town),
                    "addressCountry": "FI",
                }
            ),
            "geo": exact
            and {"@type": "GeoCoordinates", "latitude": exact.lat, "longitude": exact.lon},
            "amenityFeature": [
                {
                    "@type": "LocationFeatureSpecification",
                    "name": label("accessibility", feature, told.lang),
                    "value": known is Known.YES,
                }
                for feature, known in place.accessibility.items()
                if known is not Known.UNKNOWN and is_known("accessibility", feature)
            ],
        }
    )


def virtual_place_of(place: Location, told: ListingTold) -> Node:
    """Where one takes part from afar."""
    return {"@type": "VirtualLocation", "url": web_address(place.url) or told.url}


def channel_of(place: Location, told: ListingTold) -> Node:
    """A way to use a service."""
    on_site = place.channel in (Channel.PLACE, Channel.HYBRID)
    phone = visible(place.phone or "")
    return filled(
        {
            "@type": "ServiceChannel",
            "name": label("channels", place.channel.value, told.lang),
            "serviceLocation": place_of(place, told) if on_site else None,
            "serviceUrl": web_address(place.url),
            "servicePhone": {"@type": "ContactPoint", "telephone": phone} if phone else None,
            "availableLanguage": [*told.listing.service_languages],
        }
    )


def filled(node: Node) -> Node:
    """The node without what nobody told."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
