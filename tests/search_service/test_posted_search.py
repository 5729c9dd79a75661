"""POST /v1/search: the same fields as JSON, the same answer, never cached."""

from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

SAME = [
    ({}, ""),
    ({"q": "jooga"}, "q=jooga"),
    ({"kind": "hobby"}, "kind=hobby"),
    ({"kind": ["hobby", "support"]}, "kind=hobby,support"),
    ({"kind": "hobby,support"}, "kind=hobby,support"),
    (
        {"accessibility": [["wheelchair"], ["parking", "rollator"]]},
        "accessibility=wheelchair&accessibility=parking,rollator",
    ),
    ({"audience": [["age_65"], ["female"]]}, "audience=age_65&audience=female"),
    ({"weekday": [2, 4]}, "weekday=2,4"),
    ({"weekday": [[2], [4]]}, "weekday=2&weekday=4"),
    ({"age": 70, "price": "free"}, "age=70&price=free"),
    ({"near": "60.17,24.94", "radius_m": 3000}, "near=60.17,24.94&radius_m=3000"),
    ({"near": {"lat": 60.17, "lon": 24.94}}, "near=60.17,24.94"),
    ({"bbox": [24, 60, 25.5, 61]}, "bbox=24,60,25.5,61"),
    ({"facets": ["kind", "theme"], "kind": "hobby"}, "facets=kind,theme&kind=hobby"),
    ({"sort": "name", "page": 2, "per_page": 5}, "sort=name&page=2&per_page=5"),
    ({"time_from": "17:00", "weekday": "2", "lang": "sv"}, "time_from=17:00&weekday=2&lang=sv"),
    ({"q": None, "theme": [], "kind": "hobby"}, "kind=hobby"),
    ({"colour": "blue", "per_page": 900}, "colour=blue&per_page=900"),
]


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "took_ms": 0}


@pytest.mark.parametrize(("body", "query"), SAME)
def test_a_post_gives_the_answer_of_the_get(
    api: TestClient, body: dict[str, Any], query: str
) -> None:
    posted = api.post("/v1/search", json=body)
    assert posted.status_code == 200, posted.text
    assert without_times(posted.json()) == without_times(api.get(f"/v1/search?{query}").json())


def test_a_list_is_or_and_a_list_of_lists_is_and(api: TestClient) -> None:
    def total(languages: Any) -> int:
        answer = api.post("/v1/search", json={"service_language": languages})
        return int(answer.json()["total"])

    one, other = total(["fi"]), total(["sv"])
    both = total([["fi"], ["sv"]])
    either = total(["fi", "sv"])
    assert 0 < both < min(one, other)
    assert either == one + other - both


def test_an_answer_to_a_post_is_never_kept(api: TestClient) -> None:
    answer = api.post("/v1/search", json={"q": "yksinäinen"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"jooga",
        b"q=jooga",
        b'{"q": "a"} trailing',
        b"[]",
        b"null",
        b'"q"',
        b"\xff\xfe",
        b'{"q": "\\ud800"}',
        b'{"page": NaN}',
        b'{"age": 1e999}',
        b'{"q": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_a_body_that_is_no_object_of_parameters_is_refused(api: TestClient, body: bytes) -> None:
    answer = api.post("/v1/search", content=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["body"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", {"is": "hobby"}),
        ("kind", True),
        ("kind", [["hobby"], "support"]),
        ("kind", [[["hobby"]]]),
        ("kind", ["hobby", None]),
        ("q", {"text": "jooga"}),
        ("near", {"lat": "x", "lon": "y"}),
        ("near", {"lat": 60.2}),
        ("near", True),
        ("age", "young"),
        ("age", [7, [8]]),
        ("page", 1.5),
        ("weekday", [0, 8]),
        ("polygon", "24,60"),
        ("polygon", [[24, 60]]),
        ("polygon", {"type": "Point", "coordinates": [24, 60]}),
        ("polygon", {"type": "Polygon"}),
        ("polygon", {"type": "Polygon", "coordinates": []}),
        ("polygon", {"type": "Polygon", "coordinates": [[["a", "b"]]]}),
        ("polygon", {"type": "Polygon", "coordinates": [[[24, 60], [25, 60]]]}),
    ],
)
def test_a_field_of_a_wrong_type_is_named(api: TestClient, field: str, value: Any) -> None:
    answer = api.post("/v1/search", json={field: value})
    assert answer.status_code == 422, answer.text[:200]
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_body_that_is_too_large_is_refused(api: TestClient) -> None:
    answer = api.post("/v1/search", content=orjson.dumps({"q": "a" * 2_000_000}))
    assert answer.status_code in (413, 422)
    assert answer.json()["errors"][0]["field"] == "body"


def test_a_polygon_limits_the_answer_to_its_inside(api: TestClient) -> None:
    """Two triangles of one box: together they give what the box gives."""
    west, south, east, north = 22.0, 60.0, 27.0, 62.0
    corners = [(west, south), (east, south), (east, north), (west, north)]

    def inside(first: int) -> set[str]:
        ring = [corners[(first + step) % 4] for step in (0, 1, 2, 0)]
        body = {"polygon": {"type": "Polygon", "coordinates": [ring]}, "per_page": 100}
        return {hit["id"] for hit in api.post("/v1/search", json=body).json()["hits"]}

    box = api.get(f"/v1/search?bbox={west},{south},{east},{north}&per_page=100").json()
    halves = inside(0), inside(2)
    assert all(halves)
    assert halves[0] != halves[1]
    assert halves[0] | halves[1] == {hit["id"] for hit in box["hits"]}
