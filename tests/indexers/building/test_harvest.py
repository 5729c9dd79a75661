"""Readings that break off: what was kept, where the next one goes on."""

from collections.abc import Iterator
from datetime import timedelta

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.harvest import Harvest
from indexers.fetching.fetcher import Fetcher
from indexers.sources.lahella import PAGE_SIZE
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError
from indexers.store.database import Store
from indexers.store.origins import RESUMED_WITHIN, set_origins
from tests.conftest import NOW
from tests.indexers.corpus import keyed
from tests.indexers.page_server import Asked, Told, page_server, paged

COUNT = 3 * PAGE_SIZE + 5


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as opened:
        yield opened


def read(store: Store, url: str, days: float = 0) -> int:
    """Read the activities of a server; how many came in this run."""
    [standing] = set_origins(store, [Origin(source="lahella", location=f"{url}/v1/activities")])
    now = NOW + timedelta(days=days)
    harvest = Harvest(store, Fetcher(), NearestCentre(), now, lambda source, done: None)
    harvest.read(standing, whole=True, accept=False)
    return harvest.fetched


def kept(store: Store) -> list[str]:
    return [id_ for (id_,) in store.rows("SELECT id FROM listing ORDER BY id")]


class Flaky:
    """A server of many activities that fails on one page as long as it is told to."""

    def __init__(self) -> None:
        self.fails_at: int | None = 2 * PAGE_SIZE
        self._pages = paged([keyed(str(number)) for number in range(COUNT)])

    def __call__(self, asked: Asked) -> Told:
        broken = self.fails_at is not None and asked.parameters["skip"] == str(self.fails_at)
        return Told(400) if broken else self._pages(asked)


def test_a_reading_that_broke_off_goes_on_from_its_last_page(store: Store) -> None:
    script = Flaky()
    with page_server(script) as server:
        with pytest.raises(SourceError, match="400"):
            read(store, server.url)
        assert kept(store) == []
        script.fails_at = None
        server.asked.clear()
        assert read(store, server.url) == COUNT - 2 * PAGE_SIZE
        assert server.asked[0].parameters["skip"] == str(2 * PAGE_SIZE)
    assert kept(store) == sorted(f"lahella:{number}" for number in range(COUNT))


def test_an_old_reading_that_broke_off_begins_again(store: Store) -> None:
    script = Flaky()
    with page_server(script) as server:
        with pytest.raises(SourceError):
            read(store, server.url)
        script.fails_at = None
        days = RESUMED_WITHIN / timedelta(days=1)
        assert read(store, server.url, days) == COUNT
    assert len(kept(store)) == COUNT


def test_until_the_last_page_has_come_nothing_that_is_kept_changes(store: Store) -> None:
    script = Flaky()
    script.fails_at = None
    with page_server(script) as server:
        read(store, server.url)
        script.fails_at = PAGE_SIZE
        read(store, server.url)
        [(failure,)] = store.rows("SELECT failure FROM origin")
    assert f"skip={PAGE_SIZE}" in failure
    assert len(kept(store)) == COUNT


def test_records_that_have_not_changed_are_not_read_again(store: Store) -> None:
    records = [keyed("1"), keyed("2")]

    def answer(asked: Asked) -> Told:
        return Told(body=orjson.dumps(records))

    with page_server(answer) as server:
        read(store, server.url)
        before = dict(store.rows("SELECT id, digest FROM record"))
        store.do("UPDATE record SET digest = 'kept as it is'")
        records[1] = keyed("2", theme=[])
        read(store, server.url)
        after = dict(store.rows("SELECT id, digest FROM record"))
    assert after["lahella:1"] == "kept as it is"
    assert after["lahella:2"] not in ("kept as it is", before["lahella:2"])
