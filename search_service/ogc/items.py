"""The features: what is asked in, a page of the collection or one feature out.

One HTTP call to the engine. Features are ordered by id, so that pages are slices of one order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from indexers.index.staging import LISTINGS
from search_service.criteria import Criteria
from search_service.engines.engine import Engine
from search_service.errors import NotFound
from search_service.filters import filters_of, quote
from search_service.near.locations import Locations
from search_service.ogc.bounds import ON_MAP, in_boxes
from search_service.ogc.feature import (
    Feature,
    LinkedFeature,
    geometry_of,
    properties_of,
)
from search_service.ogc.items_parameters import ItemsAsked
from search_service.ogc.links import GEOJSON, HTML, JSON, Addresses, Link, Pairs


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """A GeoJSON FeatureCollection with the members that OGC adds."""

    features: list[Feature]
    links: list[Link]
    timeStamp: str
    numberMatched: int
    numberReturned: int
    type: str = "FeatureCollection"


@dataclass(frozen=True, slots=True)
class Items:
    """Gives features as of one moment, with links below one address."""

    engine: Engine
    locations: Locations
    addresses: Addresses
    now: datetime

    async def page(self, asked: ItemsAsked, pairs: Pairs) -> FeaturePage:
        """A page; `pairs` are the request's own parameters, for the links. Raises EngineDown."""
        found, counted = await self.engine.multi_search(queries_of(asked, self.now))
        total = counted["totalHits"]
        return FeaturePage(
            features=[
                Feature(
                    id=entry.id,
                    geometry=geometry_of(entry),
                    properties=properties_of(entry, asked.lang, self.now, self.addresses),
                )
                for entry in self.locations.entries_of(found["hits"])
            ],
            links=self._links(asked, [*pairs], total),
            timeStamp=self.now.astimezone(UTC).isoformat(timespec="seconds"),
            numberMatched=total,
            numberReturned=len(found["hits"]),
        )

    async def one(self, feature_id: str, lang: str, pairs: Pairs) -> LinkedFeature:
        """The feature with that id. Raises NotFound, EngineDown."""
        conditions = [*conditions_of(ItemsAsked(), self.now), f"id = {quote(feature_id)}"]
        query = {**_query(conditions), "limit": 1, "attributesToRetrieve": ["id"]}
        hits = (await self.engine.multi_search([query]))[0]["hits"]
        # The engine compares texts without regard to case and accents; an id is exact.
        entries = self.locations.entries_of(hits)
        entry = next((one for one in entries if one.id == feature_id), None)
        if entry is None:
            raise NotFound(f"There is no feature {feature_id[:100]}.")
        properties = properties_of(entry, lang, self.now, self.addresses)
        address, page = self.addresses, self.addresses.page(properties.listing_id)
        return LinkedFeature(
            id=entry.id,
            geometry=geometry_of(entry),
            properties=properties,
            links=[
                Link(address.feature(feature_id, pairs), "self", GEOJSON, "This feature"),
                Link(page, "alternate", HTML, "The listing's page"),
                Link(address.collection, "collection", JSON, "The collection"),
            ],
        )

    def _links(self, asked: ItemsAsked, pairs: list[tuple[str, str]], total: int) -> list[Link]:
        own = [pair for pair in pairs if pair[0] not in ("limit", "offset")]
        address, end = self.addresses, asked.offset + asked.limit
        links = [
            Link(address.items(pairs), "self", GEOJSON, "This page"),
            Link(address.collection, "collection", JSON, "The collection"),
        ]
        if end < total:
            following = [*own, ("limit", str(asked.limit)), ("offset", str(end))]
            links.append(Link(address.items(following), "next", GEOJSON, "The next page"))
        if asked.offset:
            # The first page may be shorter, so that no feature stands on two pages.
            limit, offset = min(asked.limit, asked.offset), max(asked.offset - asked.limit, 0)
            before = [*own, ("limit", str(limit)), ("offset", str(offset))]
            links.append(Link(address.items(before), "prev", GEOJSON, "The page before"))
        return links


def queries_of(asked: ItemsAsked, now: datetime) -> list[Mapping[str, Any]]:
    """The page, and the exact count beside it: the engine only guesses one with an offset."""
    query = _query(conditions_of(asked, now))
    page = {
        "sort": ["id:asc"],
        "offset": asked.offset,
        "limit": asked.limit,
        "attributesToRetrieve": ["id"],
    }
    return [{**query, **page}, {**query, "page": 1, "hitsPerPage": 0}]


def conditions_of(asked: ItemsAsked, now: datetime) -> list[str]:
    """Conditions that all have to hold."""
    conditions = [ON_MAP, *filters_of(Criteria(coded=asked.coded), now).values()]
    if asked.boxes:
        conditions.append(in_boxes(asked.boxes))
    if asked.interval:
        conditions.append(asked.interval.expression())
    if asked.expression:
        conditions.append(asked.expression)
    return conditions


def _query(conditions: list[str]) -> dict[str, Any]:
    return {"indexUid": LISTINGS, "q": "", "filter": conditions}
