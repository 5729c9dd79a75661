from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.web.page_reading import BROWSER, attribute, link_of, read_page, shown, text_of

SUBMIT = {"fi": "Hae", "sv": "Sök", "en": "Search"}


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_page_speaks_the_asked_language(api: TestClient, lang: str) -> None:
    page = read_page(api, f"/?lang={lang}")
    assert attribute(page.css("html")[0], "lang") == lang
    assert text_of(page, "form.search button[type=submit]") == SUBMIT[lang]


def test_a_language_without_page_texts_gets_a_finnish_page(api: TestClient) -> None:
    page = read_page(api, "/?lang=ru&q=kuoro")
    assert attribute(page.css("html")[0], "lang") == "fi"
    assert parse_qs(urlsplit(link_of(page, ".sorts a")).query)["lang"] == ["ru"]


def test_the_page_shows_the_hits_of_the_api_in_its_order(api: TestClient) -> None:
    answer = api.get("/v1/search", params={"q": "uimahallissa"}).json()
    page = read_page(api, "/?q=uimahallissa")
    assert shown(page) == [f"/listings/{hit['id']}" for hit in answer["hits"]]
    assert page.css_first(".hit mark") is not None


def test_a_search_near_a_point_tells_distances(api: TestClient) -> None:
    page = read_page(api, "/?q=kuoro&near=60.18,24.95&radius_m=20000")
    assert "Matkaa" in text_of(page, ".hit .where")
    assert "20 km" in text_of(page, ".circumstances")


def test_a_text_in_another_language_than_the_page_says_so(api: TestClient) -> None:
    answer = api.get("/v1/search", params={"q": "kuoro", "lang": "en"}).json()
    page = read_page(api, "/?q=kuoro&lang=en")
    marked = [node.attributes.get("lang") for node in page.css(".hit h3")]
    assert marked == [None if hit["lang"] == "en" else hit["lang"] for hit in answer["hits"]]
    assert "fi" in marked


def test_the_form_keeps_what_was_typed_and_carries_the_filters(api: TestClient) -> None:
    page = read_page(api, "/?q=kuoro&place=Helsinki&radius_m=5000&price=free,paid&lang=sv")
    assert attribute(page.css("#q")[0], "value") == "kuoro"
    assert attribute(page.css("#place")[0], "value") == "Helsinki"
    assert attribute(page.css("option[selected]")[0], "value") == "5000"
    carried = {
        attribute(node, "name"): attribute(node, "value")
        for node in page.css("form.search input[type=hidden]")
    }
    assert carried == {"lang": "sv", "price": "free,paid"}


def test_pages_lead_to_each_other_and_share_no_listing(api: TestClient) -> None:
    first = read_page(api, "/?per_page=10&price=free&sort=name")
    second = read_page(api, link_of(first, "nav.paging a[rel=next]"))
    assert first.css_first("nav.paging a[rel=prev]") is None
    assert len(shown(first)) == len(shown(second)) == 10
    assert not set(shown(first)) & set(shown(second))
    back = read_page(api, link_of(second, "nav.paging a[rel=prev]"))
    assert shown(back) == shown(first)


def test_a_page_after_the_last_leads_to_the_first(api: TestClient) -> None:
    page = read_page(api, "/?q=uimahallissa&page=50")
    assert not shown(page)
    assert link_of(page, ".results > p a") == "/?q=uimahallissa"


def test_the_order_can_be_changed_by_a_link(api: TestClient) -> None:
    page = read_page(api, "/?price=free")
    by_name = next(node for node in page.css(".sorts a") if node.text() == "Nimi")
    assert attribute(by_name, "href") == "/?price=free&sort=name"


def test_nothing_found_says_what_to_try(api: TestClient) -> None:
    page = read_page(api, "/?q=xyzzyqwert&price=free")
    assert "xyzzyqwert" in text_of(page, "#results-name")
    links = [attribute(node, "href") for node in page.css(".advice a")]
    assert links == ["/?q=xyzzyqwert", "/"]


def test_a_changed_parameter_is_told_and_an_unknown_one_is_passed_over(api: TestClient) -> None:
    page = read_page(api, "/?per_page=999&utm_source=letter")
    notes = [node.text() for node in page.css(".note li")]
    assert len(notes) == 1
    assert "999" in notes[0]
    assert not [node for node in page.css("a") if "utm_source" in attribute(node, "href")]


def test_words_that_were_interpreted_can_be_searched_as_they_are(api: TestClient) -> None:
    page = read_page(api, "/?q=ilmainen jooga tampereella&kind=hobby")
    assert "Tampere" in text_of(page, ".read .chip")
    off = link_of(page, ".read a.chip:not(.remove)")
    assert off == "/?q=ilmainen+jooga+tampereella&kind=hobby&interpret=off"
    literal = read_page(api, off)
    assert link_of(literal, ".note a") == "/?q=ilmainen+jooga+tampereella&kind=hobby"


def test_one_interpretation_is_removed_and_the_others_stay(api: TestClient) -> None:
    page = read_page(api, "/?q=ilmainen jooga tampereella")
    links = {
        text: attribute(node, "href")
        for node in page.css(".read a.remove")
        for text in [node.text()]
    }
    place = next(url for text, url in links.items() if "Tampere" in text)
    assert place == "/?q=ilmainen+jooga+tampereella&literal=tampereella"
    left = read_page(api, place)
    assert ["Maksuton" in node.text() for node in left.css(".read a.remove")] == [True]
    assert link_of(left, ".note a") == "/?q=ilmainen+jooga+tampereella"
    both = read_page(api, link_of(left, ".read a.remove"))
    assert not both.css(".read")
    assert len(links) == 2


def test_age_days_and_times_are_typed_into_a_form_that_keeps_the_rest(api: TestClient) -> None:
    page = read_page(api, "/?q=liikunta&price=free&age=70&time_from=17:00")
    form = page.css("form.typed")[0]
    held = {attribute(one, "name"): attribute(one, "value") for one in form.css("input")}
    assert held == {
        **{"q": "liikunta", "price": "free", "age": "70", "time_from": "17:00"},
        **{"time_to": "", "date_from": "", "date_to": ""},
    }
    folded = read_page(api, "/?q=liikunta").css("details:has(form.typed)")[0]
    assert "open" not in folded.attributes


def test_words_of_a_crisis_put_help_before_the_results(api: TestClient) -> None:
    page = read_page(api, "/?q=itsemurha")
    section = page.css("#results > *")
    assert "urgent" in attribute(section[0], "class")
    assert link_of(page, ".urgent a").startswith("tel:")


def test_what_was_loosened_is_told(api: TestClient) -> None:
    question = "q=balettitunti Utsjoella sunnuntaina"
    answer = api.get(f"/v1/search?{question}").json()
    page = read_page(api, f"/?{question}")
    assert answer["rescue"]
    notes = [" ".join(node.text().split()) for node in page.css(".note li")]
    assert notes == [step["label"] for step in answer["rescue"]]


def test_every_field_has_a_label_and_every_id_is_one_of_its_kind(api: TestClient) -> None:
    page = read_page(api, "/?q=jooga tampereella&price=free&accessibility=wheelchair")
    ids = [attribute(node, "id") for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    labelled = {attribute(node, "for") for node in page.css("label")}
    fields = page.css("main input:not([type=hidden]), main select")
    assert {attribute(node, "id") for node in fields} == labelled
    named = [node.attributes.get("aria-labelledby") for node in page.css("[aria-labelledby]")]
    assert set(named) <= set(ids)
    assert len(page.css("h1")) == len(page.css("main")) == 1


def test_the_same_page_is_not_sent_twice(api: TestClient) -> None:
    first = api.get("/?q=kuoro", headers=BROWSER)
    again = api.get("/?q=kuoro", headers={**BROWSER, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_page_can_be_asked_without_its_body(api: TestClient) -> None:
    assert api.head("/?q=kuoro").status_code == 200
