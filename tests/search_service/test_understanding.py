"""What typed words are read as, asked through the API on the demo listings."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_service.understanding.place_reading import place_in
from synonyms.concepts import Concepts
from synonyms.words import analyze


def ask(api: TestClient, q: str, **more: str) -> dict[str, Any]:
    answer = api.get("/v1/search", params={"q": q, "per_page": "50", **more})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def readings(answer: dict[str, Any]) -> dict[str, str]:
    return {one["kind"]: one["value"] for one in answer["query"]["interpretations"]}


def test_maksuton_never_ranks_paid_listings_above_free_ones(api: TestClient) -> None:
    for q in ("maksuton", "maksuton liikunta", "ilmainen jooga"):
        prices = [hit["price"] for hit in ask(api, q)["hits"]]
        assert "free" in prices
        alone = q == "maksuton"
        assert not alone or set(prices) == {"free"}


def test_among_listings_alike_the_free_one_comes_first(api: TestClient) -> None:
    hits = ask(api, "ilmainen jooga")["hits"]
    first_paid = next(i for i, hit in enumerate(hits) if hit["price"] == "paid")
    assert all("ooga" not in hit["title"] for hit in hits[first_paid:] if hit["price"] == "free")


def test_koditon_is_not_koti(api: TestClient) -> None:
    without_home = {hit["id"] for hit in ask(api, "koditon")["hits"]}
    titles = [hit["title"].lower() for hit in ask(api, "koditon")["hits"]]
    assert not any("kotisohva" in title or "sijaiskoti" in title for title in titles)
    assert without_home != {hit["id"] for hit in ask(api, "koti")["hits"]}


def test_every_form_of_a_word_finds_the_same_first_listing(api: TestClient) -> None:
    forms = ("uimahallissa", "uimahalli", "uimahal", "uimahali", "UIMAHALLIIN", "uimahallit")
    assert len({ask(api, form)["hits"][0]["id"] for form in forms}) == 1


def test_a_misspelt_word_is_told(api: TestClient) -> None:
    assert ask(api, "uimahali")["query"]["suggestion"] == "uimahalli"
    assert ask(api, "uimahalli")["query"]["suggestion"] is None


@pytest.mark.parametrize(
    ("q", "lang", "kind", "value"),
    [
        ("kuoro Tampereella", "fi", "place", "837"),
        ("simskola i Vasa", "sv", "place", "905"),
        ("choir in Tampere", "en", "place", "837"),
        ("ilmainen tanssi", "fi", "price", "free"),
        ("gratis dans", "sv", "price", "free"),
        ("vertaisryhmä etänä", "fi", "channel", "online"),
        ("tiistai-iltana tanssia", "fi", "weekday", "2"),
        ("dans på lördag", "sv", "weekday", "6"),
        ("yoga at the weekend", "en", "weekday", "6,7"),
        ("ryhmä englanniksi", "fi", "service_language", "en"),
        ("grupp på svenska", "sv", "service_language", "sv"),
        ("esteetön kerho", "fi", "accessibility", "wheelchair"),
        ("vapaaehtoistyö", "fi", "kind", "volunteering"),
        ("jumppa 70-vuotiaalle", "fi", "age", "70"),
        ("olen yksinäinen", "fi", "need", "loneliness"),
        ("mieheni juo liikaa", "fi", "need", "addiction"),
    ],
)
def test_words_are_read(api: TestClient, q: str, lang: str, kind: str, value: str) -> None:
    assert readings(ask(api, q, lang=lang)).get(kind) == value


def test_interpret_off_reads_words_as_words(api: TestClient) -> None:
    answer = ask(api, "ilmainen kuoro Tampereella tiistaina", interpret="off")
    assert answer["query"]["interpretations"] == []
    assert answer["place"] is None


def test_a_named_place_shows_what_is_there_and_what_serves_it_from_afar(api: TestClient) -> None:
    answer = ask(api, "vertaistuki Oulussa")
    assert answer["place"]["code"] == "564"
    for hit in answer["hits"]:
        here = any(place["municipality"] == "564" for place in hit["locations"])
        assert here or {"online", "phone"} & set(hit["channels"])


def test_a_crisis_puts_help_lines_first(api: TestClient) -> None:
    assert any(line["phone"] for line in ask(api, "puoliso lyö minua")["help"])
    assert any(line["phone"] for line in ask(api, "en jaksa enää elää")["help"])
    assert ask(api, "jooga")["help"] == []


def test_too_little_found_is_loosened_and_told(api: TestClient) -> None:
    answer = ask(api, "jooga lähellä Utsjokea")
    assert answer["rescue"]
    assert all(step["label"] for step in answer["rescue"])


def test_a_thing_that_nobody_offers_is_not_replaced_by_another(api: TestClient) -> None:
    assert ask(api, "kiropraktikko")["total"] == 0


def test_a_swedish_or_english_word_finds_finnish_listings(api: TestClient) -> None:
    finnish = {hit["id"] for hit in ask(api, "shakki")["hits"]}
    assert finnish & {hit["id"] for hit in ask(api, "schack", lang="sv")["hits"]}
    assert finnish & {hit["id"] for hit in ask(api, "chess", lang="en")["hits"]}


def test_every_hit_says_why(api: TestClient) -> None:
    for q in ("uimahalli", "liikunta ikäihmisille", "olen yksinäinen"):
        assert all(hit["why"] for hit in ask(api, q)["hits"][:5])


@pytest.mark.parametrize("sort", ["distance", "soonest", "newest", "name"])
def test_the_words_give_their_reasons_in_every_order(api: TestClient, sort: str) -> None:
    by_rank = {hit["id"]: hit["why"] for hit in ask(api, "jooga", near="61.498,23.761")["hits"]}
    hits = ask(api, "jooga", near="61.498,23.761", sort=sort)["hits"]
    assert hits
    assert {hit["id"]: hit["why"] for hit in hits} == by_rank
    assert all(len(hit["why"]) == 2 for hit in hits)


def test_a_word_of_the_organisation_is_not_said_to_stand_in_the_description(
    api: TestClient,
) -> None:
    hit = next(hit for hit in ask(api, "jooga")["hits"] if hit["organisation"])
    name = hit["organisation"]["name"]
    told = {reason for one in ask(api, name)["hits"] for reason in one["why"]}
    assert any(reason.startswith("Teemassa, järjestäjässä tai paikassa: ") for reason in told)


def test_inflected_words_are_marked_on_escaped_text(api: TestClient) -> None:
    hit = ask(api, "uimahalli")["hits"][0]
    assert "<mark>uimahallissa</mark>" in hit["title_marked"].lower()
    assert hit["title_marked"].replace("<mark>", "").replace("</mark>", "") == hit["title"]


def test_no_concept_label_is_mistaken_for_a_place() -> None:
    concepts = Concepts.load()
    for concept in concepts:
        for lang in ("fi", "sv", "en"):
            for label in concept.labels.get(lang, ()):
                words = analyze(label, lang)
                topics = [(m.start, m.end) for m in concepts.match(words, lang)]
                assert place_in(label, words, topics) is None, (concept.id, label)


@pytest.mark.parametrize(
    "q",
    [
        "😀🎉",
        "مرحبا بالعالم",
        "a" * 300,
        "'; DROP TABLE listings; --",
        "ja tai että on",
        "?!.,;:()[]{}",
        "ᚠᛇᚻ ꙮ 𓀀",
        '" OR kind EXISTS OR kind = "',
        "\u202eolleh\u0000",
    ],
)
def test_hostile_words_get_an_answer(api: TestClient, q: str) -> None:
    assert isinstance(ask(api, q)["total"], int)
