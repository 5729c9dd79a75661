"""What every answer of /v1/suggest keeps: true counts, one call to the engine, no markup."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.engine.address import EngineAddress
from indexers.index.staging import LISTINGS
from search_service.engines import engine as engine_module
from search_service.suggesting.suggest import marked_beginnings
from tests.conftest import app_with
from tests.search_service.suggesting import suggested, total

KINDS = {"need", "theme", "concept", "place", "organisation", "listing"}
LANGUAGES = ("fi", "sv", "en", "ru")


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


def test_counts_of_needs_themes_and_organisations_are_exact(api: TestClient) -> None:
    seen = set()
    for q in ("ruoka", "muisti", "suru", "yksin", "velka", "kuntou", "liikunta", "digi", "työ"):
        for item in suggested(api, q, limit=20):
            if item["kind"] in ("need", "theme", "organisation"):
                assert total(api, item["url_params"], "fi") == item["count"], item
                seen.add(item["kind"])
    assert seen == {"need", "theme", "organisation"}


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


def test_suggestions_are_kept_until_the_index_changes(api: TestClient) -> None:
    answer = api.get("/v1/suggest?q=tamp")
    assert answer.headers["cache-control"].startswith("public")
    again = api.get("/v1/suggest?q=tamp", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert api.get("/v1/suggest?q=tam").headers["etag"] != answer.headers["etag"]


def test_without_an_index_nothing_is_suggested(fresh_engine: EngineAddress) -> None:
    with TestClient(app_with(fresh_engine)) as empty:
        for q in ("", "t", "tampere", "jooga tamp"):
            assert suggested(empty, q) == []
