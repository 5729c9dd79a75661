"""What the service is asked, by kind: seeded questions out, each with what it stands beside.

A kind has as many different questions as there are rounds where it can, so that caches of answers
find nothing; words are the graded queries of tests/relevance, which are as mixed as people's.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlencode

from benchmarks.language import QUERIES
from benchmarks.near_cost import WORDS, map_parameters, random_place
from geo.municipalities import municipalities
from geo.point import Point
from indexers.index.staging import LISTINGS
from search_service.commands.relevance import read_queries
from search_service.engines.engine import Query

TEXT, NEAR_TEXT, FILTERS = "text, top 10", "text near a point", "filters, 6 disjunctive facets"
NEAR, SUGGEST = "near a point", "suggest"
ZOOMS = (5, 8, 11, 14)
# Six filters that most listings pass, each with its facet counted without it.
CHOSEN = {
    "kind": "hobby,support,event,service",
    "theme": "ht_hyvinvointi,ht_kulttuuri,ht_kadentaidot,ht_luonto",
    "audience": "age_18_29,age_30_64,age_65",
    "price": "free,unknown",
    "channel": "place,hybrid",
}
NAIVE_RADIUS_M = 20_000
BOX_POINTS = 500  # what a map without clusters would fetch
BOX_DEGREES = 0.25


class Question(NamedTuple):
    """A path of the service; `naive`: what would be asked of the engine without our ways."""

    path: str
    naive: Query | None = None


def questions(count: int, seed: int = 7) -> Mapping[str, Sequence[Question]]:
    """So many questions of each kind."""
    random = Random(seed)
    return {kind: [make(random) for _ in range(count)] for kind, make in _KINDS.items()}


def _search(**asked: Any) -> str:
    return f"/v1/search?{urlencode(asked)}"


def _words(random: Random) -> str:
    return random.choice(_TYPED)


def _text(random: Random) -> Question:
    return Question(_search(q=_words(random), per_page=10))


def _near(random: Random, words: str = "") -> Question:
    here = random_place(random)
    given = {"q": words} if words else {}
    return Question(
        _search(near=f"{here.lat:.5f},{here.lon:.5f}", **given), _by_radius(here, words)
    )


def _near_text(random: Random) -> Question:
    return _near(random, random.choice(WORDS))


def _filters(random: Random) -> Question:
    towns = ",".join(random.sample([*municipalities()], 12))
    return Question(
        _search(**CHOSEN, municipality=towns, facets=",".join([*CHOSEN, "municipality"]))
    )


def _suggest(random: Random) -> Question:
    words = _words(random)
    return Question(f"/v1/suggest?{urlencode({'q': words[: random.randint(3, 9)]})}")


def _map(zoom: int) -> Callable[[Random], Question]:
    def make(random: Random) -> Question:
        here = random_place(random)
        return Question(f"/v1/map?{urlencode(map_parameters(here, zoom))}", _box(here))

    return make


def _by_radius(here: Point, words: str) -> Query:
    """As the engine's own documentation does it: a radius, the nearest first, one per listing."""
    return {
        "indexUid": LISTINGS,
        "q": words,
        "filter": f"_geoRadius({here.lat!r}, {here.lon!r}, {NAIVE_RADIUS_M})",
        "sort": [f"_geoPoint({here.lat!r}, {here.lon!r}):asc"],
        "distinct": "listing_id",
        "page": 1,
        "hitsPerPage": 20,
        "attributesToRetrieve": ["listing_id", "kind", "price"],
    }


def _box(here: Point) -> Query:
    """As a map without clusters would: what lies in a box, point by point."""
    north, east = here.lat + BOX_DEGREES, here.lon + 2 * BOX_DEGREES
    south, west = here.lat - BOX_DEGREES, here.lon - 2 * BOX_DEGREES
    return {
        "indexUid": LISTINGS,
        "q": "",
        "filter": f"_geoBoundingBox([{north!r}, {east!r}], [{south!r}, {west!r}])",
        "limit": BOX_POINTS,
        "attributesToRetrieve": ["listing_id", "kind", "price"],
    }


_TYPED = [one.q for one in read_queries(QUERIES) if not one.near]
_KINDS: Mapping[str, Callable[[Random], Question]] = {
    TEXT: _text,
    NEAR_TEXT: _near_text,
    FILTERS: _filters,
    NEAR: _near,
    SUGGEST: _suggest,
    **{f"map, zoom {zoom}": _map(zoom) for zoom in ZOOMS},
}
