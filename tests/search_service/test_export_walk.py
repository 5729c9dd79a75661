"""An export is the whole answer, in the search's order, written while it is read."""

import http.client
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPResponse, IncompleteRead
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import orjson
import pytest
from fastapi.testclient import TestClient

from indexers.engine.address import EngineAddress
from search_service.demo import DEMO
from search_service.exports.walk import BATCH
from tests.conftest import NOW, app_at, app_with, build_index
from tests.live_service import serving
from tests.search_service.crowd import COPIES, crowded_engine
from tests.search_service.engine_proxy import Door, door_to
from tests.search_service.export_reading import FORMATS, IDS, export
from tests.search_service.matching_rules import facts_of, listings_of, matching
from tests.search_service.random_filters import RandomFilters, query_of
from tests.search_service.small_corpus import activity
from tests.search_service.test_paging import SORTS
from tests.search_service.walking import walk

NEAR = [("near", "61.498,23.761"), ("radius_m", "200000")]
PER_PAGE = 40
WHOLE_COUNTRY = [("bbox", "19,59,32,71")]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineAddress]:
    with crowded_engine(tmp_path_factory.mktemp("crowd")) as address:
        yield address


@pytest.fixture(scope="module")
def crowded(crowd: EngineAddress) -> Iterator[TestClient]:
    with TestClient(app_with(crowd)) as client:
        yield client


def ids_of(api: TestClient, extension: str, asked: list[tuple[str, str]]) -> list[str]:
    return IDS[extension](export(api, extension, urlencode(asked)).content)


def test_an_export_has_what_a_search_finds_in_its_order(api: TestClient) -> None:
    facts = facts_of(listings_of(DEMO), NOW)
    drawing, found = RandomFilters(facts, seed=11), 0
    texts = ["", "", "ryhmä", "liikunta tampereella", "apua yksinäisyyteen", "kuoro"]
    for step in range(15):
        filters = drawing.draw() if step % 3 else {}
        more = [*NEAR] if step % 4 == 1 and "bbox" not in filters else []
        asked = [*query_of(filters), ("sort", SORTS[step % len(SORTS)]), *more]
        asked += [("q", texts[step % len(texts)])] if texts[step % len(texts)] else []
        hits = [hit["id"] for hit in walk(api, asked, PER_PAGE)[0]]
        extension = ("csv", "geojson", "ndjson", "rss", "jsonld")[step % 5]
        assert ids_of(api, extension, [*asked, ("per_page", str(PER_PAGE))]) == hits, asked
        found += bool(hits)
        if "q" not in dict(asked) and not more:
            assert sorted(hits) == sorted(one.id for one in matching(facts, filters)), asked
    assert found > 9, "most searches must find something, or this proves nothing"


@pytest.mark.parametrize(
    "asked",
    [
        *([("sort", sort)] for sort in ("soonest", "newest", "name")),
        *([*NEAR, ("sort", sort)] for sort in ("best", "distance")),
        WHOLE_COUNTRY,
        [("q", "ryhmä")],
    ],
)
def test_a_long_answer_is_walked_without_loss_or_repeat(
    crowded: TestClient, asked: list[tuple[str, str]]
) -> None:
    answer = crowded.get(f"/v1/search?{urlencode(asked)}").json()
    ids = ids_of(crowded, "ndjson", asked)
    assert len(ids) == len(set(ids)) == answer["total"]
    assert ids[: len(answer["hits"])] == [hit["id"] for hit in answer["hits"]]
    if asked == [("sort", "name")]:
        assert len(ids) == answer["index"]["listings"] * COPIES > 1000


def test_an_order_of_larger_pages_is_followed_too(crowded: TestClient) -> None:
    for per_page in (70, 100):
        asked = [("q", "ryhmä"), ("per_page", str(per_page))]
        pages = [hit["id"] for hit in walk(crowded, [("q", "ryhmä")], per_page)[0]]
        assert ids_of(crowded, "geojson", asked) == pages


@pytest.fixture
def door(crowd: EngineAddress) -> Iterator[Door]:
    with door_to(crowd.url) as opened:
        yield opened


@pytest.fixture
def service(crowd: EngineAddress, door: Door) -> Iterator[str]:
    with serving(app_at(door.url, crowd.key, engine_timeout_s=15.0)) as url:
        yield url


def begin(service: str, path: str) -> tuple[http.client.HTTPConnection, HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(service).netloc, timeout=15)
    connection.request("GET", path)
    return connection, connection.getresponse()


@pytest.mark.parametrize("extension", FORMATS)
def test_the_beginning_arrives_before_the_end_is_asked_for(
    service: str, door: Door, crowded: TestClient, extension: str
) -> None:
    door.hold_after(2)  # the search, and its first page
    connection, answer = begin(service, f"/v1/export.{extension}?sort=name")
    with closing(connection):
        first = answer.read(20_000)
        total = int(answer.headers["X-Total-Count"])
        assert len(first) == 20_000
        asked = door.asked
        door.open()
        rest = answer.read()
    assert total > 5 * BATCH
    assert door.asked == asked + -(-total // BATCH) - 1, "every further page was asked afterwards"
    ids, wanted = IDS[extension](first + rest), ids_of(crowded, "ndjson", [("sort", "name")])
    # In a calendar stands what has times.
    assert ids == wanted if extension != "ics" else set(ids) < set(wanted)


def test_a_long_answer_takes_no_more_memory_than_a_short_one(service: str) -> None:
    peaks = []
    for limit in (2 * BATCH, 5 * BATCH):
        tracemalloc.start()
        connection, answer = begin(service, f"/v1/export.ndjson?sort=name&limit={limit}")
        with closing(connection):
            lines = 0
            while piece := answer.read(65_536):
                lines += piece.count(b"\n")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert lines == limit
    assert peaks[1] < 1.2 * peaks[0], peaks


def test_an_engine_that_falls_silent_on_the_way_leaves_a_broken_file(
    service: str, door: Door
) -> None:
    door.hold_after(2)
    connection, answer = begin(service, "/v1/export.ndjson?sort=name")
    with closing(connection):
        assert answer.status == 200
        door.open(broken=True)
        with pytest.raises(IncompleteRead):
            answer.read()


@pytest.fixture
def one_listing(tmp_path: Path) -> Path:
    path = tmp_path / "activities.json"
    path.write_bytes(orjson.dumps([activity("7200000001")]))
    return path


def test_an_index_that_is_replaced_on_the_way_leaves_a_broken_file(
    service: str, door: Door, crowd: EngineAddress, one_listing: Path
) -> None:
    """Pages of two builds would lose some listings and repeat others."""
    door.hold_after(2)
    connection, answer = begin(service, "/v1/export.ndjson?sort=name")
    with closing(connection):
        build_index(crowd, one_listing, accept=True)
        door.open()
        with pytest.raises(IncompleteRead):
            answer.read()


def test_an_index_that_is_replaced_before_the_first_byte_is_read_anew(
    service: str, door: Door, crowd: EngineAddress, one_listing: Path
) -> None:
    door.hold_after(1)  # the search
    with ThreadPoolExecutor(1) as waiting:
        asked = waiting.submit(begin, service, "/v1/export.csv?sort=name")
        door.wait_until_held()
        build_index(crowd, one_listing, accept=True)
        door.open()
        connection, answer = asked.result()
    with closing(connection):
        assert answer.status == 200
        assert answer.headers["X-Total-Count"] == "1"
        assert b"lahella:7200000001" in answer.read()
