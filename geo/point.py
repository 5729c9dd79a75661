"""A point on the map in WGS84 degrees, and its ETRS-TM35FIN metres: the one shape of a position."""

import math
import threading
from dataclasses import dataclass

from pyproj import Transformer

# A rectangle round Finland and its sea, with a little margin. Latitudes and longitudes do not
# overlap here, which is what makes a swapped pair certain.
FINLAND_LAT = (59.0, 71.0)
FINLAND_LON = (19.0, 32.0)

# PROJ's transformer objects are not safe to share between threads, so each thread keeps its own.
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Point:
    """WGS84 degrees. Raises ValueError when not finite or off the globe."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and abs(self.lat) <= 90):
            raise ValueError(f"latitude must be between -90 and 90, got {self.lat}")
        if not (math.isfinite(self.lon) and abs(self.lon) <= 180):
            raise ValueError(f"longitude must be between -180 and 180, got {self.lon}")

    @classmethod
    def from_tm35fin(cls, north: float, east: float) -> "Point":
        """Read ETRS-TM35FIN (EPSG:3067) metres. Raises ValueError where they are no place."""
        lon, lat = _transformer("EPSG:3067", "EPSG:4326").transform(east, north)
        return cls(lat=float(lat), lon=float(lon))

    def to_tm35fin(self) -> tuple[float, float]:
        """Return (north, east) in metres of ETRS-TM35FIN (EPSG:3067)."""
        east, north = _transformer("EPSG:4326", "EPSG:3067").transform(self.lon, self.lat)
        return float(north), float(east)


def in_finland(point: Point) -> bool:
    """Tell whether the point is inside the rectangle round Finland (lat 59-71, lon 19-32)."""
    return (
        FINLAND_LAT[0] <= point.lat <= FINLAND_LAT[1]
        and FINLAND_LON[0] <= point.lon <= FINLAND_LON[1]
    )


def _transformer(source: str, target: str) -> Transformer:
    """Return this thread's transformer; both directions take and give x before y."""
    found: Transformer | None = getattr(_local, target, None)
    if found is None:
        found = Transformer.from_crs(source, target, always_xy=True)
        setattr(_local, target, found)
    return found
