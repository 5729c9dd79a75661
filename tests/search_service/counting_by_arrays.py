"""The geometry coded a third time: Vincenty's formula, shapely and sums over whole arrays."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from tests.search_service.counting import Edges, Spot
from tests.search_service.located import Place

Numbers = NDArray[np.float64]
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257223563
ROUNDS = 12  # of Vincenty's formula; places of one country need five


class Arrays:
    """Looks at all places at once."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._lat = np.array([one.lat for one in places])
        self._lon = np.array([one.lon for one in places])

    def metres(self, centre: Spot) -> Sequence[float]:
        """See Counting."""
        found: list[float] = _vincenty(*centre, self._lat, self._lon).tolist()
        return found

    def in_drawing(self, drawn: Mapping[str, Any]) -> set[int]:
        """See Counting."""
        inside = shapely.intersects_xy(shape(drawn), self._lon, self._lat)
        return set(np.flatnonzero(inside).tolist())

    def in_box(self, edges: Edges) -> set[int]:
        """See Counting."""
        west, south, east, north = edges
        across = np.clip(self._lon, west, east) == self._lon
        up = np.clip(self._lat, south, north) == self._lat
        return set(np.flatnonzero(across & up).tolist())

    def tiles(self, places: Collection[int], level: int) -> Counter[str]:
        """See Counting."""
        rows = np.array(sorted(places), dtype=int)
        east = np.radians(self._lon[rows])
        north = np.arctanh(np.sin(np.radians(self._lat[rows])))
        world = 2.0**level / (2 * np.pi)
        x = ((east + np.pi) * world).astype(int).tolist()
        y = ((np.pi - north) * world).astype(int).tolist()
        return Counter(f"{level}/{a}/{b}" for a, b in zip(x, y, strict=True))


def _vincenty(lat: float, lon: float, lats: Numbers, lons: Numbers) -> Numbers:
    """Metres along the ellipsoid (Vincenty 1975, the inverse problem)."""
    short = AXIS * (1 - FLATTENING)
    u1 = np.arctan((1 - FLATTENING) * np.tan(np.radians(lat)))
    u2 = np.arctan((1 - FLATTENING) * np.tan(np.radians(lats)))
    apart = turned = np.radians(lons - lon)
    for _ in range(ROUNDS):
        sin_s = np.hypot(
            np.cos(u2) * np.sin(turned),
            np.cos(u1) * np.sin(u2) - np.sin(u1) * np.cos(u2) * np.cos(turned),
        )
        sin_s = np.where(sin_s == 0, 1e-300, sin_s)
        cos_s = np.sin(u1) * np.sin(u2) + np.cos(u1) * np.cos(u2) * np.cos(turned)
        arc = np.arctan2(sin_s, cos_s)
        sin_a = np.cos(u1) * np.cos(u2) * np.sin(turned) / sin_s
        cos2_a = np.maximum(1 - sin_a**2, 1e-300)
        middle = cos_s - 2 * np.sin(u1) * np.sin(u2) / cos2_a
        c = FLATTENING / 16 * cos2_a * (4 + FLATTENING * (4 - 3 * cos2_a))
        bent = arc + c * sin_s * (middle + c * cos_s * (2 * middle**2 - 1))
        turned = apart + (1 - c) * FLATTENING * sin_a * bent
    square = cos2_a * (AXIS**2 - short**2) / short**2
    a = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    third = b / 6 * middle * (4 * sin_s**2 - 3) * (4 * middle**2 - 3)
    change = b * sin_s * (middle + b / 4 * (cos_s * (2 * middle**2 - 1) - third))
    metres: Numbers = short * a * (arc - change)
    return metres
