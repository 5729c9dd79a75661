"""Strings that want to be something else: none breaks the service, none finds more than allowed."""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.criteria import CODED
from search_service.parameter_table import NAMES

HOSTILE = [
    '"',
    "\\",
    '\\\\"',
    '" OR kind EXISTS OR kind = "',
    "x] OR first = true OR kind IN [hobby",
    '"] OR first = true OR kind IN ["hobby',
    "hobby' OR '1'='1",
    "'; DROP TABLE listings; --",
    "kind EXISTS",
    "_geoRadius(60.17, 24.94, 100000)",
    "<script>alert(1)</script>",
    "{{7*7}} ${7*7} %s %n",
    "../../../../etc/passwd",
    "🏊‍♀️🎉🇫🇮",
    "\u202eagooj\u202c שלום",
    "a\u0301\u0323" * 20,
    "\x00",
    "jooga\x00hobby",
    "\r\nSet-Cookie: a=b",
    "a" * 300,
    "a" * 5000,
    "-jooga* ! ?",
    '"jooga',
    "/",
    "ja tai on se",
    "och i på",
    "zevery zcyoga",
    "１２３",
    "-1e309",
    "undefined",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_string_in_any_parameter_is_answered_or_refused(
    calm: TestClient, text: str
) -> None:
    for name in sorted(NAMES | {text[:40]}):
        answer = calm.get("/v1/search", params={name: text, "per_page": 1})
        assert_answered_or_refused(answer, name)
    for name in ("q", "theme", "place", "polygon"):
        assert_answered_or_refused(calm.post("/v1/search", json={name: text}), name)


def assert_answered_or_refused(answer: Any, name: str) -> None:
    assert answer.status_code in (200, 422), (name, answer.text[:300])
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["field"] == name


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_code_finds_nothing(calm: TestClient, text: str) -> None:
    for name in CODED:
        answer = calm.get("/v1/search", params={name: text, "per_page": 1})
        assert answer.status_code == 422 or answer.json()["total"] == 0, name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_do_not_lift_the_filters(calm: TestClient, text: str) -> None:
    asked = {"q": text, "municipality": "091", "kind": "hobby", "per_page": "100"}
    found = {hit["id"] for hit in calm.get("/v1/search", params=asked).json()["hits"]}
    allowed = calm.get("/v1/search?municipality=091&kind=hobby&per_page=100").json()
    assert found <= {hit["id"] for hit in allowed["hits"]}


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "/"])
def test_a_hostile_string_in_a_path_is_not_found(calm: TestClient, text: str) -> None:
    for path in ("/v1/listings/", "/v1/municipalities/", "/v1/taxonomy/"):
        answer = calm.get(path + quote(text, safe=""))
        assert answer.status_code in (404, 422), (path, answer.text[:200])
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["open_at", "date_from", "date_to"])
@pytest.mark.parametrize(
    "moment", ["0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_the_ends_of_the_calendar_are_answered_or_refused(
    calm: TestClient, text: str, moment: str
) -> None:
    assert calm.get("/v1/search", params={text: moment}).status_code in (200, 422)


@pytest.mark.parametrize(
    "box", ["0.00001,0.00001,32,71", "-180,-90,180,90", "24.9,60.1,24.9000001,60.1000001"]
)
def test_tiny_and_huge_boxes_are_answered(calm: TestClient, box: str) -> None:
    answer = calm.get("/v1/search", params={"bbox": box})
    assert answer.status_code == 200, answer.text


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=320))
def test_any_text_can_be_searched(calm: TestClient, text: str) -> None:
    answer = calm.post("/v1/search", json={"q": text, "per_page": 1})
    assert answer.status_code == 200, answer.text
    assert answer.json()["total"] <= answer.json()["index"]["listings"]


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["60.2,24.9", "2026-12-01", "17:00", "hobby", "1", "sv"])
)
json_values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*sorted(NAMES), "polygon"]), json_values, max_size=6))
def test_any_json_is_answered_or_refused(calm: TestClient, body: dict[str, Any]) -> None:
    answer = calm.post("/v1/search", json=body)
    assert answer.status_code in (200, 422), answer.text[:300]
    if answer.status_code == 422:
        assert {error["field"] for error in answer.json()["errors"]} <= {*body, "body"}


@pytest.mark.parametrize(
    "text", ["<script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "<mark>"]
)
def test_marked_texts_hold_no_markup_but_marks(calm: TestClient, text: str) -> None:
    answer = calm.get("/v1/search", params={"q": f"jooga {text}", "per_page": 50}).json()
    for hit in answer["hits"]:
        for marked in (hit["title_marked"], hit["summary_marked"]):
            assert "<" not in marked.replace("<mark>", "").replace("</mark>", "")
