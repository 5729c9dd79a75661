"""Vector tiles (Mapbox Vector Tile 2) of the map: features in, the bytes of one tile out.

A tile is drawn 512 pixels wide by MapLibre, so it shows what a map of 256-pixel tiles shows one
zoom closer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import mapbox_vector_tile
import orjson
from shapely import Point as Position

from geo.cells import LEVELS, ZOOMS, Cell, box_of, children, mercator
from geo.distance import Box
from geo.point import Point
from search_service.errors import FieldError, InvalidParameters, NotFound
from search_service.maps.clusters import Cluster
from search_service.maps.features import Feature, properties_of
from search_service.maps.parameters import MapQuestion, read_filters

EXTENT = 4096  # steps across a tile
DRAWN = 1  # zooms between a tile of 512 pixels and the map of 256-pixel tiles that it shows
# The engine's box is asked a little larger, since the cells decide what lies in the tile.
MARGIN = 1e-7


def read_tile(z: int, x: int, y: int, raw: Mapping[str, Sequence[str]]) -> MapQuestion:
    """The question of a tile. Raises NotFound where there is none, and InvalidParameters."""
    if not ZOOMS[0] <= z <= ZOOMS[1] or not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise NotFound(f"There is no tile {z}/{x}/{y}: z is {ZOOMS[0]} to {ZOOMS[1]}.")
    box = box_of(Cell(z, x, y))
    wide = Box(
        max(box.west - MARGIN, -180.0),
        box.south - MARGIN,
        min(box.east + MARGIN, 180.0),
        box.north + MARGIN,
    )
    errors: list[FieldError] = []
    criteria, max_points = read_filters(raw, ("bbox", "zoom"), errors, [])
    if errors:
        raise InvalidParameters(errors)
    zoom = min(z + DRAWN, ZOOMS[1])
    return MapQuestion(replace(criteria, bbox=wide), wide, zoom, max_points)


def cells_of(z: int, x: int, y: int) -> list[Cell]:
    """The cells of the coarsest level of documents that make up the tile."""
    level = next(level for level in LEVELS if level >= z)
    return list(children(Cell(z, x, y), level))


def encoded(features: Sequence[Feature], z: int, x: int, y: int) -> bytes:
    """The tile, with a layer `clusters` or a layer `listings`; empty without features."""
    layers: dict[str, list[dict[str, Any]]] = {}
    for feature in features:
        name = "clusters" if isinstance(feature, Cluster) else "listings"
        geometry = Position(_steps(feature.at, z, x, y))
        layer = layers.setdefault(name, [])
        layer.append({"geometry": geometry, "properties": flat_properties(feature)})
    if not layers:
        return b""
    told = [{"name": name, "features": layer} for name, layer in layers.items()]
    options = {"y_coord_down": True, "extents": EXTENT}
    tile: bytes = mapbox_vector_tile.encode(told, default_options=options)
    return tile


def flat_properties(feature: Feature) -> dict[str, Any]:
    """The properties of the feature without nulls; lists become JSON, as tiles hold none.

    `expansion_zoom` counts tiles here: the z of those that part the cluster.
    """
    told = {name: value for name, value in properties_of(feature).items() if value is not None}
    if "expansion_zoom" in told:
        told["expansion_zoom"] -= DRAWN
    return {
        name: orjson.dumps(value).decode() if isinstance(value, list) else value
        for name, value in told.items()
    }


def _steps(at: Point, z: int, x: int, y: int) -> tuple[int, int]:
    across, down = mercator(at)
    side = 1 << z
    return (
        min(max(int((across * side - x) * EXTENT), 0), EXTENT - 1),
        min(max(int((down * side - y) * EXTENT), 0), EXTENT - 1),
    )
