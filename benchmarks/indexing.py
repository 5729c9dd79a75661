"""What a build and an update cost, beside the engine alone loading the same documents.

`python -m benchmarks.indexing [--records 100000]` prints one table of one run. Each step is a
process of its own, so that its peak memory is its own. Read the ratios: figures move with the
machine and with whatever else it is doing.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import NamedTuple

import meilisearch
import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.varied_activities import write_activities
from geo.nearest_centre import NearestCentre
from indexers.batches import batches
from indexers.building.build import Build
from indexers.building.harvest import Harvest
from indexers.building.publication import Means
from indexers.building.sending import BATCH_DOCUMENTS
from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.fetching.fetcher import Fetcher
from indexers.index.document import documents
from indexers.index.settings import PRIMARY_KEY, listings_settings
from indexers.index.staging import POLL_MS, TASK_TIMEOUT_MS, Staging
from indexers.index.terms import TermMaker
from indexers.sources.registry import Origin
from indexers.store.database import Store
from indexers.store.origins import set_origins
from indexers.store.wanted import Wanted
from synonyms.concepts import Concepts

NOW = datetime.fromisoformat("2026-11-24T12:00:00+02:00")
CHANGED, GONE = 0.01, 0.005
RAW = "raw"


class Took(NamedTuple):
    """One step."""

    seconds: float
    peak_mb: float
    told: str


Answers = SimpleQueue[tuple[float, float, str]]


class Place(NamedTuple):
    """Where a step finds its things."""

    folder: Path
    address: EngineAddress

    @property
    def origin(self) -> Origin:
        """The file of activities."""
        return Origin(source="lahella", location=str(self.folder / "activities.json"))

    def client(self) -> meilisearch.Client:
        """The engine, with its master key."""
        return meilisearch.Client(self.address.url, self.address.key)


def read_only(place: Place) -> str:
    """Read and enrich into a store; no engine."""
    with Store(place.folder / "read.sqlite") as store:
        harvest = Harvest(store, Fetcher(), NearestCentre(), NOW, lambda source, done: None)
        [standing] = set_origins(store, [place.origin])
        harvest.read(standing, whole=True, accept=True)
        return f"{harvest.fetched} records"


def build(place: Place) -> str:
    """Read everything, make a new index, swap."""
    with Store(place.folder / "listings.sqlite") as store:
        report = _builder(place, store).run([place.origin])
    return f"{report.indexed} listings, {report.documents} documents"


def update(place: Place) -> str:
    """Read again, send the difference."""
    with Store(place.folder / "listings.sqlite") as store:
        report = _builder(place, store).update()
    assert report.way in ("amended", "unchanged")
    return f"{report.sent} sent, {report.removed} removed"


def load_raw(place: Place) -> str:
    """The documents of the build, made before, into an empty index with the same settings."""
    client, count = place.client(), 0
    staging = Staging(client)
    staging.finish(client.create_index(RAW, {"primaryKey": PRIMARY_KEY}).task_uid)
    staging.finish(client.index(RAW).update_settings(listings_settings()).task_uid)
    tasks = []
    with (place.folder / "documents.ndjson").open("rb") as file:
        for batch in batches(file, BATCH_DOCUMENTS):
            tasks.append(client.index(RAW).add_documents_ndjson(b"".join(batch)).task_uid)
            count += len(batch)
    for task in tasks:
        done = client.wait_for_task(task, TASK_TIMEOUT_MS, POLL_MS)
        assert done.status == "succeeded", done.error
    staging.finish(client.delete_index(RAW).task_uid)
    return f"{count} documents"


def write_documents(place: Place) -> str:
    """The documents of the build as lines, for `load_raw`."""
    terms = TermMaker(Concepts.load())
    path = place.folder / "documents.ndjson"
    with Store(place.folder / "listings.sqlite") as store, path.open("wb") as file:
        wanted = Wanted(store, NOW)
        for listing_id in wanted.ids():
            listing = wanted.listing(listing_id)
            for document in documents(listing, terms.terms_of(listing), NOW):
                file.write(orjson.dumps(document.wire()) + b"\n")
    return "documents made"


def _builder(place: Place, store: Store) -> Build:
    terms = TermMaker(Concepts.load())
    means = Means(place.client(), store, terms, NOW, lambda stage, done, total: None)
    return Build(means, NearestCentre(), Fetcher())


def measured(step: Callable[[Place], str], place: Place) -> Took:
    """Run a step in a process of its own."""
    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    process = context.Process(target=_measure, args=(step, place, answers))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{step.__name__} failed")
    return Took(*answers.get())


def _measure(step: Callable[[Place], str], place: Place, answers: Answers) -> None:
    began = time.perf_counter()
    told = step(place)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put((seconds, peak, told))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    count = parser.parse_args().records
    steps: dict[str, Took] = {}
    with tempfile.TemporaryDirectory() as name, ManagedEngine(Path(name) / "engine") as engine:
        place = Place(Path(name), engine.address)
        path = Path(place.origin.location)
        write_activities(path, count // 4)
        steps["read a quarter"] = measured(read_only, place)
        write_activities(path, count)
        (place.folder / "read.sqlite").unlink()
        steps["read"] = measured(read_only, place)
        steps["build"] = measured(build, place)
        steps["read again, nothing new"] = measured(update, place)
        write_activities(path, count, changed=CHANGED, gone=GONE)
        steps["update"] = measured(update, place)
        measured(write_documents, place)
        steps["engine alone"] = measured(load_raw, place)
    _print(steps, count)


def _print(steps: dict[str, Took], count: int) -> None:
    table = Table(title=f"{count} records, {CHANGED:.1%} changed, {GONE:.1%} gone")
    for column in ("step", "seconds", "records/s", "of the build", "of the engine", "peak MB", ""):
        table.add_column(column, justify="left" if column in ("step", "") else "right")
    whole, engine = steps["build"].seconds, steps["engine alone"].seconds
    for name, took in steps.items():
        records = count // 4 if "quarter" in name else count
        table.add_row(
            name,
            f"{took.seconds:.1f}",
            f"{records / took.seconds:,.0f}",
            f"{took.seconds / whole:.2f}",
            f"{took.seconds / engine:.2f}",
            f"{took.peak_mb:.0f}",
            took.told,
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
