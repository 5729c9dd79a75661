"""/ogc: OGC API - Features, for desktop GIS; see search_service/ogc."""

from typing import Annotated, Any

from fastapi import Path, Request
from starlette.responses import Response

from search_service.errors import NotFound, documented_errors
from search_service.ogc.definition import FEATURE_ID, definition
from search_service.ogc.items import Items
from search_service.ogc.items_parameters import (
    ITEMS_PARAMETERS,
    LANG_PARAMETERS,
    documented,
    read_items,
    read_lang,
    refuse_parameters,
)
from search_service.ogc.links import GEOJSON, JSON, OPENAPI, SCHEMA, Addresses
from search_service.ogc.queryables import queryables_schema
from search_service.ogc.resources import Conformance, collection, collections, landing_page
from search_service.public_address import public_address
from search_service.routes.api_router import api_router
from search_service.routes.replies import json_reply, media

router = api_router("ogc", prefix="/ogc")
MAX_ID = 600  # the longest id of a listing with every character escaped


@router.get("")
async def landing(request: Request) -> Response:
    """Landing page of OGC API - Features: the address to give to QGIS."""
    return _described(request, landing_page(_addresses(request)))


@router.get("/conformance")
async def conformance(request: Request) -> Response:
    """Conformance classes that are kept, each with its tests."""
    return _described(request, Conformance())


@router.get("/api", response_class=media(OPENAPI))
async def api_definition(request: Request) -> Response:
    """Definition of the resources below /ogc in OpenAPI 3.0."""
    return _described(request, definition(_addresses(request)), OPENAPI)


@router.get("/collections")
async def all_collections(request: Request) -> Response:
    """Collections: there is one, the points of the listings."""
    return _described(request, collections(_addresses(request)))


@router.get("/collections/listings")
async def listings_collection(request: Request) -> Response:
    """Collection of the listings' points: one feature for each location with a point."""
    return _described(request, collection(_addresses(request)))


@router.get("/collections/listings/queryables", response_class=media(SCHEMA))
async def queryables(request: Request) -> Response:
    """Names that a filter may use, as JSON Schema."""
    address = f"{_addresses(request).collection}/queryables"
    return _described(request, queryables_schema(address), SCHEMA)


@router.get(
    "/collections/listings/items",
    response_class=media(GEOJSON),
    openapi_extra={"parameters": documented(ITEMS_PARAMETERS)},
)
async def items(request: Request) -> Response:
    """Features as GeoJSON, ordered by id, a page at a time.

    Listings whose time is over are never among them. Unknown parameters are refused.
    """
    asked = read_items(_raw(request))
    page = await _items(request).page(asked, request.query_params.multi_items())
    return _reply(request, page, GEOJSON)


@router.get(
    "/collections/listings/items/{feature_id}",
    response_class=media(GEOJSON),
    responses=documented_errors(404),
    openapi_extra={"parameters": documented(LANG_PARAMETERS)},
)
async def feature(
    request: Request,
    feature_id: Annotated[str, Path(description="id of a feature", examples=[FEATURE_ID])],
) -> Response:
    """One feature as GeoJSON."""
    lang = read_lang(_raw(request))
    if len(feature_id) > MAX_ID:
        raise NotFound("There is no such feature.")
    found = await _items(request).one(feature_id, lang, request.query_params.multi_items())
    return _reply(request, found, GEOJSON)


def _raw(request: Request) -> dict[str, list[str]]:
    query = request.query_params
    return {name: query.getlist(name) for name in query}


def _addresses(request: Request) -> Addresses:
    return Addresses(public_address(request))


def _items(request: Request) -> Items:
    state = request.app.state
    return Items(
        state.searcher.engine,
        state.searcher.index.current.locations,
        _addresses(request),
        state.settings.clock(),
    )


def _described(request: Request, value: Any, media_type: str = JSON) -> Response:
    """A resource that takes no parameters."""
    refuse_parameters(_raw(request))
    return _reply(request, value, media_type)


def _reply(request: Request, value: Any, media_type: str) -> Response:
    reply = json_reply(request, value, build=request.app.state.searcher.index.current.build)
    if reply.status_code == 200:
        reply.headers["Content-Type"] = media_type
    return reply
