"""What has changed on a Linked Events server, as an update asks for it."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.source import ChangeFeed, Gone, NoFeed, Rejected, records_of
from tests.indexers.page_server import Asked, page_server
from tests.indexers.sources.linked_events_city import City
from tests.indexers.sources.linked_events_samples import KEYWORD, event, series, sub_event

SINCE = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NOW = "2026-11-24T10:05:00Z"
Outcome = Listing | Rejected | Gone


def subs(name: str, count: int = 3) -> list[dict[str, Any]]:
    days = range(1, count + 1)
    return [sub_event(f"{name}-{day}", f"2026-12-{day:02}T16:00:00Z") for day in days]


def city_of(*events: dict[str, Any]) -> City:
    city = City()
    city.add(*events)
    return city


def changed(city: City, native: str, /, **fields: object) -> None:
    city.events[native] |= {"last_modified_time": NOW, **fields}


def changes(
    city: City, filters: str = "", since: datetime = SINCE
) -> tuple[dict[str, Outcome], list[Asked]]:
    with page_server(city.answer) as server:
        source = LinkedEvents(Fetcher())
        pages = list(source.changes(f"{server.url}/v1/event/{filters}", since))
    records = [record for page in pages for record in page.records]
    found = [one if isinstance(one, Gone) else source.read(one, 1) for one in records]
    assert len({one.id for one in found}) == len(found)
    return {one.id.removeprefix("linked_events:"): one for one in found}, server.asked


def of_events(asked: list[Asked]) -> list[Asked]:
    return [one for one in asked if one.path == "/v1/event/"]


def test_the_source_tells_what_changed() -> None:
    assert isinstance(LinkedEvents(Fetcher()), ChangeFeed)


@pytest.mark.parametrize(
    "location", ["events.json", "https://h.invalid/events.json", str(Path(__file__).parent)]
)
def test_a_file_knows_nothing_of_changes(location: str) -> None:
    with pytest.raises(NoFeed, match="read whole"):
        next(LinkedEvents(Fetcher()).changes(location, SINCE))


def test_a_moment_is_asked_for_in_full_and_in_utc() -> None:
    finnish = SINCE.astimezone(timezone(timedelta(hours=2)))
    _, asked = changes(city_of(event()), since=finnish)
    parameters = of_events(asked)[-1].parameters
    assert parameters["last_modified_since"] == "2026-11-24T10:00:00Z"
    assert parameters["show_deleted"] == "true"
    assert parameters["include"] == "location,keywords,audience"
    assert "start" not in parameters  # what was moved into the past has changed as well


def test_only_what_changed_comes_with_its_place_and_keywords() -> None:
    city = city_of(event(id="x:1"), event(id="x:2"))
    changed(city, "x:2", name={"fi": "Uusi nimi"})
    found, asked = changes(city)
    [one] = found.values()
    assert isinstance(one, Listing)
    assert (one.id, one.texts["fi"].title) == ("linked_events:x~~2", "Uusi nimi")
    assert one.locations[0].point is not None
    assert one.keywords == (KEYWORD["name"],)
    assert {asked_one.path for asked_one in asked} == {"/v1/event/"}


def test_nothing_changed_is_nothing_told() -> None:
    found, asked = changes(city_of(event(), series(*subs("s"))))
    assert found == {}
    assert len(of_events(asked)) == 2  # one of them with a type that was refused


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"deleted": True}, "deleted: the source has deleted it"),
        ({"deleted": True, "replaced_by": "x:9"}, "replaced_by: replaced by x:9"),
        ({"event_status": "EventCancelled"}, "event_status: it is cancelled"),
    ],
)
def test_what_is_withdrawn_is_gone_with_the_reason(fields: dict[str, Any], reason: str) -> None:
    city = city_of(event(id="x:1"), event(id="x:2"))
    changed(city, "x:1", **fields)
    found, _ = changes(city)
    assert found == {"x~~1": Gone(id="linked_events:x~~1", reason=reason)}


def test_a_postponed_event_changes_and_is_not_gone() -> None:
    city = city_of(event(id="x:1"))
    changed(city, "x:1", event_status="EventPostponed")
    found, _ = changes(city)
    one = found["x~~1"]
    assert isinstance(one, Listing)
    assert one.sessions == ()


@pytest.mark.parametrize("fields", [{}, {"start_time": "2026-12-24T16:00:00Z"}])
def test_a_changed_sub_event_brings_its_whole_series(fields: dict[str, Any]) -> None:
    city = city_of(series(*subs("s"), id="x:s"), series(*subs("t"), id="x:t"))
    changed(city, "s-2", **fields, end_time=None)
    found, _ = changes(city)
    [one] = found.values()
    assert isinstance(one, Listing)
    assert (one.id, len(one.sessions)) == ("linked_events:x~~s", 3)


def test_a_cancelled_sub_event_takes_its_time_out_of_the_series() -> None:
    city = city_of(series(*subs("s"), id="x:s"))
    changed(city, "s-2", event_status="EventCancelled")
    found, _ = changes(city)
    [one] = found.values()
    assert isinstance(one, Listing)
    assert len(one.sessions) == 2


@pytest.mark.parametrize("start", ["2026-09-01T15:00:00Z", None])
def test_a_series_and_its_times_that_change_together_come_once(start: str | None) -> None:
    city = city_of(series(*subs("s"), id="x:s", start_time=start))
    for name in ("x:s", "s-1", "s-2", "s-3"):
        changed(city, name)
    for size in (1, 2, 100):
        found, _ = changes(city, f"?page_size={size}")
        [one] = found.values()
        assert isinstance(one, Listing)
        assert len(one.sessions) == 3


def test_a_series_that_lost_a_time_is_found_although_only_the_time_is_told() -> None:
    names = [f"x:{number}" for number in range(50)]
    city = city_of(*(series(*subs(name, 2), id=name) for name in names))
    for lost in ("x:7-1", "x:44-2"):
        changed(city, lost, deleted=True)
    found, asked = changes(city)
    gone = {one.id for one in found.values() if isinstance(one, Gone)}
    bereft = {one.id: one for one in found.values() if isinstance(one, Listing)}
    assert gone == {"linked_events:x~~7-1", "linked_events:x~~44-2"}
    assert set(bereft) == {"linked_events:x~~7", "linked_events:x~~44"}
    assert all(len(one.sessions) == 1 for one in bereft.values())
    assert len(asked) < 35  # and not one question for each of fifty series


def test_a_deleted_event_that_was_no_sub_event_starts_no_search() -> None:
    city = city_of(series(*subs("s"), id="x:s"), event(id="x:1"))
    changed(city, "x:1", deleted=True)
    found, asked = changes(city)
    assert set(found) == {"x~~1"}
    assert not [one for one in asked if "super_event_type" in one.parameters]


def test_a_series_without_any_time_left_says_so() -> None:
    city = city_of(series(*subs("s", 1), id="x:s"))
    changed(city, "s-1", deleted=True)
    found, _ = changes(city)
    assert isinstance(found["x~~s"], Rejected)


def test_a_deleted_series_is_gone_and_its_times_stand_for_themselves() -> None:
    city = city_of(series(*subs("s", 2), id="x:s"))
    changed(city, "x:s", deleted=True)
    changed(city, "s-1")
    changed(city, "s-2")
    found, _ = changes(city)
    assert {name: type(one) for name, one in found.items()} == {
        "x~~s": Gone,
        "s-1": Listing,
        "s-2": Listing,
    }


def test_the_filters_of_the_user_are_kept() -> None:
    city = city_of(event(id="x:1"), event(id="x:2", keywords=[]))
    changed(city, "x:1")
    changed(city, "x:2")
    found, _ = changes(city, "?keyword=yso:p1808")
    assert set(found) == {"x~~1"}


def test_changes_since_a_full_reading_make_the_same_listings_as_reading_all_again() -> None:
    city = city_of(
        *(event(id=f"x:{number}") for number in range(9)),
        *(series(*subs(f"s{number}"), id=f"s:{number}") for number in range(5)),
    )
    before = _all(city)
    changed(city, "x:1", name={"fi": "Uusi nimi"})
    changed(city, "x:2", deleted=True)
    changed(city, "x:3", event_status="EventCancelled")
    changed(city, "s1-1", deleted=True)
    changed(city, "s2-1", event_status="EventCancelled")
    changed(city, "s3-3", start_time="2026-12-30T16:00:00Z", end_time=None)
    city.add({**event(id="x:new"), "last_modified_time": NOW})
    found, _ = changes(city)
    updated = before | {name: one for name, one in found.items() if not isinstance(one, Gone)}
    for name in (name for name, one in found.items() if isinstance(one, Gone)):
        updated.pop(name, None)
    after = {name: one for name, one in _all(city).items() if isinstance(one, Listing)}
    assert updated == after
    assert len(found) < len(before)


def _all(city: City) -> dict[str, Outcome]:
    with page_server(city.answer) as server:
        source = LinkedEvents(Fetcher())
        records = list(records_of(source, f"{server.url}/v1/event/?page_size=4"))
    found = [source.read(record, 1) for record in records]
    return {one.id.removeprefix("linked_events:"): one for one in found}
