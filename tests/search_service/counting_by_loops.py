"""The geometry coded a second time: pyproj's geodesics, rays and loops over every place."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pyproj import Geod

from tests.search_service.counting import Edges, Spot
from tests.search_service.located import Place

GEOD = Geod(ellps="WGS84")
Ring = Sequence[Sequence[float]]


class Loops:
    """Goes through the places one by one."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places

    def metres(self, centre: Spot) -> Sequence[float]:
        """See Counting."""
        lat, lon = centre
        return [float(GEOD.inv(lon, lat, one.lon, one.lat)[2]) for one in self._places]

    def in_drawing(self, drawn: Mapping[str, Any]) -> set[int]:
        """See Counting."""
        parts = drawn["coordinates"] if drawn["type"] == "MultiPolygon" else [drawn["coordinates"]]
        return {
            number
            for number, one in enumerate(self._places)
            if any(_in_part(one.lon, one.lat, rings) for rings in parts)
        }

    def in_box(self, edges: Edges) -> set[int]:
        """See Counting."""
        west, south, east, north = edges
        found = set()
        for number, one in enumerate(self._places):
            if west <= one.lon <= east and south <= one.lat <= north:
                found.add(number)
        return found

    def tiles(self, places: Collection[int], level: int) -> Counter[str]:
        """See Counting."""
        found: Counter[str] = Counter()
        for number in places:
            one, side = self._places[number], 2**level
            across = math.floor((one.lon + 180) / 360 * side)
            slope = math.radians(one.lat)
            height = math.log(math.tan(slope) + 1 / math.cos(slope))
            found[f"{level}/{across}/{math.floor((1 - height / math.pi) / 2 * side)}"] += 1
        return found


def _in_part(lon: float, lat: float, rings: Sequence[Ring]) -> bool:
    return _in_ring(lon, lat, rings[0]) and not any(_in_ring(lon, lat, one) for one in rings[1:])


def _in_ring(lon: float, lat: float, ring: Ring) -> bool:
    """A ray to the east crosses the ring an odd number of times."""
    inside = False
    for here, there in pairwise(ring):
        if (here[1] > lat) != (there[1] > lat):
            share = (lat - here[1]) / (there[1] - here[1])
            if lon < here[0] + share * (there[0] - here[0]):
                inside = not inside
    return inside
