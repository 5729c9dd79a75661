"""The OpenAPI 3.0 definition below /ogc is valid, complete, and what the service really answers."""

from dataclasses import fields

import pytest
from fastapi.testclient import TestClient
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import OpenAPIV30SpecValidator

from search_service.ogc.definition import FEATURE_ID
from search_service.ogc.feature import Properties
from search_service.ogc.items_parameters import ITEMS_PARAMETERS
from tests.search_service.ogc_points import ITEMS
from tests.search_service.test_ogc import RESOURCES

NAMES = [one.name for one in ITEMS_PARAMETERS]


def test_a_property_is_named_like_a_parameter_only_when_both_mean_the_same() -> None:
    """GDAL sends a condition on a property as the parameter of that name."""
    assert {one.name for one in fields(Properties)} & set(NAMES) == {"kind", "price"}


def test_the_definition_is_openapi_3_0_and_says_all_that_is_taken(api: TestClient) -> None:
    """/req/oas30/oas-definition-2, completeness, exceptions-codes"""
    document = api.get("/ogc/api").json()
    OpenAPIV30SpecValidator(document).validate()
    assert document["servers"] == [{"url": "http://testserver/ogc"}]
    get = document["paths"]["/collections/listings/items"]["get"]
    assert [one["name"] for one in get["parameters"]] == NAMES
    assert set(get["responses"]) == {"200", "304", "400", "500", "503"}
    whole = api.get("/openapi.json").json()["paths"]
    told = {f"/ogc{path}".rstrip("/") for path in document["paths"]}
    assert {path.replace("{featureId}", "{feature_id}") for path in told} == {
        path for path in whole if path.startswith("/ogc")
    }


@pytest.mark.parametrize("path", sorted(RESOURCES))
def test_an_answer_is_as_the_definition_says(api: TestClient, path: str) -> None:
    """/req/oas30/oas-impl"""
    document = api.get("/ogc/api").json()
    key = path.removeprefix("/ogc").replace(FEATURE_ID, "{featureId}") or "/"
    content = document["paths"][key]["get"]["responses"]["200"]["content"]
    (schema,) = [one["schema"] for one in content.values()]
    assert list(content) == [RESOURCES[path]]
    whole = {**schema, "components": document["components"]}
    OAS30Validator(whole).validate(api.get(path).json())


def test_a_refusal_is_as_the_definition_says(api: TestClient) -> None:
    document = api.get("/ogc/api").json()
    problem = {
        "$ref": "#/components/schemas/problem",
        "components": document["components"],
    }
    OAS30Validator(problem).validate(api.get(ITEMS, params={"limit": 0}).json())
