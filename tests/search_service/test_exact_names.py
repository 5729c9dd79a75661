"""What is named exactly as typed stands first, and a listing tells the needs it answers."""

from fastapi.testclient import TestClient

from search_service.demo import DEMO
from tests.search_service.matching_rules import listings_of


def test_a_listing_named_exactly_as_typed_stands_first(api: TestClient) -> None:
    for listing in listings_of(DEMO)[::25]:
        title = next(
            (listing.texts[lang].title for lang in ("fi", "sv", "en") if lang in listing.texts), ""
        )
        hits = api.get("/v1/search", params={"q": title, "interpret": "off"}).json()["hits"]
        same = [hit["id"] for hit in hits if hit["title"] == title]
        assert hits
        assert hits[0]["id"] in same, title


def test_listings_of_an_organisation_named_exactly_stand_first(api: TestClient) -> None:
    name = "Kallion Kaikuset ry"
    first = api.get("/v1/search", params={"q": name}).json()["hits"][0]
    assert first["organisation"]["name"] == name


def test_a_listing_tells_its_needs_and_why(api: TestClient) -> None:
    hit = api.get("/v1/search", params={"need": "grief"}).json()["hits"][0]
    needs = api.get(f"/v1/listings/{hit['id']}", params={"lang": "sv"}).json()["needs"]
    grief = next(need for need in needs if need["code"] == "grief")
    assert grief["label"] == "Sorg och förlust"
    assert grief["reason"]
