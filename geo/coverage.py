"""Municipalities as one coverage: shapes in; checked, edge-matched, simplified or dissolved out.

In a coverage neighbours share every point of their border, so that a simplification moves both
sides alike and a dissolved region has no slivers inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import Point as Position
from shapely.geometry.base import BaseGeometry

from geo.boundary_error import BoundaryError
from geo.municipality import municipalities
from geo.shapes import TM35FIN, WGS84

# Rounding to a millionth of a degree leaves 188 m2 of overlaps in a file of all municipalities
# (33 pairs, measured); a hectare in all is no rounding any more.
MOST_OVERLAP_M2 = 10_000.0
# Rounding leaves gaps too (43 in that file, none as wide as this); they would be holes in regions.
WIDEST_GAP_M = 1.0
# A pixel is 140 m at zoom 9, where a region fills a screen: what is smaller than one and a half of
# them is not seen, and the points fall from 83,000 to 21,000, most of them of islands.
DRAWING_TOLERANCE_M = 200.0
# A millionth of a degree is a tenth of a metre, a hundred thousandth a metre.
EXACT_DECIMALS = 6
DRAWING_DECIMALS = 5

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """Areas by code, in metres of EPSG:3067; `overlap_m2` is what was mended."""

    codes: tuple[str, ...]
    shapes: NDArray[np.object_]
    overlap_m2: float

    def simplified(self, tolerance_m: float = DRAWING_TOLERANCE_M) -> "Coverage":
        """Return it with fewer points, borders still shared. The tolerance is the side of a
        square as large as the largest corner that is cut."""
        return replace(self, shapes=shapely.coverage_simplify(self.shapes, tolerance_m))

    def dissolved(self, larger: Mapping[str, str]) -> "Coverage":
        """Return the larger areas that `larger` (code -> code of the larger area) makes of it."""
        members: dict[str, list[BaseGeometry]] = {}
        for code, shape in zip(self.codes, self.shapes, strict=True):
            members.setdefault(larger[code], []).append(shape)
        codes = tuple(sorted(members))
        shapes = [shapely.coverage_union_all(members[code]) for code in codes]
        return replace(self, codes=codes, shapes=np.array(shapes, dtype=object))

    def degrees(self, decimals: int) -> dict[str, BaseGeometry]:
        """Return valid shapes in WGS84, rounded."""
        transformer = Transformer.from_crs(TM35FIN, WGS84, always_xy=True)
        rounded = shapely.set_precision(_moved(self.shapes, transformer), 10.0**-decimals)
        return dict(zip(self.codes, rounded, strict=True))


def coverage_of(shapes: Mapping[str, BaseGeometry], source: object) -> Coverage:
    """Join the municipalities, in degrees by code, to a coverage; rounding is mended.

    Raises BoundaryError, which names the source, when shapes overlap by more than a hectare or a
    municipality does not contain its own centre.
    """
    codes = tuple(sorted(shapes))
    check_centres(shapes, source)
    transformer = Transformer.from_crs(WGS84, TM35FIN, always_xy=True)
    metric = _moved(np.array([shapes[code] for code in codes], dtype=object), transformer)
    overlap = _overlap(codes, metric, source)
    clean = shapely.coverage_clean(metric, gap_width=WIDEST_GAP_M)
    return Coverage(codes, clean, overlap)


def check_centres(shapes: Mapping[str, BaseGeometry], source: object) -> None:
    """Raise BoundaryError when a municipality's shape, in degrees, does not hold its centre."""
    outside = [
        f"{code} {one.name_fi}"
        for code, one in sorted(municipalities().items())
        if not shapes[code].intersects(Position(one.centre.lon, one.centre.lat))
    ]
    if outside:
        raise BoundaryError(
            source, f"expected every centre in its own municipality, outside: {_some(outside)}"
        )


def _overlap(codes: tuple[str, ...], shapes: NDArray[np.object_], source: object) -> float:
    """Return the square metres that two municipalities claim."""
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    areas = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    total = float(areas.sum())
    if total > MOST_OVERLAP_M2:
        largest = np.argsort(areas)[::-1]
        pairs = [f"{codes[left[at]]} and {codes[right[at]]}" for at in largest if areas[at] > 1.0]
        raise BoundaryError(
            source, f"expected no overlaps, got {total / 10_000:.1f} ha: {_some(pairs)}"
        )
    return total


def _moved(shapes: NDArray[np.object_], transformer: Transformer) -> NDArray[np.object_]:
    def moved(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    found: NDArray[np.object_] = shapely.transform(shapes, moved)
    return found


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if names[_SHOWN:] else "")
