"""What crawlers and browsers are told: site map, robots, OpenSearch, addresses by language."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.engines.engine import Engine
from search_service.sitemap import Sitemap
from tests.conftest import NOW, app_with
from tests.web.page_reading import attribute, read_page

CHOIR = "/listings/lahella:7200010007"
PUBLIC = "https://lahella.example.fi"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}


@pytest.fixture(scope="module")
def public(engine: EngineAddress, demo: Report) -> Iterator[TestClient]:
    """The app as it is reached under its public address."""
    with TestClient(app_with(engine, base_url=f"{PUBLIC}/"), base_url=PUBLIC) as client:
        yield client


def addresses(text: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(text).findall(".//s:loc", SPACES)]


def test_the_site_map_has_every_listing_in_every_language(public: TestClient, demo: Report) -> None:
    answer = public.get("/sitemap.xml")
    assert answer.headers["Content-Type"].startswith("application/xml")
    found = addresses(answer.text)
    assert len(found) == len(set(found)) == (demo.indexed + 1) * 3
    assert found[:3] == [f"{PUBLIC}/", f"{PUBLIC}/?lang=sv", f"{PUBLIC}/?lang=en"]
    assert {f"{PUBLIC}{CHOIR}", f"{PUBLIC}{CHOIR}?lang=sv"} <= set(found)
    for url in found[3::97]:
        parts = urlsplit(url)
        assert public.get(f"{parts.path}?{parts.query}").status_code == 200


def test_every_address_of_the_site_map_names_its_other_languages(public: TestClient) -> None:
    page = ElementTree.fromstring(public.get("/sitemap.xml").text)
    for node in page.findall("s:url", SPACES):
        links = node.findall("x:link", SPACES)
        assert [link.get("hreflang") for link in links] == ["fi", "sv", "en"]
        assert node.findtext("s:loc", "", SPACES) in [link.get("href") for link in links]


def test_a_large_site_map_is_an_index_of_files_that_share_nothing(
    engine: EngineAddress, demo: Report, public: TestClient
) -> None:
    async def written() -> tuple[str, list[str]]:
        reader = Engine(engine.url, engine.key, 5.0)
        await reader.open()
        made = Sitemap(reader, PUBLIC, NOW, per_file=100, chunk=25)
        count = await made.count()
        files = ["".join([piece async for piece in made.file(n)]) for n in (1, 2, 3)]
        assert made.files(count) == 3
        await reader.close()
        return made.index(count), files

    index, files = asyncio.run(written())
    assert addresses(index) == [f"{PUBLIC}/sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [addresses(text) for text in files]
    assert [len(part) for part in parts] == [303, 300, (demo.indexed - 200) * 3]
    assert [url for part in parts for url in part] == addresses(public.get("/sitemap.xml").text)


def test_the_files_of_the_site_map_can_be_got(public: TestClient) -> None:
    assert public.get("/sitemap-1.xml").text == public.get("/sitemap.xml").text
    for number in ("0", "2", "99999999999"):
        assert public.get(f"/sitemap-{number}.xml").status_code == 404
    tag = public.get("/sitemap.xml").headers["ETag"]
    assert public.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304


def test_robots_may_read_pages_and_not_endless_searches(public: TestClient) -> None:
    answer = public.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in lines
    assert {"Disallow: /?", "Disallow: /v1/"} <= set(lines)
    assert not [line for line in lines if line.startswith("Disallow: /listings")]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_browser_learns_to_search_here(public: TestClient, lang: str) -> None:
    page = read_page(public, f"/?lang={lang}")
    link = page.css("link[rel=search]")[0]
    answer = public.get(attribute(link, "href"))
    assert answer.headers["Content-Type"] == "application/opensearchdescription+xml"
    document = ElementTree.fromstring(answer.text)
    name = document.findtext("o:ShortName", "", SPACES)
    assert name == attribute(link, "title")
    assert 0 < len(name) <= 16, "the standard's limit"
    urls = {node.get("type"): node for node in document.findall("o:Url", SPACES)}
    for kind in ("text/html", "application/x-suggestions+json", "application/rss+xml"):
        template = urls[kind].get("template") or ""
        assert template.startswith(f"{PUBLIC}/")
        asked = template.removeprefix(PUBLIC).replace("{searchTerms}", "kuoro")
        got = public.get(asked, headers={"Accept": kind})
        assert got.status_code == 200
        assert got.headers["Content-Type"].startswith(kind)


def test_suggestions_come_as_browsers_take_them(public: TestClient) -> None:
    text, completions, details, targets = public.get("/opensearch/suggest?q=kuor&lang=sv").json()
    assert text == "kuor"
    assert completions
    assert len(completions) == len(details) == len(targets)
    for url in targets:
        assert url.startswith(f"{PUBLIC}/")
        assert public.get(url.removeprefix(PUBLIC)).status_code == 200


@pytest.mark.parametrize("path", ["/", CHOIR, f"{CHOIR}?lang=en"])
def test_a_page_names_its_own_address_and_its_other_languages(
    public: TestClient, path: str
) -> None:
    page = read_page(public, path)
    assert attribute(page.css("link[rel=canonical]")[0], "href") == f"{PUBLIC}{path}"
    others = {
        attribute(node, "hreflang"): attribute(node, "href")
        for node in page.css("link[rel=alternate][hreflang]")
    }
    assert others.keys() == {"fi", "sv", "en", "x-default"}
    assert others["x-default"] == others["fi"]
    assert f"{PUBLIC}{path}" in others.values()
    for url in others.values():
        assert public.get(url.removeprefix(PUBLIC)).status_code == 200


def test_a_search_is_not_for_crawlers(public: TestClient) -> None:
    page = read_page(public, "/?q=kuoro")
    assert attribute(page.css("meta[name=robots]")[0], "content") == "noindex, follow"
    assert not page.css("link[rel=canonical]")
