"""/v1/municipalities and /v1/taxonomy: facts and labels, with counts that agree with the search."""

from typing import Any

import pytest
from fastapi.testclient import TestClient


def get(api: TestClient, path: str) -> Any:
    answer = api.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_all_municipalities_are_there_by_name(api: TestClient) -> None:
    rows = get(api, "/v1/municipalities")
    assert len(rows) == 308
    assert len({row["code"] for row in rows}) == 308
    assert rows == sorted(rows, key=lambda row: row["name"])
    for row in rows:
        west, south, east, north = row["bbox"]
        assert west < row["centre"]["lon"] < east
        assert south < row["centre"]["lat"] < north
        assert row["region"]["name"]
        assert row["wellbeing_county"]["name"]


def test_names_come_in_the_asked_language(api: TestClient) -> None:
    espoo = get(api, "/v1/municipalities/049?lang=sv")
    assert espoo["name"] == "Esbo"
    assert espoo["names"]["fi"] == "Espoo"
    assert espoo["region"]["name"] == "Nyland"
    assert get(api, "/v1/municipalities/049")["name"] == "Espoo"
    assert get(api, "/v1/municipalities/049?lang=uk")["name"] == "Espoo"


def test_a_municipality_counts_the_listings_that_a_search_finds_there(api: TestClient) -> None:
    rows = get(api, "/v1/municipalities")
    told = {row["code"]: row["listings"] for row in rows if row["listings"]}
    answer = get(api, "/v1/search?facets=municipality&per_page=1")
    assert told == {one["value"]: one["count"] for one in answer["facets"]["municipality"]}
    assert len(told) > 50


@pytest.mark.parametrize("name", ["049", "Espoo", "Esbo", "esbo"])
def test_one_municipality_is_found_by_code_or_name(api: TestClient, name: str) -> None:
    assert get(api, f"/v1/municipalities/{name}")["code"] == "049"


def test_a_former_municipality_leads_to_the_one_that_took_over(api: TestClient) -> None:
    assert get(api, "/v1/municipalities/Pertunmaa")["code"] == "507"


@pytest.mark.parametrize("name", ["999", "Atlantis", "1", "0491"])
def test_an_unknown_municipality_is_not_found(api: TestClient, name: str) -> None:
    assert api.get(f"/v1/municipalities/{name}").status_code == 404


def test_a_geometry_without_boundaries_says_how_to_load_them(api: TestClient) -> None:
    answer = api.get("/v1/municipalities/049?geometry=true")
    assert answer.status_code == 404
    assert "LAHELLA_BOUNDARIES" in answer.json()["detail"]


def test_a_geometry_is_geojson_when_boundaries_are_loaded(bounded: TestClient) -> None:
    found = get(bounded, "/v1/municipalities/049?geometry=true")
    assert found["geometry"]["type"] == "Polygon"
    west, south, east, north = found["bbox"]
    for lon, lat in found["geometry"]["coordinates"][0]:
        assert west <= lon <= east
        assert south <= lat <= north
    assert "geometry" not in get(bounded, "/v1/municipalities/049")


def test_boundaries_are_told_when_the_service_is_asked_how_it_is(
    bounded: TestClient, api: TestClient
) -> None:
    assert get(bounded, "/readyz")["boundaries"] == "loaded"
    assert get(api, "/readyz")["boundaries"] != "loaded"


LISTS = ("themes", "formats", "needs", "audiences", "accessibility")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_codes_with_labels(api: TestClient, name: str) -> None:
    rows = get(api, f"/v1/taxonomy/{name}")
    assert len(rows) > 3
    assert len({row["code"] for row in rows}) == len(rows)
    assert all(row["label"] for row in rows)


def test_labels_come_in_the_asked_language_and_else_in_finnish(api: TestClient) -> None:
    def label(lang: str) -> str:
        rows = get(api, f"/v1/taxonomy/themes?lang={lang}")
        return str(next(row["label"] for row in rows if row["code"] == "ht_luonto"))

    assert label("sv") == "Natur och djur"
    assert label("sv-FI") == "Natur och djur"
    assert label("en") == "Nature and animals"
    assert label("fi") == label("de") == "Luonto ja eläimet"
    assert label("uk") == "Природа та тварини"


def test_the_names_of_all_lists_are_told_and_each_is_there(api: TestClient) -> None:
    names = get(api, "/v1/taxonomy")
    assert {"themes", "formats", "audiences"} <= set(names)
    for name in names:
        assert get(api, f"/v1/taxonomy/{name}"), name


def test_an_unknown_list_is_not_found_and_the_known_ones_are_named(api: TestClient) -> None:
    answer = api.get("/v1/taxonomy/colours")
    assert answer.status_code == 404
    assert "themes" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("facet", "name"),
    [
        ("theme", "themes"),
        ("format", "formats"),
        ("audience", "audiences"),
        ("accessibility", "accessibility"),
        ("kind", "kinds"),
        ("price", "prices"),
        ("channel", "channels"),
        ("region", "regions"),
        ("wellbeing_county", "wellbeing_counties"),
    ],
)
def test_facets_and_lists_say_the_same_label(api: TestClient, facet: str, name: str) -> None:
    labels = {row["code"]: row["label"] for row in get(api, f"/v1/taxonomy/{name}?lang=sv")}
    counted = get(api, f"/v1/search?facets={facet}&lang=sv")["facets"][facet]
    assert counted
    for one in counted:
        assert one["label"] == labels.get(one["value"], one["value"])
