"""/v1/listings/{id}: the whole listing, its language told, and what comes when it is not there."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_service.demo import DEMO
from search_service.whole_listing import Whole, needs_told
from synonyms.concepts import Concepts
from tests.conftest import NOW
from tests.indexers.samples import listing
from tests.search_service.matching_rules import is_current, listings_of

FINNISH_AND_ENGLISH = "lahella:7200010007"


def get(api: TestClient, listing_id: str, lang: str = "fi") -> dict[str, Any]:
    answer = api.get(f"/v1/listings/{listing_id}", params={"lang": lang})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_listing_comes_whole(api: TestClient) -> None:
    found = get(api, FINNISH_AND_ENGLISH)
    assert found["id"] == FINNISH_AND_ENGLISH
    assert found["kind"] == "hobby"
    assert found["text"] == found["texts"]["fi"]
    assert "tenoreita" in found["text"]["title"]
    assert found["text"]["description"]
    assert found["locations"][0]["municipality"] == "091"
    assert found["organisation"]["name"]["fi"] == "Kallion Kaikuset ry"
    assert found["contacts"]


def test_a_listing_comes_in_the_asked_language(api: TestClient) -> None:
    found = get(api, FINNISH_AND_ENGLISH, "en")
    assert (found["lang"], found["text_lang"]) == ("en", "en")
    assert "choir" in found["text"]["title"]


@pytest.mark.parametrize("lang", ["sv", "uk", "se", "zz"])
def test_a_language_that_is_missing_is_replaced_and_told(api: TestClient, lang: str) -> None:
    found = get(api, FINNISH_AND_ENGLISH, lang)
    assert (found["lang"], found["text_lang"]) == (lang, "fi")
    assert found["text"] == found["texts"]["fi"]


def test_a_language_tag_with_a_region_is_read_as_in_a_search(api: TestClient) -> None:
    assert get(api, FINNISH_AND_ENGLISH, "en-GB")["text_lang"] == "en"


def test_every_current_listing_of_the_demo_has_its_page(api: TestClient) -> None:
    current = [one for one in listings_of(DEMO) if is_current(one, NOW)]
    for one in current[::7]:
        found = get(api, one.id)
        assert found["texts"].keys() == one.texts.keys()
        assert len(found["locations"]) == len(one.locations)


def test_the_next_session_is_the_one_of_the_search(api: TestClient) -> None:
    for hit in api.get("/v1/search?per_page=30").json()["hits"]:
        assert get(api, hit["id"])["next_session"] == hit["next_session"], hit["id"]


@pytest.mark.parametrize(
    "listing_id", ["lahella:0", "lahella:", "7200010007", "ptv:7200010007", "lahella:7200010007__0"]
)
def test_an_unknown_listing_is_not_found(api: TestClient, listing_id: str) -> None:
    answer = api.get(f"/v1/listings/{listing_id}")
    assert answer.status_code == 404
    assert listing_id in answer.json()["detail"]


def test_a_listing_whose_time_was_over_before_the_build_is_gone(api: TestClient) -> None:
    """The demo has four of them; an old link to one must not look like a mistake."""
    over = [one.id for one in listings_of(DEMO) if not is_current(one, NOW)]
    assert len(over) == 4
    assert {api.get(f"/v1/listings/{one}").status_code for one in over} == {410}


def test_an_id_that_is_too_long_is_refused_or_not_found(api: TestClient) -> None:
    assert api.get(f"/v1/listings/lahella:{'1' * 5000}").status_code in (404, 422)


def test_a_need_names_the_concept_that_tells_it_or_the_source() -> None:
    found = listing(needs=["grief", "debt", "flying"])
    needs = needs_told(Whole(found, {"debt": "debt_counselling"}), Concepts.load(), "en")
    assert [(need["code"], need["reason"]) for need in needs] == [
        ("debt", "debt counselling"),
        ("grief", "Lähellä.fi"),
    ]
