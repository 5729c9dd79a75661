"""What a map draws: clusters, points, stacks of points.

The same features leave as GeoJSON and, flat, in vector tiles.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from geo.point import Point
from indexers.index.card import text_in
from indexers.listing import Precision
from search_service.cards import Entry
from search_service.maps.clusters import Cluster

SPOT = 5  # decimals of a degree: what lies within a metre stands at one spot
COARSENESS = [one.value for one in Precision]  # from the closest known on


@dataclass(frozen=True, slots=True)
class Located:
    """One location of a listing."""

    id: str
    title: str
    lang: str
    kind: str
    price: str
    address: str
    precision: str


@dataclass(frozen=True, slots=True)
class Spot:
    """The locations at one spot."""

    at: Point
    items: tuple[Located, ...]

    @property
    def precision(self) -> str:
        """How closely the least known of them is known."""
        return max((one.precision for one in self.items), key=COARSENESS.index)


Feature = Cluster | Spot


def spots_of(entries: Iterable[Entry], lang: str) -> list[Spot]:
    """Documents with a point, those at one spot together."""
    spots: dict[tuple[float, float], Spot] = {}
    for entry in entries:
        at = entry.point
        if at is None or entry.place is None:
            continue
        key = (round(at.lat, SPOT), round(at.lon, SPOT))
        spot = spots.get(key, Spot(at, ()))
        spots[key] = replace(spot, items=(*spot.items, _located(entry, entry.place, lang)))
    return list(spots.values())


def properties_of(feature: Feature) -> dict[str, Any]:
    """What a feature says of itself."""
    if isinstance(feature, Cluster):
        box = feature.box
        return {
            "cluster": True,
            "count": feature.count,
            "cell": feature.cell,
            "bbox": [box.west, box.south, box.east, box.north],
            "expansion_zoom": feature.expansion_zoom,
        }
    items, stack = feature.items, len(feature.items) > 1
    shared = {"cluster": False, "stack": stack, "count": len(items)}
    if stack:
        return {**shared, "precision": feature.precision, "items": [asdict(one) for one in items]}
    return {**shared, **asdict(items[0])}


def geojson_of(feature: Feature) -> dict[str, Any]:
    """The feature as GeoJSON (RFC 7946)."""
    point = {"type": "Point", "coordinates": [feature.at.lon, feature.at.lat]}
    return {"type": "Feature", "geometry": point, "properties": properties_of(feature)}


def _located(entry: Entry, place: Mapping[str, Any], lang: str) -> Located:
    text = text_in(entry.card, lang)
    return Located(
        id=entry.listing_id,
        title=text["title"],
        lang=text["lang"],
        kind=entry.card["kind"],
        price=entry.card["price"],
        address=place["address"],
        precision=entry.precision,
    )
