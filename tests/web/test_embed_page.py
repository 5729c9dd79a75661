import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.web.assets import BUILT, read_assets
from tests.web.page_reading import attribute, read_page, text_of

SITE = "http://testserver"
HOSTILE = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>'


def code_of(page: LexborHTMLParser) -> LexborHTMLParser:
    """The code that would be copied, parsed."""
    return LexborHTMLParser(page.css("#embed-code")[0].text())


def only(code: LexborHTMLParser, selector: str) -> LexborNode:
    (node,) = code.css(selector)
    return node


@pytest.mark.parametrize("widget", ["search", "map", "listings"])
def test_the_code_names_a_version_with_its_hash(api: TestClient, widget: str) -> None:
    code = code_of(read_page(api, f"/embed?widget={widget}"))
    asset = read_assets(BUILT)[f"versioned/lahella-{widget}.js"]
    script = only(code, "script")
    assert attribute(script, "src") == f"{SITE}{asset.url}"
    assert attribute(script, "integrity") == asset.integrity
    assert attribute(script, "crossorigin") == "anonymous"
    reply = api.get(asset.url, headers={"Origin": "https://kunta.example"})
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.text == api.get(f"/widgets/lahella-{widget}.js").text


def test_who_wants_updates_gets_the_address_that_stays(api: TestClient) -> None:
    script = only(code_of(read_page(api, "/embed?widget=map&version=moving")), "script")
    assert attribute(script, "src") == f"{SITE}/widgets/lahella-map.js"
    assert "integrity" not in script.attributes


def test_the_choice_stands_in_the_element_and_in_its_form(api: TestClient) -> None:
    chosen = "municipality=091&radius=5000&theme=ht_urheilu&limit=5&height=400&widget_lang=sv"
    code = code_of(read_page(api, f"/embed?{chosen}&accent=%23880000"))
    element = only(code, "lahella-search")
    assert element.attributes == {
        "base": SITE,
        "lang": "sv",
        "municipality": "091",
        "radius": "5000",
        "theme": "ht_urheilu",
        "limit": "5",
        "height": "400",
        "color-accent": "#880000",
    }
    form = only(code, "lahella-search form")
    assert attribute(form, "action") == f"{SITE}/"
    hidden = {
        attribute(node, "name"): attribute(node, "value") for node in form.css("input[type=hidden]")
    }
    assert hidden == {
        "lang": "sv",
        "municipality": "091",
        "radius_m": "5000",
        "theme": "ht_urheilu",
    }
    assert "Vad söker du?" in form.text()


def test_the_preview_is_the_element_of_the_code(api: TestClient) -> None:
    page = read_page(api, "/embed?widget=listings&serves=091")
    (shown,) = page.css(".preview lahella-listings")
    assert attribute(shown, "serves") == "091"
    assert shown.css("form")


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        ("", ["kontrasti 8,9:1 riittää", "kontrasti 16,0:1 riittää"]),
        ("accent=%23777777&background=%23ffffff", ["kontrasti 4,4:1 ei riitä", "riittää"]),
        ("accent=%23ffff00&text=%23ffffff&background=%23000000", ["19,5:1 riittää", "21,0:1"]),
        ("accent=red&text=url(x)", ["8,9:1", "16,0:1"]),
    ],
)
def test_what_the_colours_are_worth_is_told_in_words(
    api: TestClient, colours: str, words: list[str]
) -> None:
    checks = read_page(api, f"/embed?lang=fi&{colours}").css("#embed-checks li")
    assert len(checks) == len(words)
    for check, expected in zip(checks, words, strict=True):
        assert expected in check.text()
        assert ("ei riitä" in check.text()) is (attribute(check, "class") == "too-little")


@pytest.mark.parametrize(
    "name", ["widget", "lang", "widget_lang", "place", "municipality", "theme", "accent", "limit"]
)
def test_a_hostile_choice_stays_a_text(api: TestClient, name: str) -> None:
    reply = api.get("/embed", params={name: HOSTILE})
    page = LexborHTMLParser(reply.text)
    for document in (page, code_of(page)):
        assert not document.css("img[src=x]")
        for script in document.css("script"):
            assert attribute(script, "src")
            assert not script.text().strip()


def test_the_page_speaks_its_languages(api: TestClient) -> None:
    names = [text_of(read_page(api, f"/embed?lang={lang}"), "h1") for lang in ("fi", "sv", "en")]
    assert len(set(names)) == 3
