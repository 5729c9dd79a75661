"""/v1/listings/{id}/similar: like a search answer, of what shares themes, needs or concepts."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.search_service.small_corpus import activity, api_of, channel, named

CHOIR = "lahella:7200010007"
TAMPERE, HELSINKI = (61.498, 23.761), (60.17, 24.94)


def similar(api: TestClient, listing_id: str, **asked: Any) -> dict[str, Any]:
    answer = api.get(f"/v1/listings/{listing_id}/similar", params=asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_answer_has_the_shape_of_a_search(api: TestClient) -> None:
    answer = similar(api, CHOIR)
    search = api.get("/v1/search").json()
    assert answer.keys() == search.keys()
    assert answer["hits"][0].keys() == search["hits"][0].keys()


def test_a_choir_is_like_other_choirs_and_says_why(api: TestClient) -> None:
    hits = similar(api, CHOIR)["hits"]
    assert hits[0]["kind"] == "hobby"
    assert any("kuoro" in reason or "laula" in reason for reason in hits[0]["why"])
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_no_listing_is_like_itself_and_none_comes_twice(api: TestClient) -> None:
    for hit in api.get("/v1/search?sort=name&per_page=100").json()["hits"][::5]:
        answer = similar(api, hit["id"], per_page=100)
        ids = [one["id"] for one in answer["hits"]]
        assert hit["id"] not in ids
        assert len(ids) == len(set(ids)) == min(answer["total"], 100)
        assert ids, "something like it is always found in a corpus of hundreds"


def test_the_same_thing_nearby_comes_before_the_same_thing_far_away(tmp_path: Path) -> None:
    def club(key: str, title: str, where: tuple[float, float]) -> dict[str, Any]:
        return activity(key, translations=named(title), channels=[channel(*where)], theme=[])

    corpus = [
        club("1", "Shakkikerho", HELSINKI),
        club("2", "Shakki-ilta", (60.2, 24.9)),
        club("3", "Shakin alkeet", TAMPERE),
        club("4", "Jooga", (60.17, 24.95)),
    ]
    with api_of(tmp_path, corpus) as api:
        answer = similar(api, "lahella:1")
        ids = [hit["id"] for hit in answer["hits"]]
        assert ids[:2] == ["lahella:2", "lahella:3"]
        assert "lahella:4" not in ids


def test_when_too_few_are_near_the_whole_country_is_searched_and_told(tmp_path: Path) -> None:
    corpus = [
        activity("1", translations=named("Shakkikerho"), channels=[channel(*HELSINKI)]),
        activity("2", translations=named("Shakki-ilta"), channels=[channel(69.9, 27.0)]),
    ]
    with api_of(tmp_path, corpus) as api:
        answer = similar(api, "lahella:1")
        assert [hit["id"] for hit in answer["hits"]] == ["lahella:2"]
        assert [step["step"] for step in answer["rescue"]] == ["radius"]


def test_a_listing_without_known_words_is_like_those_of_its_theme(tmp_path: Path) -> None:
    def odd(key: str, theme: str) -> dict[str, Any]:
        return activity(key, translations=named(f"Xyzzy{key}"), theme=[theme], format=[], group={})

    corpus = [odd("1", "zz_outo"), odd("2", "zz_outo"), odd("3", "zz_muu")]
    with api_of(tmp_path, corpus) as api:
        assert [hit["id"] for hit in similar(api, "lahella:1")["hits"]] == ["lahella:2"]


def test_words_and_length_are_as_asked(api: TestClient) -> None:
    answer = similar(api, CHOIR, lang="sv", per_page=3)
    assert len(answer["hits"]) == answer["per_page"] == 3
    assert answer["query"]["lang"] == "sv"
    assert similar(api, CHOIR, per_page=0)["warnings"][0]["field"] == "per_page"


@pytest.mark.parametrize(("listing_id", "status"), [("lahella:0", 404), ("x" * 301, 422)])
def test_an_unknown_listing_is_like_nothing(api: TestClient, listing_id: str, status: int) -> None:
    assert api.get(f"/v1/listings/{listing_id}/similar").status_code == status
