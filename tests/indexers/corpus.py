"""Small files of activities for builds, and what an engine holds after one."""

import copy
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import meilisearch
import orjson

from indexers.building.publication import Progress
from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.index.staging import COMPANION, LISTINGS
from indexers.sources.registry import Origin
from indexers.store.database import Store
from search_service.demo import DEMO
from tests.conftest import builder_of
from tests.indexers.samples import activity

PAIR = {LISTINGS, COMPANION}


def keyed(key: str, **traits: object) -> dict[str, Any]:
    """A valid activity of that key and a group of its own, with some of its traits replaced.

    Two that differ in nothing at all would be taken for one that was saved twice.
    """
    made = activity(**traits)
    made["group"]["_key"] = f"group-{key[:20]}"
    return {**made, "_key": key}


def write(path: Path, records: Iterable[object]) -> Path:
    """A file of activities; the path again."""
    path.write_bytes(orjson.dumps(list(records)))
    return path


def some(path: Path, keys: Sequence[object]) -> Path:
    """A file of one small activity per key."""
    return write(path, [keyed(str(key)) for key in keys])


def multiplied_demo(path: Path, count: int) -> Path:
    """The demo's activities again and again under new keys, `count` in all."""
    demo = orjson.loads(Path(DEMO).read_bytes())
    made = []
    for number in range(count):
        record = copy.copy(demo[number % len(demo)])
        record["_key"] = f"{record['_key']}-{number}"
        made.append(record)
    return write(path, made)


def live_ids(client: meilisearch.Client) -> set[str]:
    """The ids of the listings that searches find."""
    asked = {"filter": "first = true", "attributesToRetrieve": ["listing_id"], "limit": 10_000}
    return {hit["listing_id"] for hit in client.index(LISTINGS).search("", asked)["hits"]}


def live_count(client: meilisearch.Client) -> int:
    """How many listings searches find."""
    answer = client.index(LISTINGS).search("", {"filter": "first = true", "hitsPerPage": 0})
    return int(answer["totalHits"])


def index_names(client: meilisearch.Client) -> set[str]:
    """The indexes of the engine."""
    return {index.uid for index in client.get_indexes({"limit": 100})["results"]}


def build_watched(address: EngineAddress, origin: Path, progress: Progress) -> Report:
    """Build like `build_index`, and tell `progress` how far it is."""
    with Store() as store:
        builder = builder_of(address, store, progress)
        return builder.run([Origin(source="lahella", location=str(origin))])
