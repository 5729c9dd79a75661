"""JSON-LD: the answer as a list of schema.org, in its order."""

from dataclasses import dataclass, field

import orjson

from search_service.exports.export import Export
from search_service.exports.listing_told import ListingTold
from search_service.exports.pieces import Pieces
from search_service.exports.schema_org import CONTEXT, thing_of
from search_service.exports.walk import Row


@dataclass(frozen=True, slots=True)
class LinkedData:
    """Writes the ItemList."""

    export: Export
    pieces: Pieces = field(default_factory=Pieces)

    def begin(self) -> str:
        """The list's own members."""
        head = {
            "@context": CONTEXT,
            "@type": "ItemList",
            "name": self.export.title,
            "url": self.export.page_url,
            "numberOfItems": self.export.count,
            "itemListElement": [],
        }
        return orjson.dumps(head).decode().removesuffix("]}")

    def row(self, row: Row) -> str:
        """The next item."""
        thing = thing_of(ListingTold(row, self.export))
        position = self.pieces.written + 1
        return self.pieces.next({"@type": "ListItem", "position": position, "item": thing})

    def end(self) -> str:
        """The end of the list."""
        return "\n]}\n"
