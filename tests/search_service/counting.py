"""What a second coding of the geometry has to tell; two of them stand beside this file.

Neither uses the code of geo/ or of the service. Places are told by their number in the corpus.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

Edges = tuple[float, float, float, float]  # west, south, east, north
Spot = tuple[float, float]  # latitude, longitude


class Counting(Protocol):
    """Distances, drawings, boxes and tiles over the places of one corpus."""

    def metres(self, centre: Spot) -> Sequence[float]:
        """The way from the centre to every place on the WGS84 ellipsoid."""
        ...

    def in_drawing(self, drawn: Mapping[str, Any]) -> set[int]:
        """The places inside a GeoJSON Polygon or MultiPolygon."""
        ...

    def in_box(self, edges: Edges) -> set[int]:
        """The places inside a box or on its edge."""
        ...

    def tiles(self, places: Collection[int], level: int) -> Counter[str]:
        """How many of the places lie in each tile of a level, as z/x/y."""
        ...
