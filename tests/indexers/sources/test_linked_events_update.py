"""A Linked Events server through the store: builds, updates and readings that break off."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from indexers.building.harvest import Harvest
from indexers.fetching.fetcher import Fetcher
from indexers.sources.registry import Origin
from indexers.sources.source import SourceError
from indexers.store.database import Store
from indexers.store.origins import set_origins
from tests.conftest import NOW
from tests.indexers.page_server import Asked, Told, page_server
from tests.indexers.sources.linked_events_city import City
from tests.indexers.sources.linked_events_samples import event, series, sub_event

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as opened:
        yield opened


def city_of(events: int, courses: int) -> City:
    city = City()
    city.add(*(event(id=f"x:{number}") for number in range(events)))
    for number in range(courses):
        times = (sub_event(f"s{number}-{d}", f"2026-12-0{d}T16:00:00Z") for d in range(1, 5))
        city.add(series(*times, id=f"s:{number}"))
    return city


def changed(city: City, native: str, /, **fields: object) -> None:
    city.events[native] |= {"last_modified_time": "2026-11-24T10:30:00Z", **fields}


def read(store: Store, location: str, now: datetime = NOW, *, whole: bool = True) -> int:
    [standing] = set_origins(store, [Origin(source="linked_events", location=location)])
    harvest = Harvest(store, Fetcher(), NearestCentre(), now, lambda source, done: None)
    harvest.read(standing, whole=whole, accept=False)
    return harvest.fetched


def kept(store: Store) -> dict[str, Any]:
    rows = store.rows("SELECT id, digest FROM record WHERE state = 'listing'")
    return {id_.removeprefix("linked_events:"): digest for id_, digest in rows}


def test_an_update_reads_what_changed_and_ends_as_reading_everything_does(store: Store) -> None:
    city = city_of(events=120, courses=20)
    with page_server(city.answer) as server:
        location = f"{server.url}/v1/event/"
        assert read(store, location) == 140
        assert len(kept(store)) == 140

        changed(city, "x:7", name={"fi": "Uusi nimi"})
        changed(city, "x:8", deleted=True)
        changed(city, "x:9", event_status="EventCancelled")
        changed(city, "s3-2", event_status="EventCancelled")
        changed(city, "s5-1", deleted=True)
        city.add({**event(id="x:new"), "last_modified_time": "2026-11-24T10:30:00Z"})
        assert read(store, location, LATER, whole=False) < 10
        updated = kept(store)

        with Store() as fresh:
            read(fresh, location, LATER)
            assert updated == kept(fresh)
    assert {"x~~8", "x~~9"} & set(updated) == set()
    assert len(updated) == 139


def test_a_reading_that_broke_off_goes_on_and_loses_nothing(store: Store) -> None:
    city = city_of(events=30, courses=3)
    broken = [True]

    def answer(asked: Asked) -> Told:
        return (
            Told(400) if broken[0] and asked.parameters.get("page") == "3" else city.answer(asked)
        )

    with page_server(answer) as server:
        location = f"{server.url}/v1/event/?page_size=10"
        with pytest.raises(SourceError, match="answered 400"):
            read(store, location)
        assert kept(store) == {}
        broken[0] = False
        server.asked.clear()
        read(store, location)
        assert "2" not in {one.parameters.get("page") for one in server.asked}
    assert len(kept(store)) == 33


def test_a_server_that_fails_leaves_its_listings_as_they_were(store: Store) -> None:
    city = city_of(events=3, courses=1)
    works = [True]

    def answer(asked: Asked) -> Told:
        return city.answer(asked) if works[0] else Told(403)

    with page_server(answer) as server:
        read(store, f"{server.url}/v1/")
        before = kept(store)
        works[0] = False
        for whole in (True, False):
            read(store, f"{server.url}/v1/", LATER, whole=whole)
            assert kept(store) == before


def test_of_a_file_at_an_address_everything_is_read_again(store: Store) -> None:
    records = [event(id="x:1"), event(id="x:2")]
    with page_server(lambda asked: Told(body=orjson.dumps(records))) as server:
        read(store, f"{server.url}/events.json")
        records.append(event(id="x:3"))
        read(store, f"{server.url}/events.json", LATER, whole=False)
    assert set(kept(store)) == {"x~~1", "x~~2", "x~~3"}


def test_everything_that_is_read_is_listed_or_rejected_for_a_reason(store: Store) -> None:
    city = city_of(events=5, courses=2)
    changed(city, "x:1", event_status="EventCancelled")
    changed(city, "x:2", name=None)
    for day in range(1, 5):
        changed(city, f"s1-{day}", event_status="EventCancelled")
    with page_server(city.answer) as server:
        assert read(store, f"{server.url}/v1/") == 7
    states = dict(store.rows("SELECT state, count(*) FROM record GROUP BY state"))
    assert states == {"listing": 4, "rejected": 3}
    reasons = {reason for (reason,) in store.rows("SELECT reason FROM record WHERE reason != ''")}
    assert len(reasons) == 3
