"""The parameter `bbox`: four or six numbers of CRS84 in, boxes of the engine out."""

import math

from geo.distance import Box
from search_service.filters import either, in_box

EXPECTED = "expected west,south,east,north in degrees (or six numbers, with heights)"
# Every document with a point; the engine refuses a plain question for its reserved `_geo`.
ON_MAP = in_box(Box(west=-180.0, south=-90.0, east=180.0, north=90.0))


def read_bbox(text: str) -> tuple[Box, ...]:
    """One box, or the two halves of one over the antimeridian. Raises ValueError.

    Heights are read and left out: the points have none, and they lie at every height.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise ValueError(EXPECTED) from error
    if len(numbers) == 6:
        if numbers[2] > numbers[5]:
            raise ValueError("expected a lowest height that is not above the highest")
        del numbers[5], numbers[2]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise ValueError(EXPECTED)
    west, south, east, north = numbers
    if abs(west) > 180 or abs(east) > 180 or not -90 <= south <= north <= 90:
        raise ValueError(f"{EXPECTED}, south not above north")
    if west <= east:
        return (Box(west=west, south=south, east=east, north=north),)
    return (
        Box(west=west, south=south, east=180.0, north=north),
        Box(west=-180.0, south=south, east=east, north=north),
    )


def in_boxes(boxes: tuple[Box, ...]) -> str:
    """Documents with a point in one of the boxes."""
    return either(map(in_box, boxes))
