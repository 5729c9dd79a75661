"""From the engine's counts and documents to what a map draws: clusters, points, stacks of points.

The same features leave as GeoJSON and, flat, in vector tiles.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from geo.cells import LEVELS, STEP, Cell, ancestor, box_of, centre_of, mercator, unmercator
from geo.distance import Box
from geo.point import Point
from indexers.card import location_in, text_in
from indexers.listing import Precision
from indexers.packing import card_in
from search_service.maps.parameters import CLOSE_ZOOM
from search_service.maps.plan import CellChoice, cell_field

SPOT = 5  # decimals of a degree: what lies within a metre stands at one spot
COARSENESS = [one.value for one in Precision]  # from the closest known on


@dataclass(frozen=True, slots=True)
class Cluster:
    """Locations of one cell. `expansion_zoom` is null where zooming in shows no more."""

    at: Point
    cell: str
    count: int
    box: Box
    expansion_zoom: int | None


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


def clusters_of(
    result: Mapping[str, Any], cells: CellChoice, zoom: int, viewport: Box
) -> list[Cluster]:
    """One cluster per cell with something in view."""
    counts = _counts(result, cells.level)
    apart: dict[Cell, list[tuple[Cell, int]]] = defaultdict(list)
    if cells.finer is not None:
        finer = _counts(result, cells.finer)
        if sum(finer.values()) == sum(counts.values()):  # otherwise the engine has cut them
            for cell, count in finer.items():
                apart[ancestor(cell, cells.level)].append((cell, count))
    return [
        Cluster(
            at=_within(viewport, _middle(apart[cell] or [(cell, count)])),
            cell=f"{cell.level}/{cell.x}/{cell.y}",
            count=count,
            box=_common(viewport, box_of(cell)),
            expansion_zoom=_expansion(cell.level, len(apart[cell]), zoom),
        )
        for cell, count in sorted(counts.items())
    ]


def spots_of(hits: Iterable[Mapping[str, Any]], lang: str) -> list[Spot]:
    """The documents, those at one spot together."""
    spots: dict[tuple[float, float], Spot] = {}
    for hit in hits:
        at = Point(hit["_geo"]["lat"], hit["_geo"]["lng"])
        key = (round(at.lat, SPOT), round(at.lon, SPOT))
        spot = spots.get(key, Spot(at, ()))
        spots[key] = replace(spot, items=(*spot.items, _located(hit, lang)))
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


def _counts(result: Mapping[str, Any], level: int) -> dict[Cell, int]:
    found = result.get("facetDistribution", {}).get(cell_field(level), {})
    return {Cell.named(level, name): count for name, count in found.items()}


def _middle(parts: Sequence[tuple[Cell, int]]) -> Point:
    """The middle of cells by what is in them: the documents' own points are not known here."""
    total = sum(count for _, count in parts)
    places = [(mercator(centre_of(cell)), count) for cell, count in parts]
    across = sum(place[0] * count for place, count in places) / total
    down = sum(place[1] * count for place, count in places) / total
    return unmercator(across, down)


def _expansion(level: int, parts: int, zoom: int) -> int | None:
    """The first zoom whose cells part the cluster, or, where all is in one of those, the next."""
    if level == LEVELS[-1] and zoom >= CLOSE_ZOOM:
        return None
    first = level if parts > 1 else level + STEP
    return min(max(first, zoom + 1), max(CLOSE_ZOOM, zoom))


def _within(box: Box, point: Point) -> Point:
    lat = min(max(point.lat, box.south), box.north)
    return Point(lat, min(max(point.lon, box.west), box.east))


def _common(one: Box, other: Box) -> Box:
    return Box(
        max(one.west, other.west),
        max(one.south, other.south),
        min(one.east, other.east),
        min(one.north, other.north),
    )


def _located(hit: Mapping[str, Any], lang: str) -> Located:
    card = card_in(hit)
    text = text_in(card, lang)
    return Located(
        id=hit["listing_id"],
        title=text["title"],
        lang=text["lang"],
        kind=hit["kind"],
        price=hit["price"],
        address=location_in(card, hit["id"])["address"],
        precision=hit["precision"],
    )
