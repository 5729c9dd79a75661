"""Builds and updates that are killed at random moments while somebody searches all the time."""

import multiprocessing
import os
import signal
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

import meilisearch
import pytest
from meilisearch.errors import MeilisearchError

from indexers.building.amend import Amendment
from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.index.staging import LISTINGS, BuildError
from indexers.sources.registry import Origin
from indexers.store.database import Store
from tests.conftest import NOW, builder_of
from tests.indexers.corpus import PAIR, index_names, keyed, live_ids, write

LISTED = 200
CHANGED = 20  # in each round: so many leave, and as many others come
MOMENTS = 5  # of each kind of run; two kinds make ten
FORK = multiprocessing.get_context("fork")  # the child has the loaded word tables at once


class Round(NamedTuple):
    """The listings before and after one run."""

    before: set[str]
    after: set[str]


def ids(number: int) -> set[str]:
    """The listings of a round: a window that moves on."""
    return {f"lahella:{key}" for key in range(number * CHANGED, number * CHANGED + LISTED)}


def write_round(path: Path, number: int) -> Round:
    # Titles change with the round too, so that an update has documents to replace.
    first = number * CHANGED
    records = [
        keyed(str(key), translations={"fi": {"name": f"Kuoroilta {number if key % 9 == 0 else 0}"}})
        for key in range(first, first + LISTED)
    ]
    write(path, records)
    return Round(ids(number - 1), ids(number))


def run(address: EngineAddress, folder: Path, kind: str) -> None:
    """One run as a process of its own makes it."""
    origin = Origin(source="lahella", location=str(folder / "a.json"))
    with Store(folder / "listings.sqlite") as store:
        builder = builder_of(address, store)
        if kind == "build":
            builder.run([origin])
        else:
            builder.update()


def search(client: meilisearch.Client, states: Round) -> None:
    """Every listing that is found, and never a mixture of two states."""
    moment = int(NOW.timestamp())
    asked = {
        "filter": f"first = true AND begins <= {moment} AND ends > {moment}",
        "attributesToRetrieve": ["listing_id"],
        "hitsPerPage": 1000,
    }
    found = {hit["listing_id"] for hit in client.index(LISTINGS).search("", asked)["hits"]}
    assert found in states


def kill_at(seconds: float, address: EngineAddress, folder: Path, kind: str, states: Round) -> bool:
    """Run in a child that is killed so long after its start; whether it was still going on."""
    client = meilisearch.Client(address.url, address.key)
    child = FORK.Process(target=run, args=(address, folder, kind))
    child.start()
    deadline = time.monotonic() + seconds
    while child.is_alive() and time.monotonic() < deadline:
        search(client, states)
    child.kill()
    child.join()
    search(client, states)
    return child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("kind", ["build", "update"])
def test_whenever_a_run_is_killed_searches_go_on_and_the_next_run_repairs(
    address: EngineAddress, tmp_path: Path, kind: str
) -> None:
    client = meilisearch.Client(address.url, address.key)
    write_round(tmp_path / "a.json", 0)
    with Store(tmp_path / "listings.sqlite") as store:
        origin = Origin(source="lahella", location=str(tmp_path / "a.json"))
        builder_of(address, store).run([origin], accept=True)
        write_round(tmp_path / "a.json", 1)
        began = time.monotonic()
        run(address, tmp_path, kind)
        whole = time.monotonic() - began
    random, killed = Random(kind), 0
    for number in range(2, 2 + MOMENTS):
        states = write_round(tmp_path / "a.json", number)
        killed += kill_at(random.uniform(0.02, whole), address, tmp_path, kind, states)
        run(address, tmp_path, "update")
        assert live_ids(client) == states.after
        assert index_names(client) >= PAIR
    assert killed >= 2, "the runs ended before they could be killed"


@pytest.mark.parametrize(("step", "way"), [("prepare", "amended"), ("flip", "rebuilt")])
def test_an_engine_that_is_killed_during_an_update_is_repaired_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, way: str
) -> None:
    origin = Origin(source="lahella", location=str(tmp_path / "a.json"))
    write_round(tmp_path / "a.json", 0)
    with Store(tmp_path / "listings.sqlite") as store:
        with ManagedEngine(tmp_path / "data") as engine:
            builder_of(engine.address, store).run([origin])
            write_round(tmp_path / "a.json", 1)
            pid = engine.address.pid
            assert pid is not None

            def kill(self: Amendment) -> None:
                os.kill(pid, signal.SIGKILL)
                real(self)

            real = getattr(Amendment, step)
            with monkeypatch.context() as patch:
                patch.setattr(Amendment, step, kill)
                with pytest.raises((MeilisearchError, BuildError)):
                    builder_of(engine.address, store).update()
        with ManagedEngine(tmp_path / "data") as engine:
            assert builder_of(engine.address, store).update().way == way
            client = meilisearch.Client(engine.address.url, engine.address.key)
            assert live_ids(client) == ids(1)
            assert index_names(client) == PAIR
