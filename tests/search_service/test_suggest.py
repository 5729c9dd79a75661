"""Search-as-you-type: what is suggested for what has been typed."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_service.suggesting.suggest import marked_beginnings
from synonyms.stopwords import is_function
from tests.search_service.suggesting import chosen, suggested, texts, total


@pytest.mark.parametrize("q", ["uimah", "uimahal", "UIMAH", "uimahali", "uimahlal"])
def test_a_word_is_completed_and_put_right(api: TestClient, q: str) -> None:
    items = suggested(api, q)
    assert {"q": "uimahalli"} in chosen(items)
    assert items[0]["text"] == "uimahalli"


@pytest.mark.parametrize(
    ("q", "lang"),
    [
        ("yksinäi", "fi"),
        ("yksinai", "fi"),
        ("yksinäisyyteen", "fi"),
        ("olen yksinäinen", "fi"),
        ("ensam", "sv"),
        ("ensam", "fi"),
        ("lonel", "en"),
        ("одино", "ru"),
    ],
)
def test_a_need_is_found_by_any_word_for_it(api: TestClient, q: str, lang: str) -> None:
    first = suggested(api, q, lang=lang)[0]
    assert first["kind"] == "need"
    assert first["url_params"] == {"need": "loneliness"}


def test_a_need_is_found_by_a_word_for_what_it_is_about(api: TestClient) -> None:
    assert {"need": "debt"} in chosen(suggested(api, "velkaneuvon"))
    assert {"need": "debt"} in chosen(suggested(api, "apua velkoihin"))


@pytest.mark.parametrize(
    ("q", "lang", "name"),
    [
        ("tamp", "fi", "Tampere"),
        ("jyväsk", "fi", "Jyväskylä"),
        ("jyvaskyla", "fi", "Jyväskylä"),
        ("Tampereella", "fi", "Tampere"),
        ("tampree", "fi", "Tampere"),
        ("vas", "sv", "Vasa"),
        ("i Vas", "sv", "Vasa"),
        ("in tampe", "en", "Tampere"),
        ("esb", "fi", "Espoo"),
        ("uusim", "fi", "Uusimaa"),
        ("nyla", "sv", "Nyland"),
    ],
)
def test_a_place_comes_first_under_the_name_of_the_language(
    api: TestClient, q: str, lang: str, name: str
) -> None:
    first = suggested(api, q, lang=lang)[0]
    assert (first["kind"], first["text"]) == ("place", name)
    assert first["url_params"] == {"place": name}


@pytest.mark.parametrize(
    "q", ["kallio", "hervan", "00100", "uusim", "vaasa", "pirkanm", "h", "ka", "leppäv", "kesk"]
)
def test_a_chosen_place_is_where_the_search_looks(api: TestClient, q: str) -> None:
    for item in suggested(api, q, limit=20):
        if item["kind"] == "place":
            found = api.get("/v1/search", params=item["url_params"]).json()["place"]
            assert found["code"] == item["value"], item


def test_a_place_after_other_words_keeps_them(api: TestClient) -> None:
    for q in ("jooga tamp", "jooga Tampereella", "jooga tampree"):
        (item,) = [one for one in suggested(api, q) if one["kind"] == "place"]
        assert item["text"] == "jooga Tampere"
        assert item["url_params"] == {"q": "jooga", "place": "Tampere"}


def test_a_word_after_other_words_is_only_completed_to_what_is_found(api: TestClient) -> None:
    for q in ("kuoro vai", "kerho sen", "jooga vau", "tanssi ikä"):
        for item in suggested(api, q):
            if item["kind"] == "concept":
                assert item["text"].startswith(q.split()[0])
                assert total(api, item["url_params"], "fi") >= item["count"] > 0


def test_organisations_are_found_by_any_word_of_their_name(api: TestClient) -> None:
    names = {
        hit["organisation"]["name"]: hit["organisation"]["id"]
        for hit in api.get("/v1/search?per_page=40&sort=name").json()["hits"]
        if hit["organisation"]
    }
    for name, value in names.items():
        assert {"organisation": value} in chosen(suggested(api, name)), name
        for part in [word for word in name.split() if not is_function(word.lower(), "fi")]:
            found = suggested(api, part, limit=20)
            matching = [one for one in found if one["kind"] == "organisation"]
            assert len(matching) >= 4 or value in [one["value"] for one in matching], (name, part)


def test_listings_are_found_by_their_titles(api: TestClient) -> None:
    for hit in api.get("/v1/search?per_page=30&sort=newest").json()["hits"]:
        if hit["lang"] == "fi":
            items = suggested(api, hit["title"])
            assert hit["title"] in texts(items), hit["title"]
            (item,) = [one for one in items if one["text"] == hit["title"]]
            assert api.get(f"/v1/listings/{item['value']}").json()["text"]["title"] == hit["title"]


def test_listings_near_come_first(api: TestClient) -> None:
    def first(near: str) -> str:
        titles = [one for one in suggested(api, "uimah", near=near) if one["kind"] == "listing"]
        (place, *_) = api.get(f"/v1/listings/{titles[0]['value']}").json()["locations"]
        return str(place["municipality"])

    assert first("63.09,21.62") == "905"
    assert first("60.22,24.81") == "049"


def test_labels_come_in_the_language_and_else_in_finnish(api: TestClient) -> None:
    def group(lang: str) -> dict[str, Any]:
        answer = api.get("/v1/suggest", params={"q": "yoga", "lang": lang}).json()
        return dict(next(one for one in answer["groups"] if one["kind"] == "concept"))

    assert group("fi")["label"] == "Hakusanat"
    assert group("fi")["items"][0]["text"] == "jooga"
    assert group("ru")["label"] == "Hakusanat"
    assert group("ru")["items"][0]["text"] == "йога"
    sv = api.get("/v1/suggest?q=ensam&lang=sv-FI").json()["groups"][0]
    assert (sv["label"], sv["items"][0]["text"]) == ("Behov", "Ensamhet")


@pytest.mark.parametrize("q", ["uimahalli", "jooga", "Jooga", "Tampere", "tampere ", "musiikki"])
def test_what_is_typed_already_is_not_suggested(api: TestClient, q: str) -> None:
    for item in suggested(api, q, limit=20):
        if item["kind"] in ("concept", "place"):
            assert item["text"].lower() != q.strip().lower()


def test_another_word_for_what_is_typed_is_no_suggestion(api: TestClient) -> None:
    assert "joogata" not in texts(suggested(api, "jooga", limit=20))


def test_a_village_whose_name_is_a_word_is_suggested_though_typed(api: TestClient) -> None:
    assert {"place": "Kallio"} in chosen(suggested(api, "kallio"))


def test_a_known_word_that_no_listing_has_is_no_typo(api: TestClient) -> None:
    assert suggested(api, "suodatin") == []


def test_a_few_digits_are_no_post_code_yet(api: TestClient) -> None:
    for q in ("1", "00", "33"):
        assert "place" not in [item["kind"] for item in suggested(api, q)]
    assert {"place": "00100 Helsinki"} in chosen(suggested(api, "0010"))


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Jooga & tanssi", "joo", "<mark>Joo</mark>ga &amp; tanssi"),
        ("Äitien kerho", "aiti", "<mark>Äiti</mark>en kerho"),
        ("Vauvajooga", "jooga", "Vauva<mark>jooga</mark>"),
        ("Tampere", "tampereella", "<mark>Tampere</mark>"),
        ("Turku", "tampere", "Turku"),
    ],
)
def test_what_was_typed_is_marked(text: str, typed: str, marked: str) -> None:
    assert marked_beginnings(text, {typed}) == marked
