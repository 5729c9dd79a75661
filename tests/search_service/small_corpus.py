"""Small files of activities made from one of the demo's: for tests that need listings of a kind."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
from fastapi.testclient import TestClient

from indexers.engine.managed import ManagedEngine
from search_service.demo import DEMO
from tests.conftest import app_with, build_index

Activity = dict[str, Any]
PATTERN = "7200010007"  # a choir in Helsinki with one place and weekly sessions


def activity(key: str, **traits: Any) -> Activity:
    """The pattern under another key and of a group of its own, with some traits replaced.

    Two that differ in nothing at all would be taken for one that was saved twice.
    """
    found = next(one for one in orjson.loads(Path(DEMO).read_bytes()) if one["_key"] == PATTERN)
    group = {**found["group"], "_key": f"group-{key}"}
    return {**found, "_key": key, "group": group, "traits": {**found["traits"], **traits}}


def channel(
    lat: float | None = None, lon: float | None = None, *kinds: str, city: str = "", **more: Any
) -> Activity:
    """A place of the pattern moved to a point (None: no point), in a city where one is named."""
    made: Activity = deepcopy(activity("any")["traits"]["channels"][0])
    made.pop("map")
    if lat is not None:
        made["map"] = {"center": {"type": "Point", "coordinates": [lon, lat]}}
    for translation in made["translations"].values():
        translation["address"] = {"street": "", "postalCode": "", "city": city}
    return {**made, "type": list(kinds) or ["place"], **more}


def named(title: str, lang: str = "fi", **texts: str) -> dict[str, dict[str, str]]:
    """Translations of one language."""
    return {lang: {"name": title, "summary": "", "description": "", **texts}}


@contextmanager
def api_of(folder: Path, activities: Sequence[Activity]) -> Iterator[TestClient]:
    """The app on nothing but these activities, with an engine of its own."""
    path = folder / "activities.json"
    path.write_bytes(orjson.dumps(list(activities)))
    with ManagedEngine(folder / "engine") as engine:
        report = build_index(engine.address, path)
        assert report.rejected == (), report.rejected
        with TestClient(app_with(engine.address)) as client:
            yield client
