"""`python -m tests.search_service.near_check --cases 1000`: random questions about places, answered
by the service and by counting over the listings; prints how many answers differ (none should).

The counting is done twice, in two ways that share no geometry (counting_by_loops, _by_arrays).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from fastapi.testclient import TestClient
from rich.console import Console

from indexers.engine.managed import ManagedEngine
from search_service.demo import DEMO
from tests.conftest import NOW, app_with, build_index
from tests.search_service.counting import Counting
from tests.search_service.counting_by_arrays import Arrays
from tests.search_service.counting_by_loops import Loops
from tests.search_service.located import Corpus, corpus_of
from tests.search_service.matching_rules import Filters, matching
from tests.search_service.near_cases import NearCases
from tests.search_service.random_filters import RandomFilters, query_of
from tests.search_service.walking import walk

HALF_M = 0.5001  # metres are told in whole numbers
SORTS = ("best", "distance", "soonest", "newest", "name")
OWN_PLACE = {"bbox", "channel"}  # filters that the questions draw or decide themselves
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NearCheck:
    """One service, its corpus, and one way to count."""

    api: TestClient
    corpus: Corpus
    counting: Counting

    def differences(self, kind: str, cases: int, seed: int) -> Iterator[str]:
        """Ask so many questions of a kind; give those whose answer differs."""
        draws = NearCases(self.corpus.places, seed)
        filters = RandomFilters(self.corpus.facts, seed)
        for _ in range(cases):
            problem = KINDS[kind](self, draws, filters)
            if problem:
                yield f"{kind}: {problem}"

    def nearest(self, draws: NearCases, filters: RandomFilters) -> str:
        """Every hit once, with its nearest place and the metres to it."""
        lat, lon = draws.spot()
        asked = [("near", f"{lat},{lon}"), ("sort", draws.random.choice(SORTS))]
        if draws.random.random() < 0.7:
            asked.append(("radius_m", str(draws.radius())))
        hits, answer = walk(self.api, asked, 100)
        metres = self.counting.metres((lat, lon))
        inside = {n for n, far in enumerate(metres) if far <= (answer["radius_m"] or 9e9)}
        expected = self._listings(inside) | self._remote_here(lat, lon)
        if sorted(hit["id"] for hit in hits) != sorted(expected):
            return f"{asked} gives {len(hits)} hits instead of {len(expected)}"
        wrong = [hit["id"] for hit in hits if not self.is_nearest(hit, metres, inside)]
        if not wrong and asked[1][1] == "distance":
            told = [hit["distance_m"] for hit in hits if hit["distance_m"] is not None]
            wrong = [] if all(map(_in_order, told, told[1:])) else ["the order"]
        return f"{asked}: wrong place or metres in {wrong}" if wrong else ""

    def circle(self, draws: NearCases, filters: RandomFilters) -> str:
        """Which listings take place within a radius, under filters."""
        (lat, lon), radius = draws.spot(), draws.radius()
        drawn = {**_drawn(filters), "channel": [["place"]]}
        asked = [("near", f"{lat},{lon}"), ("radius_m", str(radius)), *query_of(drawn)]
        metres = self.counting.metres((lat, lon))
        inside = {n for n, far in enumerate(metres) if far <= radius}
        return self._compared(asked, None, inside, drawn)

    def drawing(self, draws: NearCases, filters: RandomFilters) -> str:
        """Which listings take place in a polygon with holes, or in two of them."""
        drawn, shape = _drawn(filters), draws.drawing()
        return self._compared(query_of(drawn), shape, self.counting.in_drawing(shape), drawn)

    def box(self, draws: NearCases, filters: RandomFilters) -> str:
        """Which listings take place in a box."""
        drawn, edges = _drawn(filters), draws.box()
        asked = [*query_of(drawn), ("bbox", ",".join(map(repr, edges)))]
        return self._compared(asked, None, self.counting.in_box(edges), drawn)

    def clusters(self, draws: NearCases, filters: RandomFilters) -> str:
        """Locations per cell, in all, and the listings they belong to."""
        drawn, edges = _drawn(filters), draws.box()
        asked = [("bbox", ",".join(map(repr, edges))), ("zoom", str(draws.zoom()))]
        limit = ("max_points", "0")
        view = self.api.get("/v1/map", params=[*asked, limit, *query_of(drawn)]).json()
        met = {one.id for one in matching(self.corpus.facts, drawn)}
        seen = {n for n in self.counting.in_box(edges) if self.corpus.places[n].listing in met}
        cells = {one["properties"]["cell"]: one["properties"]["count"] for one in view["features"]}
        told = (cells, view["total"], view["listings"])
        counted = (dict(self.counting.tiles(seen, view["level"])), len(seen))
        return "" if told == (*counted, len(self._listings(seen))) else f"{asked} {drawn}"

    def paging(self, draws: NearCases, filters: RandomFilters) -> str:
        """All pages of any order together: each listing once, and the same when asked again."""
        drawn, radius = {**_drawn(filters), "channel": [["place"]]}, draws.radius()
        lat, lon = draws.spot()
        asked = [*query_of(drawn), ("sort", draws.random.choice(SORTS))]
        inside = set(range(len(self.corpus.places)))
        if draws.random.random() < 0.7:
            asked += [("near", f"{lat},{lon}"), ("radius_m", str(radius))]
            inside = {n for n, far in enumerate(self.counting.metres((lat, lon))) if far <= radius}
        per_page = draws.random.randint(5, 60)
        first, again = (walk(self.api, asked, per_page)[0] for _ in range(2))
        ids = [hit["id"] for hit in first]
        met = {one.id for one in matching(self.corpus.facts, drawn)}
        expected = self._listings(inside) & met if "near" in dict(asked) else met
        if sorted(ids) != sorted(expected):
            return f"{asked} gives {len(ids)} listings instead of {len(expected)}"
        return "" if ids == [hit["id"] for hit in again] else f"{asked}: another order"

    def _compared(
        self, asked: Pairs, shape: dict[str, Any] | None, inside: set[int], drawn: Filters
    ) -> str:
        hits, answer = walk(self.api, asked, 100, shape)
        met = {one.id for one in matching(self.corpus.facts, drawn)}
        expected = self._listings(inside) & met
        same = sorted(hit["id"] for hit in hits) == sorted(expected)
        right = same and answer["total"] == len(expected)
        return "" if right else f"{asked} {shape} gives {answer['total']}, not {len(expected)}"

    def _listings(self, places: set[int]) -> set[str]:
        return {self.corpus.places[number].listing for number in places}

    def _remote_here(self, lat: float, lon: float) -> set[str]:
        """Listings from anywhere whose people live at the point."""
        at = self.api.get("/v1/places/at", params={"lat": lat, "lon": lon})
        home = at.json()["municipality"]["code"] if at.status_code == 200 else None
        serving = matching(self.corpus.facts, {"serves": [[home]]} if home else {})
        return {one.id for one in serving} & self.corpus.remote

    def is_nearest(self, hit: Mapping[str, Any], metres: Any, inside: set[int]) -> bool:
        """Whether the hit tells the nearest of its places inside, or else of those from afar."""
        own = [n for n, place in enumerate(self.corpus.places) if place.listing == hit["id"]]
        near = [n for n in own if n in inside]
        within = near or [n for n in own if self.corpus.places[n].remote]
        if not within:
            return hit["nearest"] is None and hit["distance_m"] is None
        told = hit["nearest"]
        least = min(metres[n] for n in within)
        ties = [self.corpus.places[n] for n in within if metres[n] - least < HALF_M]
        return any(_told_right(told, hit["distance_m"], place, least) for place in ties)


def _in_order(before: int, after: int) -> bool:
    """Pages after those that are ranked come in the engine's order, which is that of a sphere."""
    return before <= after * 1.005 + 1


def _told_right(told: Mapping[str, Any] | None, metres: Any, place: Any, least: float) -> bool:
    if told is None or (told["lat"], told["lon"]) != (place.lat, place.lon):
        return False
    if not place.precise:
        return metres is None and told["distance_m"] is None
    return bool(metres == told["distance_m"] and abs(metres - least) <= HALF_M)


def _drawn(filters: RandomFilters) -> dict[str, list[list[str]]]:
    drawn = filters.draw()
    return {name: groups for name, groups in drawn.items() if name not in OWN_PLACE}


KINDS: Mapping[str, Callable[[NearCheck, NearCases, RandomFilters], str]] = {
    "nearest place": NearCheck.nearest,
    "circle": NearCheck.circle,
    "polygon": NearCheck.drawing,
    "bbox": NearCheck.box,
    "cluster sums": NearCheck.clusters,
    "paging": NearCheck.paging,
}
COUNTINGS: Mapping[str, Callable[[Any], Counting]] = {"loops": Loops, "arrays": Arrays}


def main(
    cases: Annotated[int, typer.Option(min=1, help="questions of each kind and counting")] = 1000,
    seed: Annotated[int, typer.Option(help="another seed draws other questions")] = 1,
) -> None:
    """Check and print."""
    console, found = Console(highlight=False, soft_wrap=True), Counter[str]()
    corpus = corpus_of(DEMO, NOW)
    with TemporaryDirectory() as folder, ManagedEngine(Path(folder)) as engine:
        build_index(engine.address, DEMO)
        with TestClient(app_with(engine.address)) as api:
            for number, (name, counting) in enumerate(COUNTINGS.items()):
                check = NearCheck(api, corpus, counting(corpus.places))
                for kind in KINDS:
                    differing = [*check.differences(kind, cases, seed + 1000 * number)]
                    found[name] += len(differing)
                    console.print(f"{name}, {kind}: {cases} cases, {len(differing)} differ")
                    for one in differing[:5]:
                        console.print(f"  {one}", markup=False)
    raise typer.Exit(int(found.total() > 0))


if __name__ == "__main__":
    typer.run(main)
