"""The feed, as a feed reader has it."""

import time
from datetime import UTC, datetime

from fastapi.testclient import TestClient

from search_service.exports.feed import Feed
from tests.indexers.samples import listing, weekly
from tests.search_service.export_reading import export, feed
from tests.search_service.telling import export_of, written


def test_the_feed_knows_itself_and_its_search(api: TestClient) -> None:
    read = feed(export(api, "rss", "q=kuoro&lang=sv").content)
    assert read.version == "rss20"
    assert read.feed.title == "Lähellä-sökning: kuoro"
    assert read.feed.language == "sv"
    links = {link.rel: link for link in read.feed.links}
    assert links["alternate"].href.endswith("/?q=kuoro&lang=sv")
    assert links["self"].href.endswith("/v1/export.rss?q=kuoro&lang=sv")
    assert links["self"].type == "application/rss+xml"
    again = api.get(links["self"].href)
    assert feed(again.content).entries == read.entries


def test_an_item_leads_to_the_listings_page(api: TestClient) -> None:
    for entry in feed(export(api, "rss", "limit=10").content).entries:
        assert entry.link.endswith(f"/listings/{entry.id}")
        assert entry.guidislink is False
        assert api.get(entry.link).status_code == 200


def test_an_item_says_what_when_where_and_by_whom() -> None:
    made = listing(
        texts={"fi": {"title": "Kuoro", "summary": "Laulamme & nauramme <3"}},
        organisation={"id": "x:1", "name": {"fi": "Keksitty kuoro ry"}},
        modified=datetime(2026, 11, 1, 12, tzinfo=UTC),
        locations=[{"sessions": [weekly()], "address": {"street": "Katu 1", "post_town": "Oulu"}}],
    )
    (entry,) = feed(written(Feed(export_of()), made)).entries
    assert entry.title == "Kuoro"
    assert "<p>Laulamme &amp; nauramme &lt;3</p>" in entry.summary
    assert "tiistaisin klo 18–19.30" in entry.summary
    assert "Katu 1, Oulu" in entry.summary
    assert entry.author == "Keksitty kuoro ry"
    assert entry.published_parsed[:4] == time.struct_time((2026, 11, 1, 12, 0, 0, 6, 305, 0))[:4]


def test_the_newest_can_be_asked_for_first(api: TestClient) -> None:
    hits = api.get("/v1/search?sort=newest&per_page=20").json()["hits"]
    entries = feed(export(api, "rss", "sort=newest&limit=20").content).entries
    assert [entry.id for entry in entries] == [hit["id"] for hit in hits]
