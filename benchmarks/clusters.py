"""`python -m benchmarks.clusters`: clusters of the map beside supercluster in Node, by view.

Both get the same points and views, `×` is of supercluster. The whole view is from a question to
features ready for JSON, without HTTP; its clusters are what supercluster makes, and nothing else.
"""

import json
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple

import orjson
import typer
from fastapi.testclient import TestClient
from pydantic import SecretStr

from benchmarks.analysis_speed import forget_words
from benchmarks.language import NOW, console, machine_lines, plain_table
from benchmarks.load import Spread
from benchmarks.many_listings import make_corpus
from benchmarks.near_cost import map_parameters, random_place
from benchmarks.spread_engine import spread_engine
from benchmarks.spread_listings import spread_documents
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY
from indexers.index.terms import TermMaker
from search_service.app import create_app
from search_service.maps.clusters import clusters_of
from search_service.maps.map import MapMaker
from search_service.maps.parameters import MapQuestion, read_map
from search_service.maps.plan import cells_for
from search_service.maps.view import FromTable
from search_service.near.search_area import SearchArea
from search_service.settings import Settings
from synonyms.concepts import Concepts

SCRIPT = Path(__file__).with_suffix(".mjs")
ZOOMS = range(5, 15)
Way = Callable[[MapQuestion], Awaitable[int]]
RADIUS = 52  # pixels; makes as many features of these views as the service does (75 and 74)


class Asked(NamedTuple):
    """Microseconds and clusters of each view."""

    us: Sequence[float]
    made: Sequence[int]


def main(
    documents: Annotated[int, typer.Option(min=300, help="about how many points")] = 100_000,
    views: Annotated[int, typer.Option(min=20, help="viewports at zooms 5 to 14")] = 200,
    radius: Annotated[int, typer.Option(help="of supercluster, in pixels")] = RADIUS,
) -> None:
    """Measure and print."""
    forget_words()
    corpus = make_corpus(TermMaker(Concepts.load()), NOW)
    questions = viewports(views)
    points = points_of(spread_documents(corpus, documents))
    theirs = supercluster(points, questions, radius)
    with spread_engine(corpus, documents, NOW) as address:
        ours = service_views(address, questions, NOW)
        for line in machine_lines(address.version):
            console.print(line)
    table = plain_table("clusters", "p50 µs", "×", "p95 µs", "×", "made", "×")
    their = _spread(theirs)
    for name, one in {**ours, "supercluster": theirs}.items():
        spread, made = _spread(one), mean(one.made)
        pairs = (
            (spread.p50 * 1000, their.p50 * 1000),
            (spread.p95 * 1000, their.p95 * 1000),
            (made, mean(theirs.made)),
        )
        cells = [(f"{our:.0f}", f"{our / other:.2f}") for our, other in pairs]
        table.add_row(name, *(cell for pair in cells for cell in pair))
    console.print(table)
    console.print(f"{len(points):,} points, {views} views.")


def _spread(asked: Asked) -> Spread:
    return Spread.of([one / 1e6 for one in asked.us])


def viewports(count: int, seed: int = 9) -> list[MapQuestion]:
    """Windows near large cities, each zoom as often; clusters only."""
    random = Random(seed)
    asked = [
        map_parameters(random_place(random), ZOOMS[number % len(ZOOMS)]) for number in range(count)
    ]
    return [
        read_map({name: [value] for name, value in {**one, "max_points": "0"}.items()})
        for one in asked
    ]


def points_of(lines: Iterable[bytes]) -> list[tuple[float, float]]:
    """Longitude and latitude of the documents that have them."""
    found = (orjson.loads(line).get("_geo") for line in lines)
    return [(one["lng"], one["lat"]) for one in found if one]


def supercluster(
    points: Sequence[tuple[float, float]], questions: Sequence[MapQuestion], radius: int
) -> Asked:
    """What Node tells of the views. Raises CalledProcessError."""
    views = [
        {
            "box": [one.viewport.west, one.viewport.south, one.viewport.east, one.viewport.north],
            "zoom": one.zoom,
        }
        for one in questions
    ]
    given = json.dumps({"points": points, "views": views, "radius": radius})
    done = subprocess.run(
        ["node", str(SCRIPT)], input=given, stdout=subprocess.PIPE, check=True, text=True
    )
    told = json.loads(done.stdout)
    return Asked(told["us"], told["made"])


def service_views(
    address: EngineAddress, questions: Sequence[MapQuestion], now: datetime
) -> Mapping[str, Asked]:
    """Our views in process, each once to warm up and once more; the boundary to our code."""
    key = SecretStr(SEARCH_KEY.value(address.key))
    with TemporaryDirectory() as folder:
        given = {"data": Path(folder), "now": now, "MEILI_URL": address.url, "MEILI_KEY": key}
        app = create_app(Settings.model_validate(given))
        with TestClient(app) as client:
            assert client.portal is not None
            maker = MapMaker(app.state.searcher)

            locations = app.state.searcher.index.current.locations

            async def view(question: MapQuestion) -> int:
                return len((await maker.view(question, now)).features)

            async def only_clusters(question: MapQuestion) -> int:
                seen = FromTable.of(locations, SearchArea(box=question.viewport), now)
                cells = cells_for(question.viewport, question.zoom)
                return len(clusters_of(seen.counts(cells), question.zoom, question.viewport))

            async def ask(way: Way) -> Asked:
                us, made = list[float](), list[int]()
                for question in [*questions, *questions]:
                    started = time.perf_counter()
                    made.append(await way(question))
                    us.append((time.perf_counter() - started) * 1e6)
                return Asked(us[len(questions) :], made[len(questions) :])

            ways = {"service, the whole view": view, "service, its clusters": only_clusters}
            return {name: client.portal.call(ask, way) for name, way in ways.items()}


if __name__ == "__main__":
    typer.run(main)
