"""What nearness costs: a running service in, milliseconds of each kind of question out.

Every round asks one question of each kind at one place, in turns, so that all kinds meet the
machine in the same state.
"""

import math
import time
from collections.abc import Callable, Mapping
from random import Random

import httpx

from benchmarks.query_cost import Cost
from benchmarks.spread_listings import CITIES
from geo.cells import Cell, box_of, cell_of
from geo.municipalities import municipalities
from geo.point import Point

TEXT = "a plain text query"
WARM = 5  # rounds before any is counted
AROUND = 0.05  # degrees of latitude that a place lies from the centre of a large city, at most
VIEW = (4, 3)  # tiles of 256 pixels: a window of 1024 x 768
ZOOMS = (5, 8, 11, 14)
WORDS = (
    *("kuoro", "jooga", "shakki", "uimakoulu", "vertaistuki", "kuntosali", "neulonta"),
    *("retkeily", "lukupiiri", "ruoka-apu", "sähly", "tanssi", "digineuvonta", "perhekahvila"),
    *("lumikenkäily", "kielikahvila", "pesäpallo", "suru", "parkour", "taidekerho"),
)
Ask = Callable[[httpx.Client, Point, str], httpx.Response]


def near_costs(base: str, rounds: int, seed: int = 4) -> Mapping[str, Cost]:
    """The cost of each kind of question."""
    random, times = Random(seed), {kind: list[float]() for kind in KINDS}
    with httpx.Client(base_url=base, timeout=60, trust_env=False) as client:
        for number in range(WARM + rounds):
            here, word = random_place(random), WORDS[number % len(WORDS)]
            for kind in random.sample([*KINDS], len(KINDS)):
                started = time.perf_counter()
                KINDS[kind](client, here, word).raise_for_status()
                if number >= WARM:
                    times[kind].append(time.perf_counter() - started)
    return {kind: Cost.of(taken) for kind, taken in times.items()}


def random_place(random: Random) -> Point:
    """A place near a large city."""
    centre = municipalities()[random.choice([*CITIES])].centre
    north, east = random.uniform(-AROUND, AROUND), random.uniform(-AROUND, AROUND)
    return Point(centre.lat + north, centre.lon + 2 * east)


def _search(**asked: str | int) -> Ask:
    """A search; an empty text is filled in with the place or the word of the round."""

    def ask(client: httpx.Client, here: Point, word: str) -> httpx.Response:
        told = {"near": f"{here.lat},{here.lon}", "q": word}
        given = {name: told[name] if value == "" else value for name, value in asked.items()}
        return client.get("/v1/search", params=given)

    return ask


def _polygon(client: httpx.Client, here: Point, word: str) -> httpx.Response:
    """A star of some 10 km: a drawing with corners that point inwards."""
    turns = [(number, math.pi * number / 5) for number in range(10)]
    arms = [(0.1 if number % 2 else 0.05, angle) for number, angle in turns]
    ring = [
        [here.lon + arm * math.cos(angle), here.lat + arm / 2 * math.sin(angle)]
        for arm, angle in arms
    ]
    drawn = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return client.post("/v1/search", json={"polygon": drawn})


def _map(zoom: int) -> Ask:
    def ask(client: httpx.Client, here: Point, word: str) -> httpx.Response:
        return client.get("/v1/map", params=map_parameters(here, zoom))

    return ask


def map_parameters(here: Point, zoom: int) -> dict[str, str]:
    """A window round a place, as /v1/map is asked."""
    middle = cell_of(here, zoom)
    first = Cell(zoom, middle.x - VIEW[0] // 2, middle.y - VIEW[1] // 2)
    last = Cell(zoom, first.x + VIEW[0] - 1, first.y + VIEW[1] - 1)
    west, north = box_of(first).west, box_of(first).north
    south, east = box_of(last).south, box_of(last).east
    return {"bbox": f"{west},{south},{east},{north}", "zoom": str(zoom)}


KINDS: Mapping[str, Ask] = {
    TEXT: _search(q=""),
    "text near a point": _search(q="", near=""),
    "text within 20 km": _search(q="", near="", radius_m=20_000),
    "near a point": _search(near=""),
    "within 20 km": _search(near="", radius_m=20_000),
    "within 100 km": _search(near="", radius_m=100_000),
    "by distance": _search(near="", sort="distance"),
    "in a drawing": _polygon,
    **{f"map, zoom {zoom}": _map(zoom) for zoom in ZOOMS},
}
