"""The definition of these resources alone, in OpenAPI 3.0, which desktop programs read.

/openapi.json describes the whole service in OpenAPI 3.1. Paths here are below /ogc.
"""

from collections.abc import Sequence
from http import HTTPStatus
from importlib.resources import files
from typing import Any

import orjson

from search_service.ogc.items_parameters import ITEMS_PARAMETERS, LANG_PARAMETERS, documented
from search_service.ogc.links import COLLECTION, GEOJSON, JSON, OPENAPI, SCHEMA, Addresses
from search_service.parameter_table import Parameter

SCHEMAS = "ogc_schemas.json"  # in search_service/data, with OGC's names
PROBLEM = "application/problem+json"
FEATURE_ID = "lahella_3a_7200010007__0"
FEATURE_ID_PARAMETER = {
    "name": "featureId",
    "in": "path",
    "required": True,
    "description": "Id of a feature, as the collection gives it.",
    "schema": {"type": "string"},
    "example": FEATURE_ID,
}


def definition(addresses: Addresses) -> dict[str, Any]:
    """The whole OpenAPI document."""
    items = f"/collections/{COLLECTION}/items"
    return {
        "openapi": "3.0.3",
        "info": {"title": "Lähellä search: OGC API - Features", "version": "1"},
        "servers": [{"url": addresses.root}],
        "paths": {
            "/": _get("landingPage", "Landing page", JSON, "landingPage"),
            "/api": _get("definition", "This definition", OPENAPI, "definition"),
            "/conformance": _get("conformance", "Conformance classes", JSON, "confClasses"),
            "/collections": _get("collections", "Collections", JSON, "collections"),
            f"/collections/{COLLECTION}": _get("collection", "Collection", JSON, "collection"),
            f"/collections/{COLLECTION}/queryables": _get(
                "queryables", "What filters may name", SCHEMA, "queryables"
            ),
            items: _get("items", "Features", GEOJSON, "featureCollection", ITEMS_PARAMETERS),
            f"{items}/{{featureId}}": {
                **_get("feature", "One feature", GEOJSON, "feature", LANG_PARAMETERS, 404),
                "parameters": [FEATURE_ID_PARAMETER],
            },
        },
        "components": {
            "schemas": orjson.loads((files("search_service") / "data" / SCHEMAS).read_bytes())
        },
    }


def _get(
    name: str,
    summary: str,
    media_type: str,
    schema: str,
    parameters: Sequence[Parameter] = (),
    *errors: int,
) -> dict[str, Any]:
    responses = {str(status): _error(status) for status in (400, *errors, 500, 503)}
    operation = {
        "operationId": name,
        "summary": summary,
        "parameters": documented(parameters),
        "responses": {
            "200": {"description": summary, "content": {media_type: _schema(schema)}},
            "304": {"description": "As it was under the tag of If-None-Match"},
            **responses,
        },
    }
    return {"get": operation}


def _error(status: int) -> dict[str, Any]:
    return {"description": HTTPStatus(status).phrase, "content": {PROBLEM: _schema("problem")}}


def _schema(name: str) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}
