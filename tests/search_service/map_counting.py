"""Locations counted over the listings themselves: viewports and filters in; totals, cells and
points out. It knows nothing of the engine's cells."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.search_service.matching_rules import Facts, Filters, matching

Edges = tuple[float, float, float, float]  # west, south, east, north
Place = tuple[str, float, float]  # listing, latitude, longitude


@dataclass(frozen=True, slots=True)
class Counted:
    """What a viewport holds."""

    places: Counter[Place]
    listings: int
    without_point: int

    @property
    def total(self) -> int:
        """Locations in view."""
        return self.places.total()

    def cells(self, level: int) -> Counter[str]:
        """Locations per tile of a level, as z/x/y."""
        found: Counter[str] = Counter()
        for (_, lat, lon), count in self.places.items():
            found[tile_of(lat, lon, level)] += count
        return found


def count_in_view(facts: Sequence[Facts], filters: Filters, edges: Edges) -> Counted:
    """Count what meets the filters and lies in the viewport."""
    west, south, east, north = edges
    met = matching(facts, filters)
    places = Counter(
        (one.id, point.lat, point.lon)
        for one in met
        for point in one.points
        if west <= point.lon <= east and south <= point.lat <= north
    )
    without = sum(not one.points for one in met)
    return Counted(places, len({place[0] for place in places}), without)


def tile_of(lat: float, lon: float, level: int) -> str:
    """The slippy tile of a point, by the formula with logarithm and secant."""
    angle, side = math.radians(lat), 2**level
    down = (1 - math.log(math.tan(angle) + 1 / math.cos(angle)) / math.pi) / 2
    return f"{level}/{math.floor((lon + 180) / 360 * side)}/{math.floor(down * side)}"


def draw_viewport(facts: Sequence[Facts], random: Random) -> tuple[Edges, int]:
    """A screen of two to six tiles somewhere near a location, at any zoom."""
    point = random.choice([point for one in facts for point in one.points])
    zoom = random.randint(4, 18)
    wide = 360 / 2**zoom * random.uniform(2, 6)
    high = wide / 2 * random.uniform(0.5, 1)  # a degree of latitude is twice as long on the map
    west = point.lon - wide * random.random()
    south = point.lat - high * random.random()
    west, east = max(west, -180.0), min(west + wide, 180.0)
    return (west, max(south, -85.0), east, min(south + high, 85.0)), zoom


def written(edges: Edges) -> str:
    """The viewport as a parameter, exact."""
    return ",".join(map(repr, edges))
