"""OGC API - Features, Part 1: resources, links, media types and errors as the standard wants them.

Names like /req/core/root-success are requirements of OGC 17-069r4.
"""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.ogc.conformance import CONFORMS_TO
from search_service.ogc.definition import FEATURE_ID
from search_service.ogc.items_parameters import MAX_LIMIT, read_items
from tests.conftest import app_with
from tests.search_service.ogc_points import ITEMS

COLLECTION = "/ogc/collections/listings"
FEATURE = f"{ITEMS}/{FEATURE_ID}"
RESOURCES = {
    "/ogc": "application/json",
    "/ogc/api": "application/vnd.oai.openapi+json;version=3.0",
    "/ogc/conformance": "application/json",
    "/ogc/collections": "application/json",
    COLLECTION: "application/json",
    f"{COLLECTION}/queryables": "application/schema+json",
    ITEMS: "application/geo+json",
    FEATURE: "application/geo+json",
}


def links(body: dict[str, Any], rel: str) -> list[dict[str, str]]:
    return [link for link in body["links"] if link["rel"] == rel]


@pytest.mark.parametrize("path", sorted(RESOURCES))
def test_a_resource_has_its_media_type(api: TestClient, path: str) -> None:
    """/req/geojson/definition, /req/core/http"""
    answer = api.get(path)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == RESOURCES[path]
    head = api.head(path)
    assert (head.status_code, head.content) == (200, b"")
    again = api.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_link_leads_where_it_says(api: TestClient) -> None:
    """/req/core/root-success, fc-md-links, fc-md-items-links, fc-links, f-links, fc-rel-type"""
    seen: set[str] = set()
    waiting = ["/ogc", FEATURE, f"{ITEMS}?limit=3&offset=3"]
    while waiting:
        address = waiting.pop()
        answer = api.get(address)
        assert answer.status_code == 200, address
        for link in answer.json().get("links", []):
            assert link["href"].startswith("http://testserver/")
            assert link["type"]
            if link["href"] not in seen and len(seen) < 60:
                seen.add(link["href"])
                found = api.get(link["href"])
                assert found.status_code == 200, link
                told, wanted = found.headers["content-type"], link["type"]
                assert told.split(";")[0] == wanted.split(";")[0], link
                if link["rel"] != "next" and "json" in wanted:
                    waiting.append(link["href"])
    assert len(seen) > 10


@pytest.mark.parametrize(
    ("path", "relations"),
    [
        ("/ogc", {"self", "service-desc", "service-doc", "conformance", "data"}),
        ("/ogc/collections", {"self"}),
        (COLLECTION, {"self", "items"}),
        (ITEMS, {"self", "next", "collection"}),
        (f"{ITEMS}?offset=5", {"self", "next", "prev", "collection"}),
        (f"{ITEMS}?offset=900", {"self", "prev", "collection"}),
        (FEATURE, {"self", "collection", "alternate"}),
    ],
)
def test_a_resource_has_the_links_that_are_asked_of_it(
    api: TestClient, path: str, relations: set[str]
) -> None:
    body = api.get(path).json()
    assert relations <= {link["rel"] for link in body["links"]}
    for rel in ("self", "next", "prev"):
        assert len(links(body, rel)) == (rel in relations), rel
    assert links(body, "self")[0]["href"] == f"http://testserver{path}"


def test_the_landing_page_gives_the_definition_as_oas30_asks(api: TestClient) -> None:
    """/req/oas30/oas-definition-1"""
    body = api.get("/ogc").json()
    assert links(body, "service-desc")[0]["type"].endswith("openapi+json;version=3.0")
    assert links(body, "service-doc")[0]["type"] == "text/html"


def test_the_conformance_classes_are_those_with_tests(api: TestClient) -> None:
    """/req/core/conformance-success. Whoever adds a class adds its tests here or beside."""
    part_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
    part_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
    tested = {f"{part_1}/{name}" for name in ("core", "geojson", "oas30")}
    tested |= {f"{part_3}/{name}" for name in ("queryables", "filter", "features-filter")}
    assert set(api.get("/ogc/conformance").json()["conformsTo"]) == tested == set(CONFORMS_TO)


def test_the_collection_is_told_alike_in_the_list_and_by_itself(api: TestClient) -> None:
    """/req/core/fc-md-items, sfc-md-success, fc-md-extent"""
    (listed,) = api.get("/ogc/collections").json()["collections"]
    alone = api.get(COLLECTION).json()
    assert listed == alone
    assert (alone["id"], alone["itemType"]) == ("listings", "feature")
    (box,) = alone["extent"]["spatial"]["bbox"]
    west, south, east, north = box
    everything = api.get(ITEMS, params={"limit": 1}).json()["numberMatched"]
    within = api.get(ITEMS, params={"bbox": f"{west},{south},{east},{north}", "limit": 1}).json()
    assert within["numberMatched"] == everything


def test_a_page_is_geojson_with_counts_and_the_time(api: TestClient) -> None:
    """/req/geojson/content, /req/core/fc-numberMatched, fc-numberReturned, fc-timeStamp"""
    page = api.get(ITEMS, params={"limit": 5}).json()
    assert page["type"] == "FeatureCollection"
    assert page["numberReturned"] == len(page["features"]) == 5
    assert page["numberMatched"] > 100
    assert datetime.fromisoformat(page["timeStamp"]).tzinfo
    for feature in page["features"]:
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        assert feature["id"] == feature["properties"]["id"]
        flat = (str, int, float, bool, type(None))
        assert all(isinstance(value, flat) for value in feature["properties"].values())


def test_one_feature_is_what_its_page_shows(api: TestClient) -> None:
    """/req/core/f-success, /req/geojson/content B"""
    for listed in api.get(ITEMS, params={"limit": 40, "lang": "sv"}).json()["features"]:
        answer = api.get(f"{ITEMS}/{listed['id']}", params={"lang": "sv"})
        alone = answer.json()
        assert alone.pop("links")
        assert alone == listed


def test_texts_are_in_the_language_that_is_asked(api: TestClient) -> None:
    told = {}
    for lang in ("fi", "sv", "en"):
        features = api.get(ITEMS, params={"limit": 1000, "lang": lang}).json()["features"]
        told[lang] = Counter(feature["properties"]["text_lang"] for feature in features)
    assert all(told[lang][lang] > told[other][lang] for lang in told for other in {*told} - {lang})


def test_more_than_the_highest_limit_is_the_highest_limit(api: TestClient) -> None:
    """/req/core/fc-limit-response-1 C"""
    assert read_items({"limit": ["100000"]}).limit == MAX_LIMIT
    page = api.get(ITEMS, params={"limit": 100_000, "offset": 1}).json()
    assert page["numberReturned"] == page["numberMatched"] - 1 <= MAX_LIMIT


def test_without_a_limit_a_page_has_a_hundred(api: TestClient) -> None:
    """/req/core/fc-limit-definition"""
    assert api.get(ITEMS).json()["numberReturned"] == 100


def test_links_stand_below_the_public_address_when_it_is_set(
    engine: EngineAddress, demo: Report
) -> None:
    public = "https://search.example.fi/"
    with TestClient(app_with(engine, base_url=public), base_url=public) as client:
        for path in RESOURCES:
            for link in client.get(path).json().get("links", []):
                assert link["href"].startswith("https://search.example.fi/"), link
