import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from search_service.browser_headers import page_policy
from search_service.settings import Settings
from search_service.web.assets import asset_url
from tests.web.page_reading import BROWSER, attribute, read_page

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)//</title></style>",
)
PAGES = ("/", "/?q=kuoro", "/listings/lahella:7200010007", "/listings/lahella:none", "/?weekday=9")


def assert_only_own_scripts(page: LexborHTMLParser) -> None:
    """One script, from a file of ours; what else stands in script elements is data."""
    scripts = page.css('script:not([type="application/ld+json"])')
    assert [attribute(node, "src") for node in scripts] == [asset_url("page.js")]
    assert not scripts[0].text()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["q", "place", "theme", "lang", "organisation", "date_from"])
def test_a_hostile_parameter_stays_a_text(api: TestClient, name: str, text: str) -> None:
    answer = api.get("/", params={name: text, "sort": "name"}, headers=BROWSER)
    assert answer.status_code in (200, 422)
    assert "49" not in answer.text.split("</title>")[0]
    page = read_page(api, str(answer.url), status=answer.status_code)
    assert_only_own_scripts(page)
    for node in page.css("*"):
        assert not [key for key in node.attributes if key.startswith("on")]
        href = node.attributes.get("href")
        assert href is None or href.startswith(("/", "#", "tel:", "https://", "http://testserver/"))


def test_a_hostile_query_comes_back_into_its_field_unchanged(api: TestClient) -> None:
    page = api.get("/", params={"q": HOSTILE[0]}, headers=BROWSER)
    field = read_page(api, str(page.url)).css("#q")[0]
    assert attribute(field, "value") == HOSTILE[0]


def test_a_hostile_listing_id_is_only_unknown(api: TestClient) -> None:
    page = read_page(api, "/listings/%3Cscript%3Ealert(1)%3C%2Fscript%3E", status=404)
    assert not page.css("script")


@pytest.mark.parametrize("url", PAGES)
def test_every_page_forbids_all_but_its_own_files(api: TestClient, url: str) -> None:
    answer = api.get(url, headers=BROWSER)
    assert answer.headers["Content-Security-Policy"] == page_policy(Settings())
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert_only_own_scripts(read_page(api, url, status=answer.status_code))
    assert " style=" not in answer.text


def test_a_long_address_does_not_make_a_giant_page(api: TestClient) -> None:
    many = "&".join(f"theme={'x' * 3000}" for _ in range(10))
    assert len(api.get(f"/?{many}", headers=BROWSER).content) < 5_000_000
