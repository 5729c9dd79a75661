"""Reading the parameters: what is wrong is named, what is too much is cut, and both are told."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

WRONG = [
    ("near", "Kallio"),
    ("near", "60.17"),
    ("near", "60.17,"),
    ("near", "48.85,2.35"),
    ("near", "0,0"),
    ("near", "nan,nan"),
    ("near", "60.17,24.94,5"),
    ("radius_m", "far"),
    ("radius_m", "5.5"),
    ("serves", "999"),
    ("serves", "Atlantis"),
    ("kind", "hobbies"),
    ("kind", "hobby,sport"),
    ("kind", "HOBBY"),
    ("price", "cheap"),
    ("channel", "radio"),
    ("age", "old"),
    ("age", "-1"),
    ("age", "121"),
    ("age", "7,x"),
    ("age", "7.5"),
    ("weekday", "0"),
    ("weekday", "8"),
    ("weekday", "monday"),
    ("time_from", "25:00"),
    ("time_from", "17"),
    ("time_to", "17:60"),
    ("time_to", "5pm"),
    ("date_from", "2026-13-01"),
    ("date_from", "1.12.2026"),
    ("date_to", "2026-02-30"),
    ("date_to", "tomorrow"),
    ("open_at", "now"),
    ("open_at", "2026-12-01T25:00"),
    ("bbox", "24,60,25"),
    ("bbox", "24,60,25,61,62"),
    ("bbox", "a,b,c,d"),
    ("bbox", "25,60,24,61"),
    ("bbox", "24,61,25,60"),
    ("bbox", "nan,60,25,61"),
    ("bbox", "24,60,inf,61"),
    ("bbox", "24,60,25,91"),
    ("sort", "random"),
    ("page", "two"),
    ("page", "1.5"),
    ("per_page", "all"),
    ("interpret", "maybe"),
    ("theme", ",".join(f"t{n}" for n in range(100))),
]


def ask(api: TestClient, query: str) -> dict[str, Any]:
    answer = api.get(f"/v1/search?{query}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def warned(answer: dict[str, Any]) -> list[str]:
    assert all(one["message"] for one in answer["warnings"])
    return [one["field"] for one in answer["warnings"]]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_a_value_that_cannot_be_read_names_its_field(
    api: TestClient, field: str, value: str
) -> None:
    answer = api.get("/v1/search", params={field: value})
    assert answer.status_code == 422
    problem = answer.json()
    assert [error["field"] for error in problem["errors"]] == [field]
    assert "expected" in problem["errors"][0]["message"]
    assert field in problem["detail"]


def test_every_wrong_field_is_named_at_once(api: TestClient) -> None:
    answer = api.get("/v1/search?near=x&weekday=9&kind=none&page=a&q=jooga")
    assert answer.status_code == 422
    named = {error["field"] for error in answer.json()["errors"]}
    assert named == {"near", "weekday", "kind", "page"}


@pytest.mark.parametrize(
    ("query", "field", "key", "used"),
    [
        ("near=60.2,24.9&radius_m=5", "radius_m", "radius_m", 100),
        ("near=60.2,24.9&radius_m=-1", "radius_m", "radius_m", 100),
        ("near=60.2,24.9&radius_m=900000", "radius_m", "radius_m", 200_000),
        ("per_page=0", "per_page", "per_page", 1),
        ("per_page=5000", "per_page", "per_page", 100),
        ("page=0", "page", "page", 1),
        ("page=-3", "page", "page", 1),
    ],
)
def test_a_number_out_of_range_is_moved_into_it_and_told(
    api: TestClient, query: str, field: str, key: str, used: int
) -> None:
    answer = ask(api, query)
    assert answer[key] == used
    assert warned(answer) == [field]


def test_a_page_past_every_end_is_moved_and_told(api: TestClient) -> None:
    answer = ask(api, "page=999999999")
    assert answer["hits"] == []
    assert warned(answer) == ["page"]


def test_a_long_query_is_cut_and_told(api: TestClient) -> None:
    answer = ask(api, "q=" + "a" * 301)
    assert answer["query"]["text"] == "a" * 300
    assert warned(answer) == ["q"]
    assert warned(ask(api, "q=" + "a" * 300)) == []


def test_swapped_coordinates_are_put_right_and_told(api: TestClient) -> None:
    swapped, right = ask(api, "near=24.94,60.17"), ask(api, "near=60.17,24.94")
    assert warned(swapped) == ["near"]
    assert warned(right) == []
    assert [hit["id"] for hit in swapped["hits"]] == [hit["id"] for hit in right["hits"]]
    assert swapped["radius_m"] == right["radius_m"]


def test_an_unknown_parameter_is_left_out_and_told(api: TestClient) -> None:
    answer = ask(api, "colour=blue&kind=hobby")
    assert warned(answer) == ["colour"]
    assert answer["total"] == ask(api, "kind=hobby")["total"]


def test_a_polygon_in_an_address_is_told_to_have_no_effect(api: TestClient) -> None:
    assert warned(ask(api, "polygon=x")) == ["polygon"]


def test_an_unknown_facet_is_left_out_and_told(api: TestClient) -> None:
    answer = ask(api, "facets=kind,colour")
    assert list(answer["facets"]) == ["kind"]
    assert warned(answer) == ["facets"]


def test_a_language_that_is_none_is_told_and_finnish_used(api: TestClient) -> None:
    answer = ask(api, "lang=klingon&facets=kind")
    assert warned(answer) == ["lang"]
    assert answer["query"]["lang"] == "fi"


@pytest.mark.parametrize("lang", ["sv", "sv-FI", "SV", "sv-fi"])
def test_a_language_tag_may_name_a_region_and_be_in_any_case(api: TestClient, lang: str) -> None:
    answer = ask(api, f"lang={lang}&facets=kind")
    assert answer["query"]["lang"] == "sv"
    assert "Hobbyer och fritid" in [one["label"] for one in answer["facets"]["kind"]]


def test_a_language_without_labels_gets_finnish_ones_without_a_warning(api: TestClient) -> None:
    answer = ask(api, "lang=de&facets=kind")
    assert warned(answer) == []
    assert answer["query"]["lang"] == "de"
    assert "Harrastukset ja vapaa-aika" in [one["label"] for one in answer["facets"]["kind"]]


@pytest.mark.parametrize("name", ["q", "near", "sort", "page", "lang"])
def test_a_single_parameter_given_twice_is_told(api: TestClient, name: str) -> None:
    value = {"q": "jooga", "near": "60.2,24.9", "sort": "name", "page": "1", "lang": "fi"}[name]
    assert warned(ask(api, f"{name}={value}&{name}={value}")) == [name]


@pytest.mark.parametrize(
    "name", ["q", "near", "theme", "kind", "age", "weekday", "bbox", "page", "sort", "facets"]
)
def test_an_empty_parameter_is_as_good_as_none(api: TestClient, name: str) -> None:
    """Forms without JavaScript send every field, also the empty ones."""
    answer = ask(api, f"{name}=&{name}=%20")
    assert answer["total"] == ask(api, "")["total"]


@pytest.mark.parametrize(("name", "code"), [("049", "049"), ("Espoo", "049"), ("Esbo", "049")])
def test_a_municipality_may_be_named_in_either_language(
    api: TestClient, name: str, code: str
) -> None:
    by_name = ask(api, f"municipality={name}")
    assert by_name["total"] == ask(api, f"municipality={code}")["total"] > 0
    assert warned(by_name) == ([] if name == code else ["municipality"])


def test_a_place_that_is_no_municipality_finds_nothing_and_is_told(api: TestClient) -> None:
    answer = ask(api, "municipality=999")
    assert answer["total"] == 0
    assert warned(answer) == ["municipality"]


def test_a_place_that_nobody_knows_is_told(api: TestClient) -> None:
    assert warned(ask(api, "place=Qwertyla")) == ["place"]


def test_spaces_round_values_do_not_matter(api: TestClient) -> None:
    spaced = ask(api, "kind=%20hobby%20,%20support&near=60.17,%2024.94&page=%202")
    plain = ask(api, "kind=hobby,support&near=60.17,24.94&page=2")
    assert spaced["total"] == plain["total"]
    assert spaced["page"] == 2


def test_distance_as_an_order_without_a_point_is_told(api: TestClient) -> None:
    assert warned(ask(api, "sort=distance")) == ["sort"]


def test_a_radius_without_a_point_is_told(api: TestClient) -> None:
    assert warned(ask(api, "radius_m=5000")) == ["radius_m"]


def test_a_date_span_that_ends_before_it_begins_is_refused_or_told(api: TestClient) -> None:
    """An answer of nothing at all would explain nothing."""
    answer = api.get("/v1/search?date_from=2026-12-31&date_to=2026-12-01")
    if answer.status_code == 422:
        named = {error["field"] for error in answer.json()["errors"]}
    else:
        named = set(warned(answer.json()))
    assert named & {"date_from", "date_to"}


def test_an_evening_that_goes_past_midnight_is_read_so_or_told(api: TestClient) -> None:
    answer = api.get("/v1/search?time_from=20:00&time_to=02:00")
    if answer.status_code == 200 and not answer.json()["warnings"]:
        evening = ask(api, "time_from=20:00&time_to=23:59")
        assert answer.json()["total"] >= evening["total"]
