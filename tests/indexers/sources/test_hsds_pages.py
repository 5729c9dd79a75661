"""Where HSDS services come from: an API in pages, NDJSON, files, directories, data packages."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from indexers.listing import Listing
from indexers.sources.source import ChangeFeed, NoFeed, SourceError, records_of
from tests.indexers.page_server import Asked, Script, Told, page_server
from tests.indexers.sources.hsds_samples import PLACE, SERVICE, schedule, service, source

SINCE = datetime(2026, 11, 20, 12, tzinfo=UTC)


def numbered(count: int) -> list[dict[str, Any]]:
    return [service(id=f"s-{number}") for number in range(count)]


def api(services: list[dict[str, Any]], *, size: int = 2, full: bool = True) -> Script:
    """An HSDS API; one that is not `full` lists only own fields, whatever is asked."""

    def answer(asked: Asked) -> Told:
        if asked.path == "/":
            return Told(body=b'{"version": "3.0", "openapi_url": "https://example.invalid/"}')
        if asked.path.startswith("/services/"):
            key = asked.path.rpartition("/")[2]
            return Told(body=orjson.dumps(next(one for one in services if one["id"] == key)))
        number = int(asked.parameters["page"])
        held = services[(number - 1) * size : number * size]
        contents = held if full else [own_fields(one) for one in held]
        pages = -(-len(services) // size)
        page = {"total_pages": pages, "page_number": number, "contents": contents}
        return Told(body=orjson.dumps(page))

    return answer


def own_fields(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not isinstance(value, list)}


def ids(records: list[Any]) -> list[str]:
    return [record["id"] for record in records]


def records(script: Script, tail: str = "/services") -> tuple[list[Any], list[Asked]]:
    with page_server(script) as server:
        return list(records_of(source(), f"{server.url}{tail}")), server.asked


def failure(script: Script, tail: str = "/services") -> str:
    with page_server(script) as server, pytest.raises(SourceError) as caught:
        list(records_of(source(), f"{server.url}{tail}"))
    return str(caught.value)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_every_page_is_asked_once_and_in_full(count: int) -> None:
    found, asked = records(api(numbered(count)))
    assert ids(found) == [f"s-{number}" for number in range(count)]
    assert [one.parameters for one in asked] == [
        {"page": str(number + 1), "per_page": "100", "full": "true"}
        for number in range(max(1, -(-count // 2)))
    ]


def test_the_address_of_the_api_itself_leads_to_its_services() -> None:
    found, asked = records(api(numbered(3)), "/")
    assert len(found) == 3
    assert [one.path for one in asked] == ["/", "/services", "/services"]


def test_parameters_of_the_address_are_kept_and_the_language_is_ours() -> None:
    found, asked = records(api(numbered(1)), "/services?organization_id=o-1&language=sv")
    assert found[0]["language"] == "sv"
    assert asked[0].parameters["organization_id"] == "o-1"
    assert "language" not in asked[0].parameters


def test_services_that_are_listed_without_what_is_theirs_are_asked_one_by_one() -> None:
    found, asked = records(api(numbered(3), full=False))
    assert [len(one["service_at_locations"]) for one in found] == [1, 1, 1]
    assert [one.path for one in asked] == [
        *("/services", "/services/s-0", "/services/s-1", "/services", "/services/s-2"),
    ]


def test_reading_goes_on_after_the_page_of_a_cursor() -> None:
    with page_server(api(numbered(5))) as server:
        pages = list(source().pages(f"{server.url}/services"))
        rest = list(source().pages(f"{server.url}/services", pages[0].cursor))
    assert [page.cursor for page in pages] == ["2", "3", ""]
    assert [ids(list(page.records)) for page in rest] == [["s-2", "s-3"], ["s-4"]]


def test_changes_are_asked_with_a_full_time_in_utc() -> None:
    feed = source()
    assert isinstance(feed, ChangeFeed)
    with page_server(api(numbered(3))) as server:
        pages = list(feed.changes(f"{server.url}/services", SINCE))
    assert sum(len(page.records) for page in pages) == 3
    assert {one.parameters["modified_after"] for one in server.asked} == {"2026-11-20T12:00:00Z"}


@pytest.mark.parametrize("tail", ["/export.ndjson", "/services.json"])
def test_an_address_of_a_file_has_no_feed(tail: str) -> None:
    body = orjson.dumps(service())
    with page_server(lambda asked: Told(body=body)) as server, pytest.raises(NoFeed):
        list(source().changes(f"{server.url}{tail}", SINCE))


def test_a_file_has_no_feed_and_the_address_of_an_api_has_one(tmp_path: Path) -> None:
    with pytest.raises(NoFeed):
        list(source().changes(str(tmp_path), SINCE))
    with page_server(api(numbered(1))) as server:
        [page] = source().changes(server.url, SINCE)
    assert len(page.records) == 1


def test_a_service_that_is_gone_when_it_is_asked_for_keeps_what_the_list_tells() -> None:
    services = numbered(1)
    listed = api(services, full=False)
    found, _ = records(lambda asked: Told(404) if "s-0" in asked.path else listed(asked))
    assert [sorted(one) for one in found] == [sorted({"language": "", **own_fields(services[0])})]


def test_ndjson_is_read_line_by_line_and_told_by_the_address_or_the_format() -> None:
    body = b"\n".join(orjson.dumps(one) for one in numbered(3))
    for tail in ("/services?format=ndjson", "/export.ndjson"):
        found, [asked] = records(lambda _: Told(body=body), tail)
        assert ids(found) == ["s-0", "s-1", "s-2"]
        assert asked.parameters.get("full") == (None if "." in tail else "true")


def test_a_broken_line_of_ndjson_fails_the_source() -> None:
    assert "line 2" in failure(lambda _: Told(body=b'{"id": "1"}\n{"id"'), "/x.ndjson")


def test_services_at_locations_are_gathered_to_services() -> None:
    at_locations = [
        {"id": f"p-{number}", "location": PLACE["location"], "service": own_fields(SERVICE)}
        for number in range(3)
    ]
    for one in at_locations:
        one["schedules"] = [schedule()]
    page = orjson.dumps({"total_pages": 1, "contents": at_locations})
    [found], _ = records(lambda _: Told(body=page), "/service_at_locations")
    assert ids(found["service_at_locations"]) == ["p-0", "p-1", "p-2"]


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        (Told(500), "answered 500"),
        (Told(body=b"{"), "expected JSON"),
        (Told(body=b"<html>"), "expected JSON"),
        (Told(body=b"{}"), "expected a page of HSDS with contents"),
        (Told(body=b'{"contents": 3}'), "expected a page of HSDS with contents"),
        (Told(body=b"[]"), "expected a page of HSDS with contents"),
        (Told(body=b'{"contents": [1], "total_pages": 9}'), "the same page came again"),
        (Told(body=b'{"contents": []}', length=99), "the transfer failed"),
    ],
)
def test_a_failure_of_the_api_fails_the_source_and_is_told(told: Told, meaning: str) -> None:
    assert meaning in failure(lambda _: told)


@pytest.mark.parametrize("tail", ["/services#langauge=sv", "/services#language=svenska"])
def test_an_option_that_is_none_is_told(tail: str) -> None:
    assert "language" in failure(api([]), tail)


def saved(path: Path, value: object) -> None:
    path.write_bytes(orjson.dumps(value))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"total_pages": 1, "contents": [one]},
        lambda one: {"id": "o-1", "name": "Y ry", "services": [one]},
    ],
)
def test_a_file_is_a_service_an_array_a_page_or_an_organisation(tmp_path: Path, wrap: Any) -> None:
    saved(tmp_path / "x.json", wrap(service(organization=None)))
    [found] = records_of(source(), f"{tmp_path / 'x.json'}#language=sv")
    listing = source().read(found, 1)
    assert isinstance(listing, Listing)
    assert list(listing.texts) == ["sv"]


def test_an_empty_page_is_no_service(tmp_path: Path) -> None:
    saved(tmp_path / "x.json", {"total_pages": 0, "contents": []})
    assert list(records_of(source(), str(tmp_path / "x.json"))) == []


def test_an_organisation_brings_itself_to_its_services(tmp_path: Path) -> None:
    nested = {"id": "o-1", "name": "Y ry", "services": [service(organization=None), 3]}
    saved(tmp_path / "x.json", nested)
    first, second = records_of(source(), str(tmp_path / "x.json"))
    assert isinstance(first, dict)
    assert first["organization"] == {"id": "o-1", "name": "Y ry"}
    assert second == 3


def test_a_directory_joins_what_lies_in_several_files(tmp_path: Path) -> None:
    apart = own_fields(service(organization=None)) | {"organization_id": "o-1"}
    link = {"link_id": apart["id"], "taxonomy_term_id": "tt-1"}
    saved(tmp_path / "services-1.json", {"contents": [apart | {"attributes": [link]}]})
    saved(tmp_path / "organizations.json", [{"id": "o-1", "name": "Y ry"}])
    saved(tmp_path / "locations.json", [PLACE["location"]])
    saved(tmp_path / "taxonomy_terms.json", [{"id": "tt-1", "name": "Uinti"}])
    at_location = {"id": "p-1", "service_id": apart["id"], "location_id": "l-1"}
    lost = {"id": "p-2", "service_id": "nobody", "location_id": "l-1"}
    saved(tmp_path / "service_at_locations.json", [at_location, lost])
    first, second = records_of(source(), str(tmp_path))
    found = source().read(first, 1)
    assert isinstance(found, Listing)
    assert found.organisation
    assert found.organisation.name == {"fi": "Y ry"}
    assert found.themes == ("ht_urheilu",)
    assert [one.address.post_town for one in found.locations] == ["Oulu"]
    told = source().read(second, 2)
    assert getattr(told, "reason", "") == (
        "record: expected a service, got a place of a service that is not there"
    )


def test_a_directory_of_something_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="expected files named"):
        list(records_of(source(), str(tmp_path)))


def test_a_data_package_is_joined_from_its_tables(tmp_path: Path) -> None:
    key = SERVICE["id"]
    tables: dict[str, list[dict[str, Any]]] = {
        "services": [own_fields(service(organization=None)) | {"organization_id": "o-1"}],
        "organizations": [{"id": "o-1", "name": "Y ry", "website": "null"}],
        "service_at_location": [{"id": "p-1", "service_id": key, "location_id": "l-1"}],
        "locations": [own_fields(PLACE["location"])],
        "addresses": [{"location_id": "l-1", **PLACE["location"]["addresses"][0]}],
        "schedules": [schedule(service_id=key)],
        "languages": [{"service_id": key, "code": "fi"}],
        "attributes": [{"link_id": key, "taxonomy_term_id": "tt-1"}],
        "taxonomy_terms": [{"id": "tt-1", "name": "Uinti", "code": ""}],
        "cost_options": [{"service_id": key, "amount": "5"}],
    }
    for name, rows in tables.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    [record] = records_of(source(), str(tmp_path))
    found = source().read(record, 1)
    assert isinstance(found, Listing)
    assert found.organisation
    assert (found.organisation.name, found.organisation.url) == ({"fi": "Y ry"}, None)
    assert (found.themes, found.price, found.service_languages) == (
        ("ht_urheilu",),
        "paid",
        ("fi",),
    )
    [location] = found.locations
    assert (location.address.street, len(location.sessions)) == ("Keksitty katu 1", 2)
    assert found.audience.ages[0].min == 65


def test_a_table_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_bytes("id,name\n1,Jääkiekko\n".encode("cp1252"))
    with pytest.raises(SourceError, match=r"services\.csv: expected CSV in UTF-8"):
        list(records_of(source(), str(tmp_path)))
