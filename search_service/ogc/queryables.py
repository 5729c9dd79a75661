"""What a filter may name: a table of queryables, each with the attribute of the engine behind it.

All of them are facts of the listing, as in /v1/search: a listing that takes place in two towns has
both on each of its points.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from search_service.parameter_table import CHANNELS, KINDS, PRICES


class Queryable(NamedTuple):
    """A name that filters may use."""

    name: str
    title: str
    attribute: str
    several: bool = False  # a listing may have several values, of which one has to fit
    values: tuple[str, ...] = ()  # all that there are, where the list is closed
    is_time: bool = False

    @property
    def known(self) -> str:
        """Documents with a value, since a comparison with none is neither true nor false."""
        if self.is_time:
            return f"{self.attribute} > 0"  # the indexer writes 0 for "not told"
        return f"{self.attribute} {'IS NOT EMPTY' if self.several else 'EXISTS'}"

    @property
    def unknown(self) -> str:
        """Documents without a value."""
        if self.is_time:
            return f"{self.attribute} = 0"
        return f"{self.attribute} {'IS EMPTY' if self.several else 'NOT EXISTS'}"

    def schema(self) -> dict[str, Any]:
        """The property of the JSON Schema."""
        found: dict[str, Any] = {"title": self.title, "type": "string"}
        if self.values:
            found["enum"] = list(self.values)
        if self.is_time:
            found["format"] = "date-time"
        return found


_TABLE = (
    Queryable("kind", "Kind of listing", "kind", values=KINDS),
    Queryable("price", "Whether it costs money", "price", values=PRICES),
    Queryable("organisation", "Id of the organisation", "organisation"),
    Queryable("source", "Name of the source", "source"),
    Queryable("municipality", "Code of a municipality it takes place in", "municipalities", True),
    Queryable("region", "Code of a region it takes place in", "regions", True),
    Queryable("wellbeing_county", "Code of a county it takes place in", "wellbeing_counties", True),
    Queryable("theme", "Code of a theme", "themes", True),
    Queryable("format", "Code of a format", "formats", True),
    Queryable("audience", "Code of an audience", "audiences", True),
    Queryable("channel", "How one takes part", "channels", True, CHANNELS),
    Queryable("modified", "When the listing was last changed", "modified", is_time=True),
)
QUERYABLES: Mapping[str, Queryable] = {one.name: one for one in _TABLE}


def queryables_schema(address: str) -> dict[str, Any]:
    """The Queryables resource (19-079r2, /req/queryables/get-queryables-response)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": "What a filter of the listings may name",
        "properties": {name: one.schema() for name, one in QUERYABLES.items()},
        "additionalProperties": False,
    }
