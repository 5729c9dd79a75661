"""Search-as-you-type: what is suggested for what has been typed, and that choosing it finds it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.engine_record import EngineAddress
from indexers.staging import LISTINGS
from search_service import engine as engine_module
from search_service.suggest import marked_beginnings
from tests.conftest import app_on

KINDS = {"need", "theme", "concept", "place", "organisation", "listing"}
LANGUAGES = ("fi", "sv", "en", "ru")


def suggested(api: TestClient, q: str, **more: Any) -> list[dict[str, Any]]:
    """The items of all groups, in the order they are shown."""
    answer = api.get("/v1/suggest", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return [item for group in answer.json()["groups"] for item in group["items"]]


def chosen(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, str]]:
    """What choosing each does."""
    return [item["url_params"] for item in items]


def texts(items: Sequence[Mapping[str, Any]]) -> list[str]:
    return [item["text"] for item in items]


@pytest.fixture
def asked(api: TestClient) -> Iterator[list[int]]:
    """The number of queries of each call to the engine about listings; it answers as ever."""
    calls: list[int] = []
    real = engine_module.Engine.multi_search

    async def noted(self: engine_module.Engine, queries: Sequence[Mapping[str, Any]]) -> Any:
        if any(query["indexUid"] == LISTINGS for query in queries):
            calls.append(len(queries))
        return await real(self, queries)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_module.Engine, "multi_search", noted)
        yield calls


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
        for part in [word for word in name.split() if len(word) > 2]:
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


@pytest.mark.parametrize("q", ["", "   ", "!", '"', "-", "🏊", "\x00", "…"])
def test_nothing_is_suggested_for_no_words(api: TestClient, asked: list[int], q: str) -> None:
    assert suggested(api, q) == []
    assert asked == []


def test_one_letter_is_answered_without_the_engine(api: TestClient, asked: list[int]) -> None:
    for letter in ("u", "j", "å", "ä"):
        for item in suggested(api, letter):
            assert item["kind"] in ("need", "concept", "place")
    assert suggested(api, "u")
    assert asked == []


def test_the_engine_is_asked_once_at_most(api: TestClient, asked: list[int]) -> None:
    for q in ("uimah", "uimahali", "jooga tamp", "apua velkoihin tamp", "ruoka", "xyzzy", "ka"):
        asked.clear()
        suggested(api, q)
        assert len(asked) <= 1, q
        assert sum(asked) < 16, q


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "q",
    [
        *("u", "ma", "he", "li", "yks", "ens", "uimah", "musi", "sport", "ruoka", "åld", "hjälp"),
        *("tuki", "help", "chi", "barn", "friv", "тан", "kallio", "vas", "ett", "talo", "in"),
        *("kuoro hel", "jooga lap", "apua mie", "kerho tamp", "muistisai", "vapaaeht", "retk"),
    ],
)
def test_choosing_finds_what_was_promised(api: TestClient, q: str, lang: str) -> None:
    for item in suggested(api, q, lang=lang, limit=20):
        assert item["count"] > 0
        if item["kind"] == "listing":
            assert item["url_params"] == {"listing": item["value"]}
            assert api.get(f"/v1/listings/{item['value']}").status_code == 200
        else:
            found = total(api, item["url_params"], lang)
            is_town = item["kind"] == "place" and item["detail"]
            assert found >= (1 if is_town else item["count"]), item


def total(api: TestClient, parameters: Mapping[str, str], lang: str) -> int:
    answer = api.get("/v1/search", params={**parameters, "lang": lang, "per_page": 1}).json()
    assert answer["warnings"] == []
    return int(answer["total"])


def test_counts_of_needs_themes_and_organisations_are_exact(api: TestClient) -> None:
    seen = set()
    for q in ("ruoka", "muisti", "suru", "yksin", "velka", "kuntou", "liikunta", "digi", "työ"):
        for item in suggested(api, q, limit=20):
            if item["kind"] in ("need", "theme", "organisation"):
                assert total(api, item["url_params"], "fi") == item["count"], item
                seen.add(item["kind"])
    assert seen == {"need", "theme", "organisation"}


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
    assert suggested(api, "1") == suggested(api, "00") == []
    assert {"place": "00100 Helsinki"} in chosen(suggested(api, "0010"))


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20])
def test_a_list_has_no_more_than_asked_and_nothing_twice(api: TestClient, limit: int) -> None:
    for q in ("ka", "ruoka", "muisti", "liikunt", "lapset", "i vasa"):
        for lang in LANGUAGES:
            items = suggested(api, q, lang=lang, limit=limit)
            assert len(items) <= limit
            names = [item["text"].casefold() for item in items]
            assert len(set(names)) == len(names)


def test_groups_are_of_one_kind_and_small(api: TestClient) -> None:
    for q in ("ka", "ruoka", "muisti", "liikunt", "vas"):
        groups = api.get("/v1/suggest", params={"q": q}).json()["groups"]
        kinds = [group["kind"] for group in groups]
        assert set(kinds) <= KINDS
        assert len(set(kinds)) == len(kinds)
        for group in groups:
            assert group["label"]
            assert 1 <= len(group["items"]) <= 4
            assert {item["kind"] for item in group["items"]} == {group["kind"]}


def test_what_was_changed_is_told(api: TestClient) -> None:
    answer = api.get("/v1/suggest?q=tamp&limit=900&colour=red").json()
    assert [one["field"] for one in answer["warnings"]] == ["limit", "colour"]
    answer = api.get("/v1/suggest", params={"q": "a" * 400, "lang": "!"}).json()
    assert {one["field"] for one in answer["warnings"]} == {"q", "lang"}
    assert answer["query"] == "a" * 300


@pytest.mark.parametrize("query", ["near=x", "near=1", "near=48.8,2.3", "limit=many", "limit="])
def test_what_cannot_be_read_is_refused(api: TestClient, query: str) -> None:
    answer = api.get(f"/v1/suggest?q=tamp&{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == query.split("=")[0]


HOSTILE = [
    '" OR kind EXISTS OR kind = "',
    '"] OR first = true OR kind IN ["hobby',
    "<script>alert(1)</script>",
    "<mark>jooga",
    "tamp<img src=x onerror=alert(1)>",
    "{q} %s {0.__class__}",
    "jooga\x00hobby",
    "\u202eagooj",
    "a\u0301\u0323" * 20,
    "\U0010ffff",
    "zevery zcyoga",
    "zn",
    "ää" * 2000,
    "a " * 150,
    "jooga " * 60,
    "１２３",
    "0" * 300,
    "-" * 300,
]


@pytest.mark.parametrize("q", HOSTILE)
def test_a_hostile_string_is_answered(api: TestClient, asked: list[int], q: str) -> None:
    for lang in LANGUAGES:
        asked.clear()
        for item in suggested(api, q, lang=lang):
            assert_no_markup(item["marked"])
        assert len(asked) <= 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_any_text_is_answered(api: TestClient, q: str, lang: str) -> None:
    for item in suggested(api, q.encode("utf-8", "ignore").decode(), lang=lang):
        assert item["count"] > 0
        assert_no_markup(item["marked"])


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_marked_text_is_the_text_with_nothing_but_marks(text: str, beginnings: list[str]) -> None:
    marked = marked_beginnings(text, beginnings)
    assert_no_markup(marked)
    bare = marked.replace("<mark>", "").replace("</mark>", "")
    assert bare == marked_beginnings(text, [])


def assert_no_markup(marked: str) -> None:
    rest = marked.replace("<mark>", "").replace("</mark>", "")
    assert not set('<>"') & set(rest)
    assert marked.count("<mark>") == marked.count("</mark>")


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


def test_suggestions_are_kept_until_the_index_changes(api: TestClient) -> None:
    answer = api.get("/v1/suggest?q=tamp")
    assert answer.headers["cache-control"].startswith("public")
    again = api.get("/v1/suggest?q=tamp", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert api.get("/v1/suggest?q=tam").headers["etag"] != answer.headers["etag"]


def test_without_an_index_nothing_is_suggested(fresh_engine: EngineAddress) -> None:
    with TestClient(app_on(fresh_engine)) as empty:
        for q in ("", "t", "tampere", "jooga tamp"):
            assert suggested(empty, q) == []
