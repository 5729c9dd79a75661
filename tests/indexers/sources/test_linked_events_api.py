"""Events of a Linked Events server, played by a small one of the tests' own."""

import itertools

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.linked_events import LinkedEvents
from indexers.sources.linked_events_api import is_api
from indexers.sources.source import Page, Rejected, SourceError
from tests.indexers.page_server import Asked, Script, Told, page_server
from tests.indexers.sources.linked_events_city import City
from tests.indexers.sources.linked_events_samples import event

ALL = "General,Course,Volunteering,Hobbies"
THREE = "General,Course,Volunteering"


def pages(
    script: Script, path: str = "/v1/event/", cursor: str = ""
) -> tuple[list[Page], list[Asked]]:
    with page_server(script) as server:
        source = LinkedEvents(Fetcher())
        return list(source.pages(server.url + path, cursor)), server.asked


def listings(script: Script, path: str = "/v1/event/") -> list[Listing | Rejected]:
    found, _ = pages(script, path)
    records = [record for page in found for record in page.records]
    return [LinkedEvents(Fetcher()).read(record, 1) for record in records]


def failure(script: Script, path: str = "/v1/event/") -> str:
    with pytest.raises(SourceError) as caught:
        pages(script, path)
    return str(caught.value)


def of_events(asked: list[Asked]) -> list[Asked]:
    return [one for one in asked if one.path == "/v1/event/"]


def city_of(count: int) -> City:
    city = City()
    city.add(*(event(id=f"oulu:a{number:04}") for number in range(count)))
    return city


@pytest.mark.parametrize(
    ("location", "answer"),
    [
        ("https://api.hel.fi/linkedevents/v1/", True),
        ("https://api.hel.fi/linkedevents/v1", True),
        ("https://api.hel.fi/linkedevents/v1/event/?keyword=yso:p1808", True),
        ("http://h.invalid/api/events/v1/event", True),
        ("https://h.invalid/v1/event/helsinki:abc/", True),
        ("https://h.invalid/v1/event/events.json/x", False),
        ("https://h.invalid/events.json", False),
        ("v1/event/", False),
    ],
)
def test_an_address_of_the_api_is_known_by_its_form(location: str, answer: bool) -> None:
    assert is_api(location) is answer


@pytest.mark.parametrize("path", ["/v1/place/", "/v1/search/?type=event", "/linkedevents/v1/image"])
def test_another_list_of_the_api_is_refused_and_not_taken_for_a_file(path: str) -> None:
    assert "expected a list of events" in failure(city_of(1).answer, path)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_every_page_is_read_once_and_nothing_is_lost(count: int) -> None:
    found, asked = pages(city_of(count).answer, "/v1/event/?page_size=2")
    ids = [record["id"] for page in found for record in page.records if isinstance(record, dict)]
    assert sorted(ids) == [f"oulu:a{number:04}" for number in range(count)]
    assert len(of_events(asked)) == 1 + max(1, -(-count // 2))  # the first was refused


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/event", "/v1/event/", "/linkedevents/v1/"])
def test_the_address_may_be_of_the_api_or_of_its_events(path: str) -> None:
    [found] = listings(city_of(1).answer, path)
    assert isinstance(found, Listing)


def test_a_hundred_are_asked_in_an_order_that_edits_do_not_change() -> None:
    _, asked = pages(city_of(1).answer)
    assert of_events(asked)[-1].parameters == {
        "page_size": "100",
        "sort": "start_time,last_modified_time",
        "start": "today",
        "event_type": THREE,
    }


def test_all_types_are_asked_for_and_those_that_a_server_refuses_are_left_out() -> None:
    helsinki, turku, old = City(), City(types=tuple(ALL.split(","))), City(knows_types=False)
    for city, types in ((helsinki, [ALL, THREE]), (turku, [ALL]), (old, [ALL])):
        city.add(event(id="x:1", type_id="Course"), event(id="x:2", type_id="Volunteering"))
        found, asked = pages(city.answer)
        assert [one.parameters["event_type"] for one in of_events(asked)] == types
        assert len(found[0].records) == 2


def test_a_server_that_refuses_every_list_of_types_is_asked_without() -> None:
    city = City(types=())
    city.add(event())
    found, asked = pages(city.answer)
    assert len(found[0].records) == 1
    assert [one.parameters.get("event_type") for one in of_events(asked)] == [ALL, THREE, None]


def test_a_filter_that_the_server_refuses_is_a_failure_that_names_it() -> None:
    told = failure(lambda asked: Told(400, b"{}"), "/v1/event/?days=x")
    assert "days=x" in told
    assert "answered 400 instead of 200" in told


def test_the_filters_of_the_user_are_kept() -> None:
    city = City()
    city.add(event(id="x:1"), event(id="x:2", keywords=[]))
    found, asked = pages(city.answer, "/v1/event/?keyword=yso:p1808&language=fi&page=4&sort=name")
    assert [len(page.records) for page in found] == [1]
    parameters = of_events(asked)[-1].parameters
    assert (parameters["keyword"], parameters["language"]) == ("yso:p1808", "fi")
    assert parameters["sort"] == "start_time,last_modified_time"
    assert "page" not in parameters


@pytest.mark.parametrize("period", ["days=7", "end=2026-12-31", "start=2020-01-01&end=2020-12-31"])
def test_a_period_of_the_user_takes_the_place_of_ours(period: str) -> None:
    _, asked = pages(city_of(1).answer, f"/v1/event/?{period}")
    parameters = of_events(asked)[-1].parameters
    assert parameters.get("start") != "today"
    assert all(part.partition("=")[2] in parameters.values() for part in period.split("&"))


def test_a_type_of_the_user_takes_the_place_of_ours() -> None:
    _, asked = pages(city_of(1).answer, "/v1/event/?event_type=Course")
    assert [one.parameters["event_type"] for one in of_events(asked)] == ["Course"]


def test_what_is_over_is_not_asked_for() -> None:
    city = City()
    city.add(event(id="x:1"), event(id="x:2", start_time="2020-01-01", end_time="2020-01-02"))
    assert [one.id for one in listings(city.answer)] == ["linked_events:x~~1"]


def test_reading_goes_on_after_any_page_from_its_cursor() -> None:
    city = city_of(5)
    with page_server(city.answer) as server:
        source, location = LinkedEvents(Fetcher()), f"{server.url}/v1/event/?page_size=2"
        whole = list(source.pages(location))
        assert [len(page.records) for page in whole] == [2, 2, 1]
        for done, page in enumerate(whole, start=1):
            rest = list(source.pages(location, page.cursor))
            assert [one.records for one in rest] == [one.records for one in whole[done:]]


def test_a_cursor_of_another_server_is_refused() -> None:
    with page_server(city_of(1).answer) as server:
        with pytest.raises(SourceError, match="expected a cursor below"):
            list(
                LinkedEvents(Fetcher()).pages(f"{server.url}/v1/", "https://else.invalid/v1/event/")
            )
        assert server.asked == []


def test_only_the_parameters_of_the_next_address_are_used() -> None:
    city = city_of(3)
    city.next_host = "http://internal.invalid:8000/v1"
    found, _ = pages(city.answer, "/v1/event/?page_size=2")
    assert sum(len(page.records) for page in found) == 3


def test_a_server_that_gives_the_same_page_again_does_not_keep_us_for_ever() -> None:
    meta = {"next": "https://x.invalid/v1/event/?page=2"}
    body = orjson.dumps({"meta": meta, "data": [event()]})
    assert "the same page came again" in failure(lambda asked: Told(body=body))


def test_a_last_page_that_goes_away_while_we_read_is_the_end() -> None:
    city = city_of(3)
    with page_server(city.answer) as server:
        location = f"{server.url}/v1/event/?page_size=2"
        reading = LinkedEvents(Fetcher()).pages(location)
        assert len(next(reading).records) == 2
        del city.events["oulu:a0002"]
        assert [len(page.records) for page in reading] == [0]


def test_a_page_that_is_missing_in_the_middle_is_a_failure() -> None:
    city = city_of(5)

    def second_is_lost(asked: Asked) -> Told:
        return Told(404) if asked.parameters.get("page") == "2" else city.answer(asked)

    assert "answered 404" in failure(second_is_lost, "/v1/event/?page_size=2")


@pytest.mark.parametrize("body", [[], {}, {"data": None}, {"data": {}}, "x", None, 3])
def test_an_answer_of_another_shape_is_told_with_what_was_expected(body: object) -> None:
    assert 'expected {"meta": …, "data": [events]}' in failure(
        lambda asked: Told(body=orjson.dumps(body))
    )


def test_a_body_cut_short_is_broken_json() -> None:
    assert "expected JSON, but it breaks off" in failure(lambda asked: Told(body=b'{"data": ['))


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_second_page_that_fails_fails_the_source(status: int) -> None:
    city = city_of(3)

    def answer(asked: Asked) -> Told:
        return Told(status) if asked.parameters.get("page") == "2" else city.answer(asked)

    assert f"answered {status}" in failure(answer, "/v1/event/?page_size=2")


def test_pages_come_one_by_one_so_that_memory_stays_small() -> None:
    with page_server(city_of(9).answer) as server:
        reading = LinkedEvents(Fetcher()).pages(f"{server.url}/v1/event/?page_size=2")
        assert len(list(itertools.islice(reading, 2))) == 2
        assert {one.parameters.get("page") for one in of_events(server.asked)} == {None, "2"}


def test_a_single_event_may_be_the_location() -> None:
    city = city_of(2)
    [found] = listings(city.answer, "/v1/event/oulu:a0001/")
    assert found.id == "linked_events:oulu~~a0001"
    city.events["oulu:a0001"]["deleted"] = True
    assert "answered 410" in failure(city.answer, "/v1/event/oulu:a0001/")
