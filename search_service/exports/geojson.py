"""GeoJSON (RFC 7946): a feature for each listing, so that there are as many as the answer has.

Its geometry is a MultiPoint of all places, of one alike, so that a layer has one type; null for a
listing without a point. /ogc has a feature for each place instead.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson

from search_service.exports.export import Export
from search_service.exports.listing_told import ListingTold
from search_service.exports.pieces import Pieces
from search_service.exports.walk import Row


@dataclass(frozen=True, slots=True)
class GeoJson:
    """Writes the FeatureCollection; facts of the answer stand before the features."""

    export: Export
    pieces: Pieces = field(default_factory=Pieces)

    def begin(self) -> str:
        """The collection's own members."""
        export = self.export
        head = {
            "total": export.total,
            "search": export.page_url,
            "warnings": export.warnings,
            "rescue": export.rescue or None,
        }
        return '{"type":"FeatureCollection",' + orjson.dumps(head).decode()[1:-1] + ',"features":['

    def row(self, row: Row) -> str:
        """The feature of a listing."""
        return self.pieces.next(feature_of(ListingTold(row, self.export)))

    def end(self) -> str:
        """The end of the collection."""
        return "\n]}\n"


def feature_of(told: ListingTold) -> dict[str, Any]:
    """The feature of a listing; lists among its properties are JSON arrays."""
    points = [place.point for place in told.listing.locations if place.point]
    where = {"type": "MultiPoint", "coordinates": [[one.lon, one.lat] for one in points]}
    return {
        "type": "Feature",
        "id": told.listing.id,
        "geometry": where if points else None,
        "properties": {
            "listing_id": told.listing.id,
            "title": told.title,
            "summary": told.summary,
            "text_lang": told.text_lang,
            "kind": told.listing.kind.value,
            "organisation": told.organisation or None,
            "themes": told.listing.themes,
            "price": told.listing.price.value,
            "channels": list(dict.fromkeys(one.channel for one in told.listing.locations)),
            "addresses": told.addresses,
            "municipalities": told.municipalities,
            "precision": [one.precision for one in told.listing.locations if one.point],
            "times": told.times,
            "next_session": told.next_session or None,
            "distance_m": told.distance_m,
            "url": told.url,
        },
    }
