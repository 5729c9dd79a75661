"""Findings counted by source, region and organisation, and written for people and programs."""

import csv
import io
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from geo.nearest_centre import NearestCentre
from indexers.building.tryout import try_out
from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.quality.findings import findings
from indexers.quality.labels import LANGUAGES
from indexers.quality.links import dead_links
from indexers.quality.outputs import COLUMNS, as_csv, as_page
from indexers.quality.survey import Survey, links_of, survey
from indexers.sources.registry import Origin
from search_service.demo import DEMO
from tests.conftest import NOW
from tests.indexers.page_server import Asked, Told, page_server
from tests.indexers.quality.test_findings import ONLY_FINNISH, listing

HOSTILE = "=HYPERLINK(1)<script>alert(1)</script>"


@pytest.fixture(scope="module")
def demo() -> list[Listing]:
    return try_out([Origin(source="lahella", location=DEMO)], NearestCentre(), Fetcher(), NOW)[0]


@pytest.fixture(scope="module")
def whole(demo: list[Listing]) -> Survey:
    return survey(demo, NOW)


def test_every_listing_is_counted_once_in_each_grouping_it_belongs_to(
    demo: list[Listing], whole: Survey
) -> None:
    with_findings = [one for one in demo if list(findings(one, NOW))]
    assert whole.listings == len(demo) == whole.without_findings + len(with_findings)
    assert [one.id for one in whole.found] == [one.id for one in with_findings]
    for kind, count in whole.counts.items():
        assert count == sum(any(told.kind == kind for told in findings(one, NOW)) for one in demo)
    for grouping in ("source", "organisation"):
        groups = [group for group in whole.groups if group.grouping == grouping]
        assert sum(group.listings for group in groups) == whole.listings
    regions = [group for group in whole.groups if group.grouping == "region"]
    assert sum(group.listings for group in regions) >= whole.listings


def test_a_survey_of_nothing_is_empty() -> None:
    found = survey([], NOW)
    assert (found.listings, found.counts, found.groups) == (0, {}, ())
    assert "0" in as_page(found, {}, "fi")


def test_a_survey_survives_the_way_through_json(whole: Survey) -> None:
    assert Survey.model_validate_json(whole.model_dump_json()) == whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_has_a_line_per_finding(whole: Survey, lang: str) -> None:
    text = as_csv(whole, lang).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert tuple(head) == COLUMNS
    assert len(rows) == sum(len(one.findings) for one in whole.found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_every_kind_and_loads_nothing(whole: Survey, lang: str) -> None:
    page = LexborHTMLParser(as_page(whole, {}, lang))
    assert len(page.css("#all ~ tbody tr")) == len(whole.counts)
    assert not page.css("script, link, img, iframe")
    assert page.css(f"html[lang={lang}]")


def test_texts_of_listings_stay_texts() -> None:
    organisation = {"id": "lahella:9", "name": {"fi": HOSTILE}}
    texts = {"fi": {**ONLY_FINNISH["fi"], "title": HOSTILE}}
    found = survey([listing(texts=texts, organisation=organisation)], NOW)
    assert "<script>" not in as_page(found, {"lahella:9": HOSTILE}, "fi")
    rows = list(csv.reader(io.StringIO(as_csv(found, "fi").decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1] == f"'{HOSTILE}"


def test_links_that_do_not_work_are_found_by_asking(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Told:
        return Told(200, b"fine") if asked.path == "/good" else Told(404)

    with page_server(answer) as server:
        links = [{"url": f"{server.url}/{name}"} for name in ("good", "gone")]
        one = listing(links=links)
        heard: list[int] = []
        dead = dead_links(links_of(one), Fetcher(), heard.append)
    assert list(dead) == [f"{server.url}/gone"]
    assert heard == [1, 2]
    found = survey([one], NOW, dead)
    assert found.counts == {"dead_link": 1}
    assert "404" in found.found[0].findings[0].note
