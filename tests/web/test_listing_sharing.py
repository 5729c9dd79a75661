"""What a listing's page offers beside its texts: calendar, routes, sharing, similar ones, data."""

from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import orjson
import pytest
import segno
from fastapi.testclient import TestClient

from search_service.web.share_view import qr_code
from tests.web.page_reading import attribute, link_of, read_page, shown, text_of

CHOIR = "/listings/lahella:7200010007"
URL = f"http://testserver{CHOIR}"
LANGUAGES = pytest.mark.parametrize("lang", ["fi", "sv", "en"])


def test_the_times_can_be_added_to_a_calendar(api: TestClient) -> None:
    page = read_page(api, f"{CHOIR}?lang=en")
    link = link_of(page, 'a[href*="calendar.ics"]')
    answer = api.get(link)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    (event,) = icalendar.Calendar.from_ical(answer.content).events
    assert str(event["SUMMARY"]).startswith("Mixed choir")
    assert str(event["URL"]) == f"{URL}?lang=en"
    again = api.get(link, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_event_of_the_page_is_that_of_the_export(api: TestClient) -> None:
    """Somebody who adds it twice has it once."""
    own = icalendar.Calendar.from_ical(api.get(f"{CHOIR}/calendar.ics").content).events
    exported = icalendar.Calendar.from_ical(api.get("/v1/export.ics?q=kaikuset").content).events
    assert [one["UID"] for one in own] == [one["UID"] for one in exported if one["URL"] == URL]


def test_what_has_no_times_has_no_calendar(api: TestClient) -> None:
    hits = api.get("/v1/search?per_page=100&sort=name").json()["hits"]
    timeless = [hit["id"] for hit in hits if hit["next_session"] is None]
    assert timeless
    page = read_page(api, f"/listings/{timeless[0]}")
    assert not page.css('a[href*="calendar.ics"]')


def test_a_known_spot_can_be_travelled_to_and_opened_in_a_map(api: TestClient) -> None:
    page = read_page(api, CHOIR)
    route, map_link = (attribute(node, "href") for node in page.css(".routes a"))
    end = unquote(urlsplit(route).path.rpartition("/")[2])
    assert urlsplit(route).hostname == "opas.matka.fi"
    assert end == "Porthaninkatu 9, 00530 Helsinki::60.18132,24.95695"
    assert map_link == "geo:60.18132,24.95695"


def test_a_place_known_only_by_its_town_leads_nowhere(api: TestClient) -> None:
    hits = api.get("/v1/search?per_page=100&sort=name").json()["hits"]
    coarse = [
        hit["id"]
        for hit in hits
        if hit["locations"] and all(one["precision"] != "point" for one in hit["locations"])
    ]
    assert coarse
    assert not read_page(api, f"/listings/{coarse[0]}").css(".routes")


@LANGUAGES
def test_the_page_can_be_sent_by_mail(api: TestClient, lang: str) -> None:
    page = read_page(api, f"{CHOIR}?lang={lang}")
    letter = urlsplit(link_of(page, '.share a[href^="mailto:"]'))
    told = parse_qs(letter.query, strict_parsing=True)
    assert letter.path == ""
    title, url = told["body"][0].split("\r\n")
    assert told["subject"] == [title]
    assert title == text_of(page, "h1")
    assert url == link_of(page, "link[rel=canonical]") == link_of(page, ".share a.address")


def test_the_code_is_a_picture_of_the_address_with_a_name(api: TestClient) -> None:
    page = read_page(api, CHOIR)
    figure = page.css(".share figure[role=img]")[0]
    assert "QR" in attribute(figure, "aria-label")
    (path,) = figure.css("svg path")
    code = segno.make(URL, micro=False, error="m")
    assert f'd="{attribute(path, "d")}"' in code.svg_inline(scale=3)
    assert len(qr_code(URL)) < 5000, "it is part of every page"


def test_similar_listings_are_those_of_the_api(api: TestClient) -> None:
    page = read_page(api, f"{CHOIR}?lang=en")
    answer = api.get("/v1/listings/lahella:7200010007/similar?per_page=4&lang=en").json()
    assert shown(page) == [f"/listings/{hit['id']}?lang=en" for hit in answer["hits"]]
    assert 0 < len(shown(page)) <= 4


@LANGUAGES
def test_programs_are_told_the_same_as_people(api: TestClient, lang: str) -> None:
    page = read_page(api, f"{CHOIR}?lang={lang}")
    thing = orjson.loads(page.css('script[type="application/ld+json"]')[0].text())
    told = {
        attribute(node, "property"): attribute(node, "content")
        for node in page.css("meta[property]")
    }
    heading = text_of(page, "h1")
    assert thing["name"] == told["og:title"] == heading
    assert thing["url"] == told["og:url"] == link_of(page, "link[rel=canonical]")
    assert thing["@type"] == "Event"
    assert thing["startDate"] == "2026-11-24T18:00:00+02:00"
    assert told["og:locale"] == {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}[lang]
    assert attribute(page.css("meta[name=description]")[0], "content") == told["og:description"]


def test_the_areas_and_needs_of_a_listing_are_told(api: TestClient) -> None:
    facts = text_of(read_page(api, CHOIR), "dl")
    assert "Kenen alueella Helsinki" in facts
    hit = api.get("/v1/search?q=yksin%C3%A4isyys&kind=support").json()["hits"][0]
    needs = api.get(f"/v1/listings/{hit['id']}").json()["needs"]
    assert needs
    facts = text_of(read_page(api, f"/listings/{hit['id']}"), "dl")
    assert all(need["label"] in facts for need in needs)


@LANGUAGES
def test_the_search_page_offers_the_whole_answer_as_files(api: TestClient, lang: str) -> None:
    asked = f"q=ryhm%C3%A4&lang={lang}&price=free&page=2&per_page=10"
    page = read_page(api, f"/?{asked}")
    total = api.get(f"/v1/search?{asked}").json()["total"]
    links = [attribute(node, "href") for node in page.css("details.exports a")]
    assert [urlsplit(link).path for link in links] == [
        f"/v1/export.{one}" for one in ("csv", "ics", "rss", "geojson", "ndjson", "jsonld")
    ]
    for link in links:
        answer = api.get(link)
        assert answer.headers["X-Total-Count"] == str(total)
        assert "X-Warnings" not in answer.headers
    newest = parse_qs(urlsplit(links[2]).query)
    assert (newest["sort"], newest["limit"]) == (["newest"], ["50"])
    assert attribute(page.css('link[type="application/rss+xml"]')[0], "href") == links[2]
    assert str(total) in text_of(page, "details.exports .hint")


def test_nothing_found_offers_no_files(api: TestClient) -> None:
    assert not read_page(api, "/?q=xyzzyqwert").css(".exports")
