import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from tests.conftest import app_with
from tests.web.page_reading import BROWSER, attribute, link_of, read_page


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_page_leads_to_the_statement_in_its_language(api: TestClient, lang: str) -> None:
    for url in ("/", "/guide", "/listings/lahella:7200010007", "/accessibility"):
        page = read_page(api, f"{url}?lang={lang}")
        link = link_of(page, 'footer a[href^="/accessibility"]')
        assert attribute(read_page(api, link).css("html")[0], "lang") == lang


def test_the_statement_says_that_the_operator_gave_no_contact(api: TestClient) -> None:
    assert "ei ole ilmoittanut" in read_page(api, "/accessibility").text()


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("palaute@example.org", "mailto:palaute@example.org"),
        ("https://example.org/palaute", "https://example.org/palaute"),
        ("javascript:alert(1)", None),
    ],
)
def test_the_operator_is_reached_by_a_safe_link(
    engine: EngineAddress, demo: Report, contact: str, link: str | None
) -> None:
    with TestClient(app_with(engine, contact=contact)) as api:
        page = LexborHTMLParser(api.get("/accessibility", headers=BROWSER).text)
    assert contact in page.text()
    links = [node.attributes.get("href") for node in page.css(".statement a")]
    assert links[:-1] == ([link] if link else [])
