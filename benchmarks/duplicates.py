"""What finding duplicates costs: `python -m benchmarks.duplicates` prints microseconds and bytes.

The demo's listings are compared with copies of themselves in another source, every pair of them;
read the ratios, since the figures move with the machine.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from geo.nearest_centre import NearestCentre
from indexers.duplicates.features import Features, features
from indexers.duplicates.grouping import Pair, groups
from indexers.duplicates.keys import block_keys
from indexers.duplicates.merging import merged
from indexers.duplicates.score import score
from indexers.enrich import enriched
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.lahella import Lahella
from search_service.demo import DEMO

MICROSECONDS = 1_000_000


def main() -> None:
    """Measure and print."""
    listings = _demo()
    copies = [_copy(listing) for listing in listings]
    features(listings[0])  # loads the tables
    cold = _cost(listings, lambda: [features(one) for one in listings])
    first = [features(one) for one in listings]
    second = [features(one) for one in copies]
    stored = [one.model_dump_json() for one in first]
    pairs = [(a, b) for a in first for b in second]
    same = list(zip(first, second, strict=True))
    found = [Pair(a.id, b.id, score(a, b).value) for a, b in pairs]
    table = Table(
        "per", "µs (CPU, one thread)", title=f"{len(listings)} listings, {len(pairs)} pairs"
    )
    rows = {
        "listing: features, each word for the first time": cold,
        "listing: features again": _cost(listings, lambda: [features(one) for one in listings]),
        "listing: features from JSON": _cost(stored, lambda: _read(stored)),
        "listing: keys": _cost(first, lambda: [block_keys(one) for one in first]),
        "pair of any two: score": _cost(pairs, lambda: [score(a, b) for a, b in pairs]),
        "pair that is one thing: score": _cost(same, lambda: [score(a, b) for a, b in same]),
        "pair: groups": _cost(found, lambda: groups(found)),
        "pair: merged": _cost(copies, lambda: _merge(listings, copies)),
    }
    for name, cost in rows.items():
        table.add_row(name, f"{cost:.0f}" if cost >= 1 else f"{cost:.2f}")
    console = Console()
    console.print(table)
    console.print(f"features as JSON: {sum(map(len, stored)) / len(stored):.0f} bytes on average")


def _cost(things: Sequence[object], work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) / len(things) * MICROSECONDS


def _demo() -> list[Listing]:
    source = Lahella(Fetcher(), {})
    read = (source.read(one, 1) for one in orjson.loads(Path(DEMO).read_bytes()))
    return [enriched(one, NearestCentre()) for one in read if isinstance(one, Listing)]


def _copy(listing: Listing) -> Listing:
    own = listing.provenance.model_copy(update={"source": "ptv"})
    return listing.model_copy(update={"id": f"ptv:{own.native_id}", "provenance": own})


def _read(stored: Sequence[str]) -> list[Features]:
    return [Features.model_validate_json(one) for one in stored]


def _merge(listings: Sequence[Listing], copies: Sequence[Listing]) -> None:
    for pair in zip(listings, copies, strict=True):
        merged(pair)


if __name__ == "__main__":
    main()
