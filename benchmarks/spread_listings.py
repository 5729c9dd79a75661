"""The demo listings many times over, spread over Finland as people live: documents of the engine.

Copies differ in their ids and places; a listing's places stay near each other. Seeded, so that
every run has the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import groupby
from random import Random
from typing import Any

import orjson

from benchmarks.many_listings import Corpus
from geo.cells import LEVELS, cell_of
from geo.municipalities import Municipality, municipalities
from geo.point import Point
from indexers.index.document import area_key

# Half of all listings are in these, by the share of people (in per cent) that live there; the
# other half lies evenly in all other municipalities, which are smaller than people think.
CITIES = {"091": 30, "049": 14, "837": 12, "092": 11, "564": 10, "853": 9, "179": 7, "398": 7}
IN_CITIES = 0.5
CITY_KM, TOWN_KM = 4.0, 2.5  # of a normal distribution round the centre
DEGREE_KM = 111.2
Wire = dict[str, Any]


def spread_documents(corpus: Corpus, count: int, seed: int = 4) -> Iterator[bytes]:
    """At least `count` JSON documents, whole listings, each with its card as JSON text."""
    random, made, copy = Random(seed), 0, 0
    wires = [one.wire() | {"card": one.card} for one in corpus.full]
    groups = [list(group) for _, group in groupby(wires, key=lambda wire: wire["listing_id"])]
    while made < count:
        for group in groups:
            yield from map(orjson.dumps, _moved(group, copy, random))
            made += len(group)
        copy += 1


def _moved(group: Sequence[Wire], copy: int, random: Random) -> list[Wire]:
    """The documents of one listing, elsewhere."""
    home = _home(random)
    card = deepcopy(group[0]["card"]) | {"id": f"{group[0]['listing_id']}-{copy}"}
    spots = [_spot(home, random) if one.get("_geo") else None for one in group]
    for place, spot in zip(card["locations"], spots, strict=False):
        if spot is not None:
            place |= {"lat": spot.lat, "lon": spot.lon, "municipality": home.code}
    shared = {"card": orjson.dumps(card).decode(), **_areas(group[0], home)}
    return [
        one
        | shared
        | {"id": _copied(one["id"], copy), "listing_id": f"{one['listing_id']}-{copy}"}
        | (_placed(spot) if spot else {})
        for one, spot in zip(group, spots, strict=True)
    ]


def _copied(document_id: str, copy: int) -> str:
    """The number of a document in its listing stays at the end."""
    key, _, number = document_id.rpartition("__")
    return f"{key}-{copy}__{number}"


def _home(random: Random) -> Municipality:
    if random.random() < IN_CITIES:
        code = random.choices(list(CITIES), weights=[*CITIES.values()])[0]
    else:
        code = random.choice([code for code in municipalities() if code not in CITIES])
    return municipalities()[code]


def _spot(home: Municipality, random: Random) -> Point:
    spread = (CITY_KM if home.code in CITIES else TOWN_KM) / DEGREE_KM
    # A degree of longitude is about half a degree of latitude in Finland.
    return Point(
        lat=round(home.centre.lat + random.gauss(0, spread), 6),
        lon=round(home.centre.lon + random.gauss(0, 2 * spread), 6),
    )


def _areas(wire: Wire, home: Municipality) -> Mapping[str, Any]:
    if not wire["municipalities"]:
        return {}
    serves = [key for key in wire["serves"] if not key.startswith("m")]
    return {
        "municipalities": [home.code],
        "regions": [home.region],
        "wellbeing_counties": [home.county],
        "serves": [*serves, area_key("municipality", home.code)],
    }


def _placed(spot: Point) -> Wire:
    cells = {f"cell_{level}": cell_of(spot, level).name for level in LEVELS}
    return {"_geo": {"lat": spot.lat, "lng": spot.lon}, **cells}
