import orjson
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.web.listing_view import listing_view
from search_service.web.page_texts import PageTexts
from tests.conftest import NOW, app_with
from tests.indexers.samples import listing
from tests.web.page_reading import BROWSER, attribute, link_of, read_page, shown, text_of

CHOIR = "/listings/lahella:7200010007"


def test_a_listing_tells_what_it_is(api: TestClient) -> None:
    page = read_page(api, CHOIR)
    assert text_of(page, "h1") == "Sekakuoro Kaikuset etsii bassoja ja tenoreita"
    assert "Kallion Kaikuset ry" in text_of(page, ".whose")
    assert text_of(page, ".places h3") == "Porthaninkatu 9, 00530 Helsinki"
    assert text_of(page, ".times li").startswith("tiistaisin klo 18–20")
    facts = text_of(page, "dl")
    assert "Kausimaksu 90 €" in facts
    assert "18–64 v." in facts
    assert "Pääsee rollaattorilla: kyllä" in text_of(page, ".places")


def test_contacts_call_and_write(api: TestClient) -> None:
    page = read_page(api, CHOIR)
    links = [attribute(node, "href") for node in page.css(".contacts a")]
    assert "tel:0500000013" in links
    assert "mailto:info@kallion-kaikuset.example.org" in links


def test_the_page_is_in_the_asked_language_where_there_is_a_text(api: TestClient) -> None:
    page = read_page(api, f"{CHOIR}?lang=en")
    assert text_of(page, "h1").startswith("Mixed choir")
    assert page.css("h1")[0].attributes.get("lang") is None
    assert text_of(page, ".times li").startswith("Tuesdays 18:00–20:00, until 30 April 2027")
    price = [node for node in page.css("dd span") if "Kausimaksu" in node.text()]
    assert [attribute(node, "lang") for node in price] == ["fi"]


def test_a_missing_language_is_told_and_marked(api: TestClient) -> None:
    page = read_page(api, f"{CHOIR}?lang=sv")
    assert "finska" in text_of(page, ".note")
    assert attribute(page.css("h1")[0], "lang") == "fi"
    assert text_of(page, ".times li").startswith("tisdagar kl. 18–20")


def test_every_listing_of_a_search_has_a_page(api: TestClient) -> None:
    for lang in ("fi", "sv", "en"):
        for url in shown(read_page(api, f"/?per_page=100&lang={lang}")):
            page = read_page(api, url)
            assert text_of(page, "h1")
            assert attribute(page.css("html")[0], "lang") == lang


def test_the_source_is_named_and_linked(api: TestClient) -> None:
    page = read_page(api, CHOIR)
    assert "Lähellä.fi" in text_of(page, ".source")
    assert link_of(page, ".source a").startswith("https://")


def test_languages_lead_to_the_same_listing(api: TestClient) -> None:
    page = read_page(api, f"{CHOIR}?lang=en")
    links = [attribute(node, "href") for node in page.css(".languages a")]
    assert links == [CHOIR, f"{CHOIR}?lang=sv", f"{CHOIR}?lang=en"]


def test_every_source_of_a_merged_listing_is_linked() -> None:
    urls = ["https://a.example.fi/1", "https://b.example.fi/2"]
    made_of = [{"source": "lahella", "native_id": str(n), "url": url} for n, url in enumerate(urls)]
    provenance = {"source": "lahella", "native_id": "0", "merged_from": made_of}
    view = listing_view(listing(provenance=provenance), (), PageTexts("fi"), NOW)
    assert [one.url for one in view.sources] == urls


def test_subject_words_are_told_in_the_language_of_the_page_where_it_has_some() -> None:
    words = listing(keywords=[{"fi": "shakki"}, {"sv": "schack"}])
    for lang, told in (("fi", ["shakki"]), ("sv", ["schack"]), ("en", ["shakki", "schack"])):
        facts = listing_view(words, (), PageTexts(lang), NOW).facts
        assert [one.text for one in facts[-1].values] == told


def test_known_spots_stand_on_a_small_map_where_there_is_ground_to_draw(
    api: TestClient, engine: EngineAddress, demo: Report
) -> None:
    assert not read_page(api, CHOIR).css(".place-map"), "neither tiles nor borders"
    tiles = {"tiles_url": "https://tiles.example.org/{z}/{x}/{y}.png", "tiles_attribution": "©"}
    with TestClient(app_with(engine, **tiles)) as mapped:
        page = read_page(mapped, CHOIR)
        told = orjson.loads(attribute(page.css(".place-map")[0], "data-map"))
        policy = mapped.get(CHOIR, headers=BROWSER).headers["Content-Security-Policy"]
    assert [one["name"] for one in told["places"]] == ["Porthaninkatu 9, 00530 Helsinki"]
    assert told["tiles"]["url"] == tiles["tiles_url"]
    assert "https://tiles.example.org; " in policy
