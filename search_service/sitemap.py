"""The site map (sitemaps.org): every listing's page in every language of the pages, for crawlers.

One file when it can hold all; otherwise an index of files. A file is written page by page of the
engine, in the order of the ids.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from indexers.index.staging import LISTINGS
from search_service.criteria import Criteria
from search_service.engines.engine import Engine, Result
from search_service.filters import filters_of
from search_service.messages import LANGUAGES
from search_service.web.hit_view import listing_url
from search_service.xml_writing import Xml

# Of a file; in three languages within the protocol's 50,000 addresses and 50 MB.
PER_FILE = 10_000
CHUNK = 1000  # listings asked from the engine at once
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Writes the files as of one moment, for the service at a public address."""

    engine: Engine
    public: str
    now: datetime
    per_file: int = PER_FILE
    chunk: int = CHUNK

    async def count(self) -> int:
        """How many listings there are. Raises EngineDown."""
        return int((await self._page(1, 0))["totalHits"])

    def files(self, count: int) -> int:
        """How many files hold them."""
        return max(-(-count // self.per_file), 1)

    def index(self, count: int) -> str:
        """The index of the files."""
        xml = Xml()
        xml.declare()
        with xml.inside("sitemapindex", xmlns=SPACE):
            for number in range(1, self.files(count) + 1):
                with xml.inside("sitemap"):
                    xml.text("loc", f"{self.public}/sitemap-{number}.xml")
        return xml.written

    async def file(self, number: int) -> AsyncIterator[str]:
        """A file, from 1; the first one begins with the search page. Raises EngineDown."""
        xml = Xml()
        xml.declare()
        xml.open("urlset", **{"xmlns": SPACE, "xmlns:xhtml": XHTML})
        yield xml.written
        if number == 1:
            yield self._addresses({lang: _start(lang) for lang in LANGUAGES}, 0)
        pages = self.per_file // self.chunk
        for page in range((number - 1) * pages + 1, number * pages + 1):
            hits = (await self._page(page, self.chunk))["hits"]
            for hit in hits:
                own = {lang: listing_url(hit["listing_id"], lang) for lang in LANGUAGES}
                yield self._addresses(own, hit["modified"])
            if len(hits) < self.chunk:
                break
        yield "</urlset>\n"

    def _addresses(self, paths: dict[str, str], modified: float) -> str:
        """A page in each language, each with all the others."""
        xml = Xml()
        for path in paths.values():
            with xml.inside("url"):
                xml.text("loc", self.public + path)
                if modified:
                    xml.text("lastmod", datetime.fromtimestamp(modified, UTC).isoformat())
                for lang, other in paths.items():
                    href = self.public + other
                    xml.text("xhtml:link", rel="alternate", hreflang=lang, href=href)
        return xml.written

    async def _page(self, page: int, size: int) -> Result:
        query: dict[str, Any] = {
            "indexUid": LISTINGS,
            "q": "",
            "filter": ["first = true", *filters_of(Criteria(), self.now).values()],
            "sort": ["id:asc"],
            "page": page,
            "hitsPerPage": size,
            "attributesToRetrieve": ["listing_id", "modified"],
        }
        return (await self.engine.multi_search([query]))[0]


def _start(lang: str) -> str:
    return "/" if lang == LANGUAGES[0] else f"/?lang={lang}"
