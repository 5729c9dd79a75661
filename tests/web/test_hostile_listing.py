"""A hostile listing shows harmlessly everywhere: page, exports, JSON-LD, Open Graph, calendar."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree

import icalendar
import orjson
import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from indexers.plain_text import visible
from tests.conftest import app_with
from tests.search_service.export_reading import FORMATS, export, feed
from tests.web.guide_posting import post_guide
from tests.web.hostile_listing import FORMULAS, ID, WORD, hostile_engine
from tests.web.page_reading import attribute, read_page, text_of
from tests.web.test_page_safety import assert_only_own_scripts

FOUND = "kind=event"
SAFE_LINKS = re.compile(r"/|#|tel:|mailto:|geo:|https?://")
PAGES = [
    *(f"/listings/{ID}?lang={lang}" for lang in ("fi", "sv", "en")),
    f"/?{FOUND}",
    f"/?{FOUND}&lang=en",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The app on the hostile listing and one like it."""
    with (
        hostile_engine(tmp_path_factory.mktemp("hostile")) as address,
        TestClient(app_with(address)) as client,
    ):
        assert client.get(f"/v1/search?{FOUND}").json()["total"] == 1
        yield client


@pytest.mark.parametrize("url", [*PAGES, "/listings/lahella:7200000001"])
def test_a_page_has_no_element_or_handler_but_its_own(hostile: TestClient, url: str) -> None:
    page = read_page(hostile, url)
    assert_only_own_scripts(page)
    assert not page.css("svg[onload], img[src=x], style, textarea, iframe, object, embed")
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")], node.html
        for name in ("href", "src", "action"):
            if value := node.attributes.get(name):
                assert SAFE_LINKS.match(value), value
    assert page.html == visible(page.html or ""), "nothing hides or reorders the text"
    assert "49" not in text_of(page, "title")


def test_the_page_keeps_what_can_be_read(hostile: TestClient) -> None:
    page = read_page(hostile, PAGES[0])
    heading = text_of(page, "h1")
    assert heading.startswith(f"{FORMULAS[0]} {WORD}")
    assert "<script>alert(1)</script>" in heading
    assert "{{ 7 * 7 }}" in heading
    links = {attribute(node, "href") for node in page.css(".contacts a, .places a")}
    assert not [one for one in links if "INJECTED" in one or "data:" in one]


def test_the_data_in_the_page_is_json_that_no_text_ends(hostile: TestClient) -> None:
    for url in PAGES[:3]:
        answer = hostile.get(url, headers={"Accept": "text/html"}).text
        assert answer.count("<script") == answer.count("</script>") == 2
        data = LexborHTMLParser(answer).css("script[type='application/ld+json']")[0].text()
        thing = orjson.loads(data)
        assert thing["@context"] == "https://schema.org"
        assert "</script>" in thing["name"], "the text itself is kept"
        assert thing["name"] == visible(thing["name"])
        assert "sameAs" not in thing
        assert "url" not in thing["organizer"]


def test_open_graph_is_text_in_attributes(hostile: TestClient) -> None:
    page = read_page(hostile, PAGES[0])
    told = {
        attribute(node, "property"): attribute(node, "content")
        for node in page.css("meta[property]")
    }
    assert told["og:title"].startswith(FORMULAS[0])
    assert "<script>" in told["og:title"]
    assert told["og:url"] == f"http://testserver/listings/{ID}"
    assert len(told["og:description"]) <= 200
    assert all("\n" not in value for value in told.values())


def test_the_table_runs_nothing_and_has_one_row(hostile: TestClient) -> None:
    for delimiter, mark in (("semicolon", ";"), ("comma", ",")):
        for rows in ("listing", "location"):
            asked = f"{FOUND}&delimiter={delimiter}&rows={rows}"
            text = export(hostile, "csv", asked).content.decode("utf-8-sig")
            table = list(csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True))
            assert len(table) == 2
            assert len(table[0]) == len(table[1])
            for cell in table[1]:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"))
                assert cell == visible(cell)
            row = dict(zip(*table, strict=True))
            assert row["title"].startswith(f"'{FORMULAS[0]}")
            assert row["source_url"] == row["organisation_url"] == row["registration_url"] == ""


@pytest.mark.parametrize("url", [f"/v1/export.ics?{FOUND}", f"/listings/{ID}/calendar.ics"])
def test_the_calendar_has_one_event_and_no_line_of_others(hostile: TestClient, url: str) -> None:
    answer = hostile.get(url)
    calendar = icalendar.Calendar.from_ical(answer.content)
    names = [component.name for component in calendar.walk()]
    assert names.count("VEVENT") == 1
    assert "VALARM" not in names
    (event,) = calendar.events
    assert "ATTENDEE" not in event
    assert str(event["URL"]).startswith(f"http://testserver/listings/{ID}")
    for line in re.sub(r"\r\n[ \t]", "", answer.text).split("\r\n"):
        assert re.fullmatch(r"[A-Z-]+[;:].*|", line), line
        assert line == visible(line)
    assert "X-INJECTED:1" not in answer.text.split("\r\n")


def test_the_feed_is_xml_and_its_html_is_escaped(hostile: TestClient) -> None:
    body = export(hostile, "rss", FOUND).content
    (item,) = ElementTree.fromstring(body).iter("item")
    described = item.findtext("description") or ""
    assert described.startswith("<p>")
    assert not re.search(r"<(?!/?p>)", described), "readers take it for HTML"
    (entry,) = feed(body).entries
    assert entry.id == ID
    assert WORD in entry.title


@pytest.mark.parametrize("extension", FORMATS)
def test_every_export_holds_the_one_listing(hostile: TestClient, extension: str) -> None:
    answer = export(hostile, extension, FOUND)
    assert answer.headers["X-Total-Count"] == "1"
    if extension in ("geojson", "jsonld", "ndjson"):
        for line in answer.content.splitlines() if extension == "ndjson" else [answer.content]:
            orjson.loads(line)
    assert hostile.get(f"/v1/export.{extension}").headers["X-Total-Count"] == "2"


def test_similar_listings_and_suggestions_show_it_as_text(hostile: TestClient) -> None:
    assert_only_own_scripts(read_page(hostile, "/listings/lahella:7200000001"))
    answer = hostile.get("/opensearch/suggest", params={"q": WORD[:6]})
    assert answer.headers["Content-Type"] == "application/x-suggestions+json"
    assert answer.json()[0] == WORD[:6]


def test_a_calendar_and_a_listing_whose_id_ends_alike_are_told_apart(hostile: TestClient) -> None:
    assert hostile.get(f"/listings/{ID}").headers["Content-Type"].startswith("text/html")
    kind = hostile.get(f"/listings/{ID}/calendar.ics").headers["Content-Type"]
    assert kind == "text/calendar; charset=utf-8"


def test_the_guides_list_paper_and_table_hold_it_as_text(hostile: TestClient) -> None:
    for fields in ({"need": "grief"}, {"q": WORD}, {"paper": "1"}):
        page = post_guide(hostile, pick=ID, **fields)
        assert_only_own_scripts(page)
        assert not page.css("svg[onload], img[src=x], textarea, iframe")
        for node in page.css(".picked *, .results *, .paper *"):
            assert not [name for name in node.attributes if name.startswith("on")], node.html
            assert SAFE_LINKS.match(node.attributes.get("href") or "/")
        assert page.html == visible(page.html or "")
    answer = hostile.post("/guide", data={"pick": ID, "table": "1"})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@", "\t"))]
