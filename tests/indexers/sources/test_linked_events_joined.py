"""Series and umbrellas of a server: joined page by page, whatever order they come in."""

from typing import Any

import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.source import Rejected, records_of
from tests.indexers.page_server import Asked, Script, page_server
from tests.indexers.sources.linked_events_city import City
from tests.indexers.sources.linked_events_samples import event, reference, series, sub_event

SUBS = [sub_event(f"oulu:s1-{day:02}", f"2026-12-{day:02}T16:00:00Z") for day in range(1, 8)]


def listings(
    script: Script, filters: str = ""
) -> tuple[dict[str, Listing | Rejected], list[Asked]]:
    with page_server(script) as server:
        source = LinkedEvents(Fetcher())
        records = list(records_of(source, f"{server.url}/v1/event/{filters}"))
        found = [source.read(record, 1) for record in records]
    assert len({one.id for one in found}) == len(found)
    return {one.id.removeprefix("linked_events:"): one for one in found}, server.asked


def sessions(found: Listing | Rejected) -> int:
    assert isinstance(found, Listing), found
    return len(found.sessions)


def city_of(*events: Any) -> City:
    city = City()
    city.add(*events)
    return city


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_a_series_is_one_listing_however_the_pages_fall(size: int) -> None:
    city = city_of(series(*SUBS), event(id="x:1"), event(id="x:2", start_time="2026-12-30"))
    found, _ = listings(city.answer, f"?page_size={size}")
    assert set(found) == {"oulu~~s1", "x~~1", "x~~2"}
    assert sessions(found["oulu~~s1"]) == len(SUBS)


def test_reading_that_goes_on_after_a_page_tells_no_series_twice() -> None:
    city = city_of(series(*SUBS), event(id="x:2", start_time="2026-12-30"))
    with page_server(city.answer) as server:
        source, location = LinkedEvents(Fetcher()), f"{server.url}/v1/event/?page_size=2"
        whole = list(source.pages(location))
        rest = list(source.pages(location, whole[1].cursor))
    assert [len(page.records) for page in whole] == [1, 0, 0, 0, 1]
    assert [one.records for one in rest] == [one.records for one in whole[2:]]


def test_times_that_are_over_are_not_asked_for() -> None:
    past = sub_event("oulu:s1-00", "2026-09-01T16:00:00Z")
    found, _ = listings(city_of(series(past, *SUBS)).answer)
    assert sessions(found["oulu~~s1"]) == len(SUBS)


def test_a_cancelled_time_is_left_out_and_noted() -> None:
    cancelled = {**SUBS[0], "event_status": "EventCancelled"}
    found, _ = listings(city_of(series(cancelled, *SUBS[1:])).answer)
    series_found = found["oulu~~s1"]
    assert isinstance(series_found, Listing)
    assert sessions(series_found) == len(SUBS) - 1
    assert series_found.provenance.repairs == (
        "sub_events: left out oulu:s1-01 (event_status: it is cancelled)",
    )


def test_a_filter_that_only_sub_events_meet_still_brings_their_whole_series() -> None:
    city = city_of(series(*SUBS, keywords=[]), event(id="x:1", keywords=[]))
    for sub in SUBS[1:]:
        city.events[sub["id"]]["keywords"] = []
    found, _ = listings(city.answer, "?keyword=yso:p1808")
    assert list(found) == ["oulu~~s1"]
    assert sessions(found["oulu~~s1"]) == len(SUBS)


def test_ids_that_name_sub_events_only_bring_their_whole_series() -> None:
    found, _ = listings(city_of(series(*SUBS), event(id="x:1")).answer, "?ids=oulu:s1-02,x:1")
    assert set(found) == {"oulu~~s1", "x~~1"}
    assert sessions(found["oulu~~s1"]) == len(SUBS)


def test_a_filter_that_only_the_series_meets_brings_all_its_times() -> None:
    city = city_of(series(*({**sub, "keywords": []} for sub in SUBS)))
    found, _ = listings(city.answer, "?keyword=yso:p1808")
    assert sessions(found["oulu~~s1"]) == len(SUBS)


@pytest.mark.parametrize("fields", [{"deleted": True}, {"publication_status": "draft"}])
def test_sub_events_whose_series_is_not_public_stand_for_themselves(
    fields: dict[str, object],
) -> None:
    city = city_of(series(*SUBS[:2]))
    city.events["oulu:s1"].update(fields)
    found, _ = listings(city.answer)
    assert list(found) == ["oulu~~s1-01", "oulu~~s1-02"]


def test_sub_events_of_an_umbrella_are_listings_that_lead_to_it() -> None:
    festival = event(id="x:u", super_event_type="umbrella", info_url={"fi": "https://u.invalid/"})
    part = event(id="x:1", super_event=reference("event", "x:u"), start_time="2026-12-02")
    course = series(*SUBS, super_event=reference("event", "x:u"))
    found, _ = listings(city_of(festival, part, course).answer, "?page_size=1")
    assert set(found) == {"x~~u", "x~~1", "oulu~~s1"}
    for name in ("x~~1", "oulu~~s1"):
        one = found[name]
        assert isinstance(one, Listing)
        assert one.links[-1].url == "https://u.invalid/"


def test_an_umbrella_outside_the_filters_is_still_linked() -> None:
    festival = event(
        id="x:u", super_event_type="umbrella", keywords=[], info_url={"fi": "https://u.invalid/"}
    )
    part = event(id="x:1", super_event=reference("event", "x:u"))
    found, _ = listings(city_of(festival, part).answer, "?keyword=yso:p1808")
    one = found["x~~1"]
    assert list(found) == ["x~~1"]
    assert isinstance(one, Listing)
    assert one.links[-1].url == "https://u.invalid/"


def test_of_an_older_server_that_takes_no_ids_each_super_event_is_asked_for() -> None:
    city = city_of(series(*SUBS), event(id="x:1"))
    city.knows_ids = False
    found, _ = listings(city.answer, "?page_size=2")
    assert set(found) == {"oulu~~s1", "x~~1"}
    assert sessions(found["oulu~~s1"]) == len(SUBS)

    city.events["oulu:s1"]["keywords"] = []
    found, asked = listings(city.answer, "?keyword=yso:p1808")
    assert set(found) == {"oulu~~s1", "x~~1"}
    assert sessions(found["oulu~~s1"]) == len(SUBS)
    assert [one.path for one in asked].count("/v1/event/oulu:s1/") == 1


def test_many_series_are_asked_for_in_lots() -> None:
    many = [
        series(sub_event(f"x:{number}-1", "2026-12-01T16:00:00Z"), id=f"x:{number}")
        for number in range(90)
    ]
    found, asked = listings(city_of(*many).answer)
    assert len(found) == 90
    assert all(sessions(one) == 1 for one in found.values())
    lots = [one.parameters["super_event"] for one in asked if "super_event" in one.parameters]
    assert [len(lot.split(",")) for lot in lots] == [40, 40, 10]
