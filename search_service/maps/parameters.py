"""What a map asks: raw texts in; viewport, zoom and the criteria of a search out, with remarks.

The viewport is the search's `bbox`; what is wrong with it is told in the map's words.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.cells import ZOOMS
from geo.distance import Box
from geo.point import FINLAND_LAT, FINLAND_LON
from search_service.criteria import Criteria, Remark
from search_service.errors import FieldError, InvalidParameters
from search_service.parameter_table import Parameter, openapi_parameter, openapi_parameters
from search_service.parameter_values import clamped, last, whole
from search_service.parameters import read_parameters

# Locations that a map shows one by one; more become clusters.
MAX_POINTS = 200
# Where no zooming in helps: stacks at one address, whose lists have to open somewhere.
MAX_POINTS_CLOSE = 1000
CLOSE_ZOOM = 17
EXAMPLE = "24.8,60.1,25.2,60.3"
PAGING = {"sort", "page", "per_page", "facets"}  # of the list beside the map
POINTS = Parameter(
    "max_points",
    "Most locations that are answered one by one; more become clusters. 0: clusters only. "
    f"From zoom {CLOSE_ZOOM} on it is {MAX_POINTS_CLOSE}, so that every stack opens.",
    {"type": "integer", "minimum": 0, "maximum": MAX_POINTS_CLOSE, "default": MAX_POINTS},
    MAX_POINTS,
)
BBOX = Parameter(
    "bbox", "The viewport: west,south,east,north in WGS84 degrees.", {"type": "string"}, EXAMPLE
)
ZOOM = Parameter(
    "zoom",
    f"Zoom of tiles of 256 pixels, {ZOOMS[0]} to {ZOOMS[1]} (MapLibre's own zoom is one less).",
    {"type": "number"},
    10,
)


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """One view of the map; the viewport is `criteria.bbox`."""

    criteria: Criteria
    viewport: Box
    zoom: int
    max_points: int
    remarks: tuple[Remark, ...] = ()

    @property
    def limit(self) -> int:
        """Most locations that are shown one by one at this zoom."""
        if self.zoom >= CLOSE_ZOOM and self.max_points:
            return MAX_POINTS_CLOSE
        return self.max_points


def read_map(raw: Mapping[str, Sequence[str]]) -> MapQuestion:
    """The question of raw texts per name. Raises InvalidParameters, naming every wrong field."""
    errors: list[FieldError] = []
    remarks: list[Remark] = []
    viewport, zoom = None, ZOOMS[0]
    try:
        viewport = read_viewport(last(raw, "bbox"))
        remarks += abroad(viewport)
    except ValueError as error:
        errors.append(FieldError("bbox", str(error)))
    try:
        zoom = read_zoom(last(raw, "zoom"), remarks)
    except ValueError as error:
        errors.append(FieldError("zoom", str(error)))
    criteria, max_points = read_filters(raw, ("bbox", "zoom"), errors, remarks)
    if errors or viewport is None:
        raise InvalidParameters(errors)
    return MapQuestion(replace(criteria, bbox=viewport), viewport, zoom, max_points, (*remarks,))


def read_filters(
    raw: Mapping[str, Sequence[str]],
    own: Sequence[str],
    errors: list[FieldError],
    remarks: list[Remark],
) -> tuple[Criteria, int]:
    """The criteria and the most points, without the route's own and the list's parameters."""
    others = {
        name: values
        for name, values in raw.items()
        if name not in PAGING and name not in own and name != POINTS.name
    }
    criteria, max_points = Criteria(), MAX_POINTS
    try:
        criteria, told = read_parameters(others)
        remarks += told
    except InvalidParameters as error:
        errors += error.errors
    try:
        if text := last(raw, POINTS.name):
            max_points = clamped(POINTS.name, whole(text), (0, MAX_POINTS_CLOSE), remarks)
    except ValueError as error:
        errors.append(FieldError(POINTS.name, str(error)))
    return criteria, max_points


def read_viewport(text: str) -> Box:
    """west,south,east,north. Raises ValueError with what is wrong with it."""
    try:
        west, south, east, north = edges = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise ValueError(f"expected west,south,east,north in degrees, like {EXAMPLE}") from error
    if not all(map(math.isfinite, edges)) or max(abs(south), abs(north)) > 90:
        raise ValueError(f"expected west,south,east,north in degrees, like {EXAMPLE}")
    if max(abs(west), abs(east)) > 180 or west - east > 180:
        raise ValueError(
            "the viewport crosses the 180th meridian: ask for its part between -180 and 180"
        )
    if west >= east or south >= north:
        raise ValueError(
            "the corners are swapped or the viewport is empty: expected west < east, south < north"
        )
    return Box(west, south, east, north)


def read_zoom(text: str, remarks: list[Remark]) -> int:
    """A zoom; a part of one shows what the whole zoom below it does. Raises ValueError."""
    if not re.fullmatch(r"[+-]?\d{1,4}(\.\d{1,20})?", text):
        raise ValueError(f"expected a number from {ZOOMS[0]} to {ZOOMS[1]}, got {text[:60]!r}")
    return clamped("zoom", math.floor(float(text)), ZOOMS, remarks)


def abroad(box: Box) -> list[Remark]:
    """A remark on a viewport without any of Finland."""
    if shows_finland(box):
        return []
    swapped = abs(box.west) <= 90 and abs(box.east) <= 90
    if swapped and shows_finland(Box(box.south, box.west, box.north, box.east)):
        return [Remark("bbox", "lies outside Finland: were latitude and longitude swapped?")]
    return [Remark("bbox", "lies outside Finland: nothing is there")]


def shows_finland(box: Box) -> bool:
    """Whether some of the rectangle round Finland is in the box."""
    return (
        box.west <= FINLAND_LON[1]
        and box.east >= FINLAND_LON[0]
        and box.south <= FINLAND_LAT[1]
        and box.north >= FINLAND_LAT[0]
    )


def openapi_map(*own: Parameter) -> list[dict[str, Any]]:
    """A route's own required parameters, and those that it shares with /v1/search."""
    shared = [one for one in openapi_parameters() if one["name"] not in {*PAGING, BBOX.name}]
    return [
        *(openapi_parameter(one, required=True) for one in own),
        openapi_parameter(POINTS),
        *shared,
    ]
