"""A listing without an engine, as exports tell it."""

from typing import Any

from indexers.listing import Listing
from search_service.exports.export import Export, Writer
from search_service.exports.listing_told import ListingTold
from search_service.exports.schema_org import thing_of
from search_service.exports.walk import Row
from search_service.whole_listing import Whole
from synonyms.concepts import Concepts
from tests.conftest import NOW

PUBLIC = "https://lahella.example.fi"


def export_of(count: int = 1, lang: str = "fi") -> Export:
    """An export of some listings."""
    return Export(
        lang=lang,
        now=NOW,
        public=PUBLIC,
        concepts=Concepts.load(),
        title="Lähellä",
        total=count,
        count=count,
        self_url=f"{PUBLIC}/v1/export",
        page_url=f"{PUBLIC}/",
    )


def row_of(listing: Listing) -> Row:
    """The row of a listing that was not ranked."""
    return Row(None, Whole(listing, {}))


def told(listing: Listing) -> dict[str, Any]:
    """The listing in the words of schema.org."""
    return thing_of(ListingTold(row_of(listing), export_of()))


def written(writer: Writer, *listings: Listing) -> bytes:
    """The whole file."""
    pieces = [writer.begin(), *(writer.row(row_of(one)) for one in listings), writer.end()]
    return "".join(pieces).encode()
