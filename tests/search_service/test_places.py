"""The gazetteer over HTTP: places by their typed names, and the areas of a point."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.municipalities import municipalities


def found(api: TestClient, q: str, **more: Any) -> list[dict[str, Any]]:
    answer = api.get("/v1/places", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()
    return rows


def codes(api: TestClient, q: str, **more: Any) -> list[str]:
    return [row["code"] for row in found(api, q, **more)]


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("Tampere", "837"),
        ("Tampereella", "837"),
        ("tampereelle", "837"),
        ("TAMPEREELTA", "837"),
        ("tamp", "837"),
        ("tampree", "837"),
        ("Tammerfors", "837"),
        ("i Tammerfors", "837"),
        ("i Tamerfors", "837"),
        ("i Vasa", "905"),
        ("i Vas", "905"),
        ("lähellä Kuopiota", "297"),
        ("Kuopion lähellä", "297"),
        ("in the vicinity of Turku", "853"),
        ("jyvaskyla", "179"),
        ("Jyväskylässä", "179"),
        ("Esbo", "049"),
        ("jooga Tampereella", "837"),
        ("Hervannassa", "837:Hervanta"),
        ("Kallio", "091:Kallio"),
        ("00100", "00100"),
        ("Uusimaa", "01"),
        ("Nyland", "01"),
        ("Lapland", "19"),
        ("Pohjois-Savon hyvinvointialue", "13"),
    ],
)
def test_a_place_is_found_as_people_write_it(api: TestClient, q: str, code: str) -> None:
    assert codes(api, q)[0] == code


def test_a_place_says_where_and_what_it_is(api: TestClient) -> None:
    (row,) = found(api, "Vaasassa", lang="sv", limit=1)
    assert row["name"] == "Vasa"
    assert row["kind"] == "municipality"
    assert row["municipality"] == {"code": "905", "name": "Vasa"}
    assert row["region"] == {"code": "15", "name": "Österbotten"}
    assert (row["lat"], row["lon"]) == pytest.approx((63.1, 21.6), abs=0.1)
    assert 0 < row["score"] <= 1
    (town,) = found(api, "Hervanta", limit=1)
    assert town["kind"] == "town"
    assert town["municipality"]["name"] == "Tampere"
    (region,) = found(api, "Uusimaa", lang="sv", limit=1)
    assert (region["name"], region["kind"]) == ("Nyland", "region")
    assert (region["lat"], region["municipality"]) == (None, None)


def test_a_whole_name_fits_better_than_a_begun_or_misspelt_one(api: TestClient) -> None:
    scores = [found(api, q)[0]["score"] for q in ("Tampere", "Tampereella", "tampe", "tampree")]
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)


def test_of_places_that_begin_alike_those_with_listings_come_first(api: TestClient) -> None:
    rows = [row for row in found(api, "ha", limit=20) if row["kind"] == "municipality"]
    listings = [row["listings"] for row in rows]
    assert len(rows) > 5
    assert listings == sorted(listings, reverse=True)
    assert listings[0] > 0


def test_of_places_that_begin_alike_the_near_ones_come_first(api: TestClient) -> None:
    assert codes(api, "ha", near="65.0,25.5")[0] == "072"
    assert codes(api, "ha", near="59.83,22.97")[0] == "078"


def test_listings_are_those_of_a_search_there(api: TestClient) -> None:
    for facet, names in {
        "municipality": ("Helsinki", "Tampere", "Kuopio"),
        "region": ("Uusimaa", "Pirkanmaa", "Lappi"),
        "wellbeing_county": ("Pohjois-Savon hyvinvointialue", "Lapin hyvinvointialue"),
    }.items():
        counts = api.get(f"/v1/search?facets={facet}&per_page=1").json()["facets"][facet]
        told = {one["value"]: one["count"] for one in counts}
        for name in names:
            (row,) = found(api, name, limit=1)
            assert row["kind"] == facet
            assert row["listings"] == told[row["code"]] > 0, name


def test_a_town_has_the_listings_of_its_municipality(api: TestClient) -> None:
    assert found(api, "Kallio")[0]["listings"] == found(api, "Helsinki")[0]["listings"] > 0


@pytest.mark.parametrize("q", ["", "  ", "!", "🏊", "xyzzyx", "98765432", "\x00", "a" * 5000])
def test_what_names_no_place_finds_none(api: TestClient, q: str) -> None:
    assert found(api, q) == []


@pytest.mark.parametrize("limit", [1, 3, 20])
def test_no_more_places_than_asked(api: TestClient, limit: int) -> None:
    assert len(found(api, "kal", limit=limit)) == limit
    assert len(found(api, "k", limit=999)) == 20
    assert len(found(api, "k", limit=-1)) == 1


@pytest.mark.parametrize("query", ["near=x", "near=48.8,2.3", "limit=many"])
def test_what_cannot_be_read_is_refused(api: TestClient, query: str) -> None:
    answer = api.get(f"/v1/places?q=tamp&{query}")
    assert_problem(answer, 422)
    assert answer.json()["errors"][0]["field"] == query.split("=")[0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_answered(api: TestClient, q: str) -> None:
    for row in found(api, q.encode("utf-8", "ignore").decode()):
        assert 0 < row["score"] <= 1


def test_places_are_kept_until_the_index_changes(api: TestClient) -> None:
    for path in ("/v1/places?q=tamp", "/v1/places/at?lat=60.17&lon=24.94"):
        answer = api.get(path)
        assert answer.headers["cache-control"].startswith("public")
        again = api.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304


def at(api: TestClient, lat: object, lon: object, **more: str) -> dict[str, Any]:
    answer = api.get("/v1/places/at", params={"lat": str(lat), "lon": str(lon), **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_point_has_its_areas_in_the_language(api: TestClient) -> None:
    here = at(api, 61.498, 23.761)
    assert here["municipality"] == {"code": "837", "name": "Tampere"}
    assert here["region"] == {"code": "06", "name": "Pirkanmaa"}
    assert here["wellbeing_county"]["code"] == "08"
    assert here["method"] == "nearest"
    assert here["warnings"] == []
    swedish = at(api, 61.498, 23.761, lang="sv")
    assert swedish["municipality"]["name"] == "Tammerfors"
    assert swedish["region"]["name"] == "Birkaland"
    assert at(api, 61.498, 23.761, lang="en")["wellbeing_county"]["name"].startswith("Pirkanmaa ")


@pytest.mark.parametrize(
    ("lat", "lon", "told"),
    [
        ("24.94", "60.17", "swapped"),
        ("60,17", "24,94", "comma"),
        ("6672000", "385500", "ETRS-TM35FIN"),
        ("385500", "6672000", "ETRS-TM35FIN"),
    ],
)
def test_coordinates_are_put_right_with_a_warning(
    api: TestClient, lat: str, lon: str, told: str
) -> None:
    here = at(api, lat, lon)
    assert here["municipality"]["code"] == "091"
    assert (here["lat"], here["lon"]) == pytest.approx((60.17, 24.94), abs=0.01)
    (warning,) = here["warnings"]
    assert told in warning["message"]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("59.33", "18.06"),
        ("59.44", "24.75"),
        ("48.85", "2.35"),
        ("0", "0"),
        ("-60.17", "24.94"),
        ("90", "180"),
    ],
)
def test_a_point_outside_finland_is_not_found(api: TestClient, lat: str, lon: str) -> None:
    assert_problem(api.get("/v1/places/at", params={"lat": lat, "lon": lon}), 404)


@pytest.mark.parametrize(
    ("lat", "lon", "fields"),
    [
        ("x", "24.94", ["lat"]),
        ("60.17", "", ["lon"]),
        ("nan", "inf", ["lat", "lon"]),
        ("1e999", "24.94", ["lat"]),
        ("95", "24.94", ["lat"]),
        ("60.17", "181", ["lon"]),
        ("60.17;24.94", "'", ["lat", "lon"]),
        ("\x00", "\u0663", ["lat"]),
    ],
)
def test_a_bad_number_is_refused(api: TestClient, lat: str, lon: str, fields: list[str]) -> None:
    answer = api.get("/v1/places/at", params={"lat": lat, "lon": lon})
    assert_problem(answer, 422)
    assert [error["field"] for error in answer.json()["errors"]] == fields


def test_a_point_needs_both_numbers(api: TestClient) -> None:
    answer = api.get("/v1/places/at")
    assert_problem(answer, 422)
    assert [error["field"] for error in answer.json()["errors"]] == ["lat", "lon"]


def assert_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "errors", "request_id"}


def test_a_boundary_tells_more_surely_than_the_nearest_centre(bounded: TestClient) -> None:
    centre = municipalities()["905"].centre
    here = at(bounded, centre.lat, centre.lon)
    assert here["municipality"]["code"] == "905"
    assert here["method"] == "boundary"
