"""The Open API of PTV, played by a server of the test's own."""

from typing import Any

import orjson
import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.ptv import Ptv
from indexers.sources.source import Page, Rejected, SourceError
from tests.indexers.page_server import Asked, Script, Told, page_server
from tests.indexers.sources.ptv_channel_samples import CHANNELS, PLACE, SERVICE_ID
from tests.indexers.sources.ptv_pieces import class_of, connection, guid
from tests.indexers.sources.ptv_samples import ORGANISATION, bare, changed, service
from tests.indexers.sources.ptv_server import BASE, PER_PAGE, Catalogue, told

Outcome = Listing | Rejected


def small() -> Catalogue:
    """One whole service."""
    made = Catalogue()
    made.add("Service", service())
    made.add("ServiceChannel", *CHANNELS)
    made.add("Organization", ORGANISATION)
    return made


def large(count: int) -> Catalogue:
    """Services that all use one place."""
    made = small()
    use = [connection(PLACE["id"], "x")]
    one = service(serviceChannels=use)
    made.add("Service", *({**one, "id": guid(1000 + n)} for n in range(count)))
    return made


def pages(script: Script, options: str = "", cursor: str = "") -> tuple[list[Page], list[Asked]]:
    with page_server(script) as server:
        found = list(Ptv(Fetcher()).pages(f"{server.url}{BASE}{options}", cursor))
    return found, server.asked


def outcomes(script: Script, options: str = "", cursor: str = "") -> list[Outcome]:
    found, _ = pages(script, options, cursor)
    records = [record for one in found for record in one.records]
    return [Ptv(Fetcher()).read(record, n) for n, record in enumerate(records, start=1)]


def ids(found: list[Outcome]) -> list[str]:
    return [one.id for one in found]


def failure(script: Script) -> str:
    with page_server(script) as server, pytest.raises(SourceError) as caught:
        list(Ptv(Fetcher()).pages(f"{server.url}{BASE}"))
    return str(caught.value)


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_service_comes_with_its_channels_and_its_organisation(slash: str) -> None:
    [found] = outcomes(small(), slash)
    assert isinstance(found, Listing)
    assert found.id == f"ptv:{SERVICE_ID}"
    assert len(found.locations) == 4
    assert found.organisation is not None
    assert found.organisation.name["sv"] == "Påhittade Klubben rf"


def test_services_are_asked_with_their_general_description_merged() -> None:
    _, asked = pages(small())
    assert [one.path.removeprefix(f"{BASE}/") for one in asked] == [
        "Service",
        "Service/serviceWithGD/list",
        "Organization/list",
        "ServiceChannel/list",
        "ServiceChannel",
    ]


@pytest.mark.parametrize("count", [0, 99, 100, 250])
def test_every_page_is_read_once_and_nothing_is_lost(count: int) -> None:
    found, asked = pages(large(count))
    services = [one for one in found if one.cursor.startswith("Service ")]
    assert sum(len(one.records) for one in services) == count + 1
    assert all(len(one.records) <= 100 for one in services)
    numbers = [one.parameters["page"] for one in asked if one.path == f"{BASE}/Service"]
    assert numbers == [str(n) for n in range(1, -(-(count + 1) // PER_PAGE) + 1)]


def test_what_many_services_share_is_fetched_once() -> None:
    _, asked = pages(large(250))
    fetched = [id_ for one in asked for id_ in one.parameters.get("guids", "").split(",")]
    assert fetched.count(PLACE["id"]) == 1
    assert fetched.count(ORGANISATION["id"]) == 1


def test_reading_goes_on_after_the_page_of_a_cursor() -> None:
    whole, _ = pages(large(250))
    for number, one in enumerate(whole):
        assert pages(large(250), "", one.cursor)[0] == whole[number + 1 :]


def test_reading_goes_on_where_it_was_however_the_lists_have_moved() -> None:
    catalogue = large(150)
    first = pages(catalogue)[0][0]
    catalogue.add("Service", bare(id=guid(0)), bare(id=guid(9999)))
    rest = ids(outcomes(catalogue, "", first.cursor))
    assert f"ptv:{guid(9999)}" in rest
    assert f"ptv:{guid(0)}" not in rest
    assert len(rest) == 51 + 1


def test_a_cursor_of_something_else_is_told() -> None:
    with page_server(small()) as server, pytest.raises(SourceError, match="no place where"):
        list(Ptv(Fetcher()).pages(f"{server.url}{BASE}", "page 7"))


def test_a_service_that_is_listed_but_not_given_is_told() -> None:
    catalogue = large(3)
    catalogue.hidden = {guid(1001)}
    found = outcomes(catalogue)
    [rejected] = [one for one in found if isinstance(one, Rejected)]
    assert rejected.id == f"ptv:{guid(1001)}"
    assert rejected.reason.startswith("id: PTV lists this service, but does not give it")
    assert len(found) == 4


def test_when_nothing_is_given_ptv_answers_404_and_all_is_told() -> None:
    catalogue = Catalogue()
    catalogue.add("Service", bare(id=guid(1)), bare(id=guid(2)))
    catalogue.hidden = {guid(1), guid(2)}
    found = outcomes(catalogue)
    assert all(isinstance(one, Rejected) for one in found)
    assert ids(found) == [f"ptv:{guid(1)}", f"ptv:{guid(2)}"]


def test_an_empty_ptv_has_no_listings() -> None:
    assert outcomes(Catalogue()) == []


def test_a_channel_or_organisation_that_is_not_given_costs_no_service() -> None:
    catalogue = small()
    catalogue.hidden = {PLACE["id"], ORGANISATION["id"]}
    [found] = outcomes(catalogue)
    assert isinstance(found, Listing)
    assert found.organisation is not None
    assert found.organisation.name == {"fi": "Keksitty Kerho ry"}
    assert "only its connection was read" in found.provenance.repairs[0]


def test_a_channel_that_no_service_uses_is_told_after_the_services() -> None:
    catalogue = small()
    catalogue.add("ServiceChannel", changed(PLACE, id=guid(80), services=[]))
    found = outcomes(catalogue)
    assert ids(found) == [f"ptv:{SERVICE_ID}", f"ptv:{guid(80)}"]
    rejected = found[1]
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith("services: no service uses this channel")


def test_channels_of_services_read_before_an_interruption_are_not_taken_for_unused() -> None:
    found, _ = pages(small())
    assert outcomes(small(), "", found[0].cursor) == []


def test_only_services_of_associations_are_read_on_request() -> None:
    catalogue = small()
    city = changed(ORGANISATION, id=guid(81), organizationType="Municipality")
    of_city = [{"organization": {"id": guid(81)}, "roleType": "Responsible"}]
    catalogue.add("Organization", {**city, "services": []})
    catalogue.add("Service", bare(id=guid(82), organizations=of_city))
    catalogue.add("ServiceChannel", changed(PLACE, id=guid(80), services=[]))
    found, asked = pages(catalogue, "?organizationType=Organization")
    assert [len(one.records) for one in found] == [1]
    asked_ids = [id_ for one in asked for id_ in one.parameters.get("guids", "").split(",")]
    assert guid(82) not in asked_ids  # it is not even fetched
    assert f"{BASE}/Service" not in {one.path for one in asked}


def test_a_producer_does_not_make_a_service_one_of_an_association() -> None:
    catalogue = small()
    city = changed(ORGANISATION, id=guid(81), organizationType="Municipality")
    roles = [{"service": {"id": SERVICE_ID}, "roleType": "Producer"}]
    catalogue.add("Organization", city, changed(ORGANISATION, services=roles))
    assert outcomes(catalogue, "?organizationType=Organization") == []


def test_only_services_of_a_class_and_those_below_it_are_read_on_request() -> None:
    catalogue = small()
    sport = [class_of("P27.1", "Liikunta")]
    catalogue.add("Service", bare(id=guid(83), serviceClasses=sport))
    assert ids(outcomes(catalogue, "?serviceClass=P27")) == [f"ptv:{guid(83)}"]
    assert ids(outcomes(catalogue, "?serviceClass=P27.1,P4.2")) == [
        f"ptv:{SERVICE_ID}",
        f"ptv:{guid(83)}",
    ]


def failing(path: str, answer: Told) -> Script:
    """The small PTV, with one answer for one of its routes."""
    catalogue = small()
    return lambda asked: answer if asked.path == f"{BASE}/{path}" else catalogue(asked)


@pytest.mark.parametrize(
    "path",
    ["Service", "Service/serviceWithGD/list", "ServiceChannel/list", "Organization/list"],
)
@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Told(500), "answered 500"),
        (Told(400, b'{"guids": ["x"]}'), "answered 400"),
        (Told(200, b'[{"id": "x"}', length=400), "the transfer failed"),
        (Told(200, b'{"itemList": [{"id":'), "expected JSON"),
        (Told(200, b"<html>Huolto</html>", headers={"Content-Type": "text/html"}), "expected JSON"),
        (Told(200, b'"x"'), "expected a"),
        (Told(200, b"{}"), "expected a"),
    ],
)
def test_an_answer_that_is_none_fails_the_source(path: str, answer: Told, message: str) -> None:
    assert message in failure(failing(path, answer))


@pytest.mark.parametrize(
    "body",
    [[], {"itemList": {}}, {"itemList": [3], "pageCount": 1}, {"itemList": [{"name": "x"}]}],
)
def test_a_list_of_another_shape_is_told_with_what_was_expected(body: Any) -> None:
    assert "expected a" in failure(failing("Service", told(body)))


def test_a_list_that_is_null_is_empty() -> None:
    assert outcomes(failing("Service", told({"pageCount": 0, "itemList": None}))) == []
    assert outcomes(failing("Service/serviceWithGD/list", told(None)))[0].id == f"ptv:{SERVICE_ID}"


def test_a_list_that_repeats_its_pages_does_not_keep_us_for_ever() -> None:
    same = told({"pageCount": 10**9, "itemList": [{"id": SERVICE_ID, "name": "x"}]})
    assert "the same page came again" in failure(failing("Service", same))


def test_an_id_that_is_no_guid_is_told_and_not_asked_for() -> None:
    listed = told({"pageCount": 1, "itemList": [{"id": "x&y", "name": "x"}]})
    with page_server(failing("Service", listed)) as server:
        page, *_ = Ptv(Fetcher()).pages(f"{server.url}{BASE}")
    assert Ptv(Fetcher()).read(page.records[0], 1).id == "ptv:x&y"
    assert not any("guids" in one.parameters for one in server.asked[:2])


def test_a_list_that_is_not_there_fails_the_source() -> None:
    assert "404" in failure(failing("Service", Told(404)))


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(SourceError, match="is no address"):
        list(Ptv(Fetcher()).pages("http://127.0.0.1:port/api/v11"))


def count_of(asked: list[Asked], part: str) -> int:
    return sum(part in one.path for one in asked)


def test_pages_come_one_by_one_so_that_memory_stays_small() -> None:
    with page_server(large(250)) as server:
        reading = Ptv(Fetcher()).pages(f"{server.url}{BASE}")
        next(reading)
        assert count_of(server.asked, "serviceWithGD") == 1
        assert len(list(reading)) == 2
        assert count_of(server.asked, "serviceWithGD") == 3


def test_records_can_be_kept_as_json() -> None:
    found, _ = pages(small())
    assert orjson.loads(orjson.dumps(found[0].records)) == found[0].records
