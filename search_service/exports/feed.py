"""RSS 2.0: an item for each listing, in the answer's order (sort=newest for what is new)."""

from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

from search_service.exports.export import Export
from search_service.exports.listing_told import ListingTold
from search_service.exports.walk import Row
from search_service.xml_writing import Xml

NEWEST = 50  # items of a feed of what is new; readers ask again long before so many are
MEDIA_TYPE = "application/rss+xml"
SPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True, slots=True)
class Feed:
    """Writes the feed."""

    export: Export

    def begin(self) -> str:
        """The channel's own elements, with the feed's own address."""
        export, xml = self.export, Xml()
        xml.declare()
        xml.open("rss", **SPACES)
        xml.open("channel")
        xml.text("title", export.title)
        xml.text("link", export.page_url)
        xml.text("description", export.texts("export.feed"))
        xml.text("language", export.texts.lang)
        xml.text("lastBuildDate", format_datetime(export.now))
        xml.text("ttl", "60")
        xml.text("atom:link", href=export.self_url, rel="self", type=MEDIA_TYPE)
        return xml.written

    def row(self, row: Row) -> str:
        """The item of a listing."""
        told, xml = ListingTold(row, self.export), Xml()
        changed = told.listing.modified
        with xml.inside("item"):
            xml.text("title", told.title)
            xml.text("link", told.url)
            xml.text("guid", told.listing.id, isPermaLink="false")
            xml.text("description", _as_html(told.summary, *told.times, *told.addresses))
            xml.text("dc:language", told.text_lang)
            if told.organisation:
                xml.text("dc:creator", told.organisation)
            if changed:
                xml.text("pubDate", format_datetime(changed))
            for name in (told.kind, *told.labels("themes", told.listing.themes)):
                xml.text("category", name)
        return xml.written

    def end(self) -> str:
        """The end of the channel."""
        return "</channel></rss>\n"


def _as_html(*lines: str) -> str:
    """Feed readers take a description for HTML: escaped here, and once more as XML."""
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
