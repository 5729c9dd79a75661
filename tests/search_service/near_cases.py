"""Random questions about places, from a street to the country: mostly some listing meets them."""

import math
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.search_service.counting import Edges, Spot
from tests.search_service.located import Place

ZOOMS = range(4, 19)


class NearCases:
    """Draws; the same seed draws the same."""

    def __init__(self, places: Sequence[Place], seed: int) -> None:
        self.random = Random(seed)
        self._places = places

    def spot(self) -> Spot:
        """A point at a place, near one, or anywhere in Finland."""
        one, kind = self.random.choice(self._places), self.random.random()
        if kind < 0.1:
            return one.lat, one.lon
        if kind < 0.2:
            return round(self.random.uniform(59.8, 70.0), 5), round(self.random.uniform(20, 31), 5)
        far = 10 ** self.random.uniform(-3, 0.5)
        lat = min(max(one.lat + self.random.gauss(0, far), 59.1), 70.9)
        lon = min(max(one.lon + 2 * self.random.gauss(0, far), 19.1), 31.9)
        return round(lat, 6), round(lon, 6)

    def radius(self) -> int:
        """100 m to 200 km, as many short as long ones."""
        return round(10 ** self.random.uniform(2, math.log10(200_000)))

    def box(self) -> Edges:
        """A box; every third has the coordinates of places as its edges."""
        if self.random.random() < 1 / 3:
            one, other = self.random.sample(self._places, 2)
            (west, east), (south, north) = (
                sorted((one.lon, other.lon)),
                sorted((one.lat, other.lat)),
            )
            if west < east and south < north:
                return west, south, east, north
        lat, lon = self.spot()
        high, wide = (10 ** self.random.uniform(-2, 0.7) for _ in range(2))
        north, south = min(lat + high, 71.5), max(lat - high, 58.5)
        return round(lon - wide, 5), round(south, 5), round(lon + wide, 5), round(north, 5)

    def drawing(self) -> dict[str, Any]:
        """A star with or without a hole, or two of them."""
        lat, lon = self.spot()
        size = 10 ** self.random.uniform(-1.5, 0.5)
        rings = self._rings(lat, lon, size)
        if self.random.random() < 0.7:
            return {"type": "Polygon", "coordinates": rings}
        beside = self._rings(lat, lon + 5 * size, size)
        return {"type": "MultiPolygon", "coordinates": [rings, beside]}

    def zoom(self) -> int:
        """A zoom of the map."""
        return self.random.choice(ZOOMS)

    def _rings(self, lat: float, lon: float, size: float) -> list[list[list[float]]]:
        outer = self._star(lat, lon, size, (0.5, 1.0))
        if self.random.random() < 0.5:
            return [outer]
        return [outer, self._star(lat, lon, size, (0.1, 0.35))]

    def _star(
        self, lat: float, lon: float, size: float, reach: tuple[float, float]
    ) -> list[list[float]]:
        """A ring of 5 to 12 corners; arms of 0.5 and more never cut into those of 0.35."""
        corners = self.random.randint(5, 12)
        ring = []
        for number in range(corners):
            angle, arm = 2 * math.pi * number / corners, size * self.random.uniform(*reach)
            ring.append([lon + 2 * arm * math.cos(angle), lat + arm * math.sin(angle)])
        return [*ring, ring[0]]
