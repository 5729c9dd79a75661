"""What the small map of a listing's page is told: its known spots, its words, its base tiles."""

from collections.abc import Iterable

import orjson

from indexers.listing import PRECISE, Location
from indexers.plain_text import visible
from search_service.settings import Tiles
from search_service.web.assets import asset_url
from search_service.web.page_texts import PageTexts

MOST = 50  # places that one can still tell apart on a small map
TEXTS = ("zoom_in", "zoom_out", "outlines")


def place_map(locations: Iterable[Location], tiles: Tiles | None, texts: PageTexts) -> str | None:
    """The means of src/map/place_map.ts as JSON; None where no spot is known."""
    places = [
        {"lat": one.point.lat, "lon": one.point.lon, "name": _line(one.address.line)}
        for one in locations
        if one.point and one.precision in PRECISE
    ]
    if not places:
        return None
    means = {
        "base": "",
        "places": places[:MOST],
        "texts": {"name": texts("listing.on_map"), **{one: texts(f"map.{one}") for one in TEXTS}},
        "tiles": tiles.wire() if tiles else None,
        "style": asset_url("map.css"),
    }
    return orjson.dumps(means).decode()


def _line(text: str) -> str:
    """The text in one line, without what templates would make another line of inside the JSON."""
    return " ".join(visible(text).split())
