"""What the map beside the list is told: which search, where to look, its words, its base tiles."""

import orjson

from geo.distance import Box, box_around
from geo.municipalities import municipalities
from geo.point import Point
from search_service.answer import Answer
from search_service.criteria import Criteria
from search_service.settings import Tiles
from search_service.web.assets import asset_url
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import SearchLink

# The map's own view says where; nearest first means nothing without a point.
PLACED = ("near", "place", "radius_m", "bbox")
AROUND_M = 10_000  # round a place without a radius: a town
TEXTS = (
    *(
        "name",
        "cluster",
        "listings",
        "at_spot",
        "without_point",
        "close",
        "zoom_in",
        "zoom_out",
        "failed",
    ),
    "outlines",
)


def map_data(
    answer: Answer, criteria: Criteria, link: SearchLink, tiles: Tiles | None, texts: PageTexts
) -> str:
    """The means of src/map/map_means.ts as JSON for a data attribute."""
    plain = link.without(*PLACED, *(("sort",) if criteria.sort == "distance" else ()))
    box = _box(answer, criteria)
    means = {
        "base": "",
        "search": plain.query,
        "lang": texts.lang,
        "bbox": [box.west, box.south, box.east, box.north] if box else None,
        "texts": {name: texts(f"map.{name}", n="{n}") for name in TEXTS},
        "tiles": tiles.wire() if tiles else None,
        "style": asset_url("map.css"),
    }
    return orjson.dumps(means).decode()


def _box(answer: Answer, criteria: Criteria) -> Box | None:
    """Where the search looks; None for the whole country."""
    if criteria.bbox is not None:
        return criteria.bbox
    place = answer.place
    if place and place.kind == "municipality" and answer.radius_m is None:
        return municipalities()[place.code].box
    centre = criteria.near
    if place and place.lat is not None and place.lon is not None:
        centre = Point(place.lat, place.lon)
    return box_around(centre, answer.radius_m or AROUND_M) if centre else None
