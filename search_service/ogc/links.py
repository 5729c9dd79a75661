"""Links between the resources: a public address in, links with relation and media type out."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

COLLECTION = "listings"
JSON = "application/json"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as OGC's schema has it."""

    href: str
    rel: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of everything, below the service's public address."""

    public: str  # without a slash at its end

    @property
    def root(self) -> str:
        """The landing page."""
        return f"{self.public}/ogc"

    @property
    def collections(self) -> str:
        """The list of collections."""
        return f"{self.root}/collections"

    @property
    def collection(self) -> str:
        """The collection."""
        return f"{self.collections}/{COLLECTION}"

    def items(self, asked: Pairs = ()) -> str:
        """The features, with the parameters asked."""
        return _with(f"{self.collection}/items", asked)

    def feature(self, feature_id: str, asked: Pairs = ()) -> str:
        """One feature."""
        return _with(f"{self.collection}/items/{quote(feature_id, safe='')}", asked)

    def page(self, listing_id: str) -> str:
        """The page of a listing for people."""
        return f"{self.public}/listings/{quote(listing_id, safe=':')}"


def _with(address: str, asked: Pairs) -> str:
    query = urlencode(list(asked))
    return f"{address}?{query}" if query else address
