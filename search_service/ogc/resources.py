"""The resources that describe the service: landing page, conformance, collections."""

from dataclasses import dataclass
from typing import Any

from geo.point import FINLAND_LAT, FINLAND_LON
from search_service.ogc.conformance import CONFORMS_TO
from search_service.ogc.links import (
    COLLECTION,
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    QUERYABLES,
    SCHEMA,
    Addresses,
    Link,
)

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
TITLE = "Lähellä search"
DESCRIPTION = (
    "Hobbies, support, volunteering, events and services in Finland: a point for each place "
    "where a listing can be met with."
)
# The indexer keeps no point outside this rectangle (geo/point.py).
EXTENT = {
    "spatial": {
        "bbox": [[FINLAND_LON[0], FINLAND_LAT[0], FINLAND_LON[1], FINLAND_LAT[1]]],
        "crs": CRS84,
    }
}


@dataclass(frozen=True, slots=True)
class LandingPage:
    """Where a client begins."""

    title: str
    description: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Conformance:
    """The conformance classes."""

    conformsTo: tuple[str, ...] = CONFORMS_TO


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of features."""

    id: str
    title: str
    description: str
    extent: dict[str, Any]
    links: list[Link]
    itemType: str = "feature"
    crs: tuple[str, ...] = (CRS84,)


@dataclass(frozen=True, slots=True)
class Collections:
    """All collections: there is one."""

    links: list[Link]
    collections: list[Collection]


def landing_page(addresses: Addresses) -> LandingPage:
    """The landing page."""
    root = addresses.root
    links = [
        Link(root, "self", JSON, "This page"),
        Link(f"{root}/api", "service-desc", OPENAPI, "The definition of this API"),
        Link(f"{addresses.public}/docs", "service-doc", HTML, "The whole service's documentation"),
        Link(f"{root}/conformance", "conformance", JSON, "Conformance classes"),
        Link(addresses.collections, "data", JSON, "Collections"),
    ]
    return LandingPage(TITLE, DESCRIPTION, links)


def collections(addresses: Addresses) -> Collections:
    """The list of collections."""
    own = Link(addresses.collections, "self", JSON, "This list")
    return Collections([own], [collection(addresses)])


def collection(addresses: Addresses) -> Collection:
    """The collection of the listings' points."""
    links = [
        Link(addresses.collection, "self", JSON, "This collection"),
        Link(addresses.items(), "items", GEOJSON, "The features"),
        Link(f"{addresses.collection}/queryables", QUERYABLES, SCHEMA, "What filters may name"),
    ]
    return Collection(COLLECTION, "Listings", DESCRIPTION, EXTENT, links)
