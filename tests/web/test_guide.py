from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from search_service.web.guide_form import GROUPS
from synonyms.needs import needs
from tests.search_service.export_reading import table
from tests.web.guide_posting import post_guide
from tests.web.page_reading import BROWSER, attribute, read_page, shown, text_of

CHOIR = "lahella:7200010007"


def found(api: TestClient, **parameters: str) -> int:
    total: int = api.get("/v1/search", params=parameters).json()["total"]
    return total


def test_every_need_stands_in_one_group() -> None:
    members = [need for group in GROUPS.values() for need in group]
    assert sorted(members) == sorted(needs())


def test_the_empty_form_asks_nothing_and_finds_nothing(api: TestClient) -> None:
    page = read_page(api, "/guide")
    assert attribute(page.css("form#guide")[0], "method") == "post"
    assert not page.css("#results")
    assert len(page.css('input[name="need"]')) == len(needs())


def test_a_situation_finds_what_the_search_finds(api: TestClient) -> None:
    page = post_guide(
        api, need=["loneliness", "grief"], price="free", age="70", place="Helsinki", q=""
    )
    expected = found(api, need="loneliness,grief", price="free", age="70", place="Helsinki")
    assert text_of(page, "#results-name").split()[0] == str(expected)
    assert expected > 0


def test_features_of_accessibility_are_all_required_and_languages_are_not(api: TestClient) -> None:
    page = post_guide(
        api, accessibility=["wheelchair", "accessible_toilet"], service_language=["fi", "sv"]
    )
    query = "accessibility=wheelchair&accessibility=accessible_toilet&service_language=fi,sv"
    expected = api.get(f"/v1/search?{query}").json()["total"]
    assert text_of(page, "#results-name").split()[0] == str(expected)


def test_what_was_chosen_is_still_chosen_and_no_link_tells_it(api: TestClient) -> None:
    page = post_guide(api, need="gambling", age="44", q="salainen", place="Turku")
    assert attribute(page.css("#guide-age")[0], "value") == "44"
    assert "checked" in page.css('input[value="gambling"]')[0].attributes
    for node in page.css("a, link, form"):
        address = node.attributes.get("href") or node.attributes.get("action") or ""
        before, _, _ = address.partition("#")
        assert "salainen" not in before
        assert "gambling" not in before


def test_answers_are_never_kept(api: TestClient) -> None:
    answer = api.post("/guide", data={"need": "grief"}, headers=BROWSER)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_listings_are_picked_listed_with_their_number_and_dropped(api: TestClient) -> None:
    page = post_guide(api, need="loneliness")
    chosen = attribute(page.css('button[name="add"]')[0], "value")
    page = post_guide(api, need="loneliness", add=chosen, pick=CHOIR)
    assert [node.attributes["value"] for node in page.css('input[name="pick"]')] == [CHOIR, chosen]
    assert len(page.css(".picks li")) == 2
    page = post_guide(api, need="loneliness", drop=CHOIR, pick=[CHOIR, chosen])
    assert [node.attributes["value"] for node in page.css('input[name="pick"]')] == [chosen]


def test_a_picked_listing_that_is_gone_is_told_and_the_others_stay(api: TestClient) -> None:
    page = post_guide(api, pick=[CHOIR, "lahella:no-such", "x" * 5000])
    assert len(page.css(".picks li")) == 1
    assert "2" in text_of(page, ".picked .note")


def test_the_link_holds_everything_behind_the_hash(api: TestClient) -> None:
    page = post_guide(api, "sv", need=["grief", "debt"], age="70", pick=CHOIR)
    parts = urlsplit(attribute(page.css(".link a")[0], "href"))
    assert parts.path + "?" + parts.query == "/guide?lang=sv"
    assert parse_qs(parts.fragment) == {"need": ["grief", "debt"], "age": ["70"], "pick": [CHOIR]}


def test_the_paper_has_a_code_and_the_way_back_keeps_everything(api: TestClient) -> None:
    page = post_guide(api, need="grief", pick=CHOIR, paper="1")
    assert len(page.css(".paper article")) == 1
    assert page.css(".paper figure svg")
    assert not page.css("#results")
    kept = {node.attributes["name"]: node.attributes["value"] for node in page.css("form input")}
    assert kept == {"need": "grief", "pick": CHOIR}


def test_the_list_is_a_table_that_opens_in_a_spreadsheet(api: TestClient) -> None:
    fields = {"need": "grief", "pick": [CHOIR, "lahella:no-such"], "table": "1"}
    answer = api.post("/guide?lang=sv", data=fields, headers=BROWSER)
    (row,) = table(answer.content)
    assert row["id"] == CHOIR
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "grief" not in answer.text


def test_further_pages_are_posted_too(api: TestClient) -> None:
    first = post_guide(api, price="free")
    assert attribute(first.css('button[name="page"]')[0], "value") == "2"
    second = post_guide(api, price="free", page="2")
    assert not set(shown(first)) & set(shown(second))


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "' onfocus='alert(1)"])
def test_hostile_fields_stay_texts(api: TestClient, text: str) -> None:
    page = post_guide(api, q=text, pick=text, need=text)
    assert len(page.css("script")) == 1
    assert attribute(page.css("#guide-q")[0], "value") == text


@pytest.mark.parametrize("body", [b"x" * 60_000, b"\xff\xfe", b"&".join([b"a=1"] * 600)])
def test_what_is_no_form_is_refused(api: TestClient, body: bytes) -> None:
    answer = api.post("/guide", content=body, headers=BROWSER)
    assert answer.status_code == 422
