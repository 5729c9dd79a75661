"""The paged API of Lähellä.fi, played by a server of the test's own."""

import itertools

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.sources.lahella import PAGE_SIZE, Lahella
from indexers.sources.source import SourceError, records_of
from tests.indexers.page_server import Asked, PageServer, Script, Told, page_server, paged


def records(script: Script, **environ: str) -> tuple[list[object], list[Asked]]:
    with page_server(script) as server:
        source = Lahella(Fetcher(), environ)
        return list(records_of(source, f"{server.url}/v1/activities")), server.asked


def failure(script: Script) -> str:
    with page_server(script) as server, pytest.raises(SourceError) as caught:
        list(records_of(Lahella(Fetcher(), {}), f"{server.url}/v1/activities"))
    assert server.url in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("count", [0, 1, PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE + 1, 3 * PAGE_SIZE])
def test_every_page_is_read_once_and_nothing_is_lost(count: int) -> None:
    items: list[object] = [{"_key": str(number)} for number in range(count)]
    found, asked = records(paged(items))
    assert found == items
    assert len(asked) == max(1, -(-count // PAGE_SIZE))
    skips = [int(one.parameters["skip"]) for one in asked]
    assert skips == list(range(0, max(count, 1), PAGE_SIZE))


def test_pages_are_asked_with_their_groups_and_the_parameters_already_there() -> None:
    with page_server(paged([])) as server:
        list(records_of(Lahella(Fetcher(), {}), f"{server.url}/v1/activities?groups[0]=7&limit=5"))
    [asked] = server.asked
    assert asked.path == "/v1/activities"
    assert asked.parameters == {
        "groups[0]": "7",
        "limit": str(PAGE_SIZE),
        "skip": "0",
        "total": "true",
        "links[groups]": "true",
    }


def test_a_cookie_is_sent_with_every_page() -> None:
    items: list[object] = [{"_key": str(number)} for number in range(PAGE_SIZE + 1)]
    _, asked = records(paged(items), LAHELLA_SOURCE_COOKIE="AUTH_TOKEN=a; REFRESH_TOKEN=b")
    assert [one.headers["cookie"] for one in asked] == ["AUTH_TOKEN=a; REFRESH_TOKEN=b"] * 2


def test_a_token_is_sent_as_the_cookie_of_the_api() -> None:
    _, [asked] = records(paged([]), LAHELLA_SOURCE_TOKEN="secret")
    assert asked.headers["cookie"] == "AUTH_TOKEN=secret"


def test_without_credentials_no_cookie_is_sent() -> None:
    _, [asked] = records(paged([]))
    assert "cookie" not in asked.headers


def test_credentials_are_not_in_the_message_of_a_failure() -> None:
    with page_server(lambda asked: Told(401)) as server, pytest.raises(SourceError) as caught:
        list(
            records_of(
                Lahella(Fetcher(), {"LAHELLA_SOURCE_TOKEN": "secret"}),
                f"{server.url}/v1/activities",
            )
        )
    assert "secret" not in str(caught.value)


def test_credentials_that_no_header_can_hold_are_a_clear_failure() -> None:
    source = Lahella(Fetcher(), {"LAHELLA_SOURCE_TOKEN": "sälä"})
    with page_server(paged([])) as server, pytest.raises(SourceError, match="credentials"):
        list(records_of(source, f"{server.url}/v1/activities"))


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (401, "answered 401: the source wants credentials"),
        (403, "answered 403: the source wants credentials"),
        (404, "answered 404: nothing at this address"),
        (500, "answered 500 instead of 200"),
        (302, "answered 302 instead of 200"),
    ],
)
def test_a_status_is_told_in_words(status: int, meaning: str) -> None:
    assert meaning in failure(lambda asked: Told(status, b"{}"))


def test_a_body_cut_short_is_a_failed_transfer() -> None:
    body = orjson.dumps({"items": [{"_key": "1"}], "hasMore": False})
    assert "the transfer failed" in failure(lambda asked: Told(200, body, length=len(body) + 10))


def test_a_body_cut_short_with_an_honest_length_is_broken_json() -> None:
    body = orjson.dumps({"items": [{"_key": "1"}], "hasMore": False})
    assert "expected JSON, but it breaks off" in failure(lambda asked: Told(200, body[:-5]))


def test_a_second_page_that_fails_fails_the_source() -> None:
    pages = paged([{"_key": str(number)} for number in range(2 * PAGE_SIZE)])

    def second_fails(asked: Asked) -> Told:
        return pages(asked) if asked.parameters["skip"] == "0" else Told(500)

    assert f"skip={PAGE_SIZE}" in failure(second_fails)


@pytest.mark.parametrize("body", [{}, {"items": {}}, {"items": None}, "x", 3, None])
def test_an_answer_of_another_shape_is_told_with_what_was_expected(body: object) -> None:
    assert "expected a JSON array of activities" in failure(
        lambda asked: Told(body=orjson.dumps(body))
    )


def test_a_server_that_ignores_paging_does_not_keep_us_for_ever() -> None:
    body = orjson.dumps({"items": [{"_key": "1"}], "hasMore": True})
    assert "the same page came again" in failure(lambda asked: Told(body=body))


def test_an_empty_page_ends_the_reading_whatever_it_promises() -> None:
    found, asked = records(lambda asked: Told(body=orjson.dumps({"items": [], "hasMore": True})))
    assert (found, len(asked)) == ([], 1)


def test_an_address_of_something_else_is_one_file() -> None:
    body = orjson.dumps([{"_key": "1"}])
    with page_server(lambda asked: Told(body=body)) as server:
        found = list(records_of(Lahella(Fetcher(), {}), f"{server.url}/export.json"))
    assert found == [{"_key": "1"}]
    assert server.asked[0].parameters == {}


def test_a_server_that_is_not_there_is_a_failed_transfer() -> None:
    with page_server(paged([])) as gone:
        pass
    with pytest.raises(SourceError, match="the transfer failed"):
        list(records_of(Lahella(Fetcher(), {}), f"{gone.url}/v1/activities"))


@pytest.mark.parametrize("tail", ["/activities", "/x.json"])
def test_an_address_that_is_none_is_told(tail: str) -> None:
    with pytest.raises(SourceError, match="is no address"):
        list(records_of(Lahella(Fetcher(), {}), f"http://127.0.0.1:port{tail}"))


def test_pages_come_one_by_one_so_that_memory_stays_small() -> None:
    server: PageServer
    with page_server(paged([{"_key": str(number)} for number in range(5 * PAGE_SIZE)])) as server:
        reading = records_of(Lahella(Fetcher(), {}), f"{server.url}/v1/activities")
        assert len(list(itertools.islice(reading, 3))) == 3
        assert len(server.asked) == 1
