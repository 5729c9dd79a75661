"""What can be asked is documented: every parameter and setting, with examples that work."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from search_service.app import create_app
from search_service.parameter_table import NAMES, PARAMETERS
from search_service.settings import Settings

PROJECT = Path(__file__).parents[1]
ENV = ".env.example"
# The search parameters of the contract. More may come; none may go or be renamed.
CONTRACT = {
    *("q", "lang", "near", "place", "radius_m", "serves", "municipality", "region"),
    *("wellbeing_county", "kind", "theme", "format", "need", "audience", "organisation", "source"),
    *("age", "service_language", "accessibility", "price", "channel", "weekday", "time_from"),
    *("time_to", "date_from", "date_to", "open_at", "bbox", "sort", "page", "per_page", "facets"),
    "interpret",
}
# Errors that a reader of the document must know of.
ANSWERED = {
    ("get", "/v1/search"): {"422", "503"},
    ("post", "/v1/search"): {"422", "503"},
    ("get", "/v1/listings/{listing_id}"): {"404", "410", "503"},
    ("get", "/v1/municipalities/{code}"): {"404"},
    ("get", "/v1/taxonomy/{list_name}"): {"404"},
}
TYPES = {
    "string": str,
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "array": list,
    "object": dict,
}
METHODS = {"get", "post", "put", "patch", "delete", "head", "options", "trace"}
VARIABLE = re.compile(r"\b(?:LAHELLA|MEILI)_[A-Z_]+[A-Z]\b")


class Operation(NamedTuple):
    method: str
    path: str
    body: dict[str, Any]

    @property
    def parameters(self) -> list[dict[str, Any]]:
        return list(self.body.get("parameters", []))


APP: FastAPI = create_app(Settings())
DOCUMENT: dict[str, Any] = APP.openapi()
OPERATIONS = [
    Operation(method, path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method in METHODS
]
EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")


def example_of(parameter: dict[str, Any]) -> Any:
    """A parameter's example, wherever OpenAPI lets it stand."""
    schema = parameter.get("schema", {})
    listed = [*_named(parameter.get("examples")), *schema.get("examples", [])]
    return next((one for one in (parameter.get("example"), *listed) if one is not None), None)


def _named(examples: Any) -> list[Any]:
    return [one["value"] for one in examples.values()] if isinstance(examples, dict) else []


def test_the_document_is_complete_openapi() -> None:
    assert DOCUMENT["openapi"].startswith("3.")
    assert DOCUMENT["info"]["title"]
    assert DOCUMENT["info"]["version"]
    ids = [operation.body["operationId"] for operation in OPERATIONS]
    assert len(set(ids)) == len(ids)
    json.dumps(DOCUMENT, allow_nan=False)


def test_every_reference_leads_somewhere() -> None:
    for reference in references(DOCUMENT):
        target: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            assert step in target, reference
            target = target[step]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


@EACH
def test_an_operation_says_what_it_does_and_what_it_answers(operation: Operation) -> None:
    assert operation.body.get("summary")
    assert operation.body.get("description")
    assert operation.body["responses"].get("200", {}).get("description")


@EACH
def test_every_part_of_a_path_is_a_parameter(operation: Operation) -> None:
    told = {one["name"] for one in operation.parameters if one["in"] == "path"}
    assert told == set(re.findall(r"{(\w+)}", operation.path))
    assert all(one["required"] for one in operation.parameters if one["in"] == "path")
    names = [(one["in"], one["name"]) for one in operation.parameters]
    assert len(set(names)) == len(names)


@EACH
def test_every_parameter_has_a_description_and_an_example(operation: Operation) -> None:
    bare = {
        one["name"]: [part for part in ("description", "example") if not told(one, part)]
        for one in operation.parameters
    }
    assert {name: missing for name, missing in bare.items() if missing} == {}


def told(parameter: dict[str, Any], part: str) -> bool:
    if part == "example":
        return example_of(parameter) is not None
    return bool(parameter.get("description") or parameter.get("schema", {}).get("description"))


@EACH
def test_every_example_is_of_its_parameters_type(operation: Operation) -> None:
    for one in operation.parameters:
        expected = one["schema"].get("type")
        if expected and example_of(one) is not None:
            assert isinstance(example_of(one), TYPES[expected]), (one["name"], example_of(one))


@EACH
def test_errors_are_documented_in_the_shape_that_they_have(operation: Operation) -> None:
    for status, response in operation.body["responses"].items():
        if status.startswith(("4", "5")):
            assert list(response.get("content", {})) == ["application/problem+json"], status


@pytest.mark.parametrize(("method", "path"), ANSWERED)
def test_the_errors_of_an_operation_are_documented(method: str, path: str) -> None:
    assert ANSWERED[method, path] <= set(DOCUMENT["paths"][path][method]["responses"])


def test_every_parameter_of_the_contract_is_offered() -> None:
    assert CONTRACT <= NAMES
    get = DOCUMENT["paths"]["/v1/search"]["get"]["parameters"]
    assert [one["name"] for one in get] == [one.name for one in PARAMETERS]
    content = DOCUMENT["paths"]["/v1/search"]["post"]["requestBody"]["content"]
    properties = content["application/json"]["schema"]["properties"]
    assert set(properties) == {*NAMES, "polygon"}
    assert all(one["description"] for one in properties.values())


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda one: one.name)
def test_the_example_of_a_search_parameter_works(api: TestClient, parameter: Any) -> None:
    example = parameter.example
    value = ",".join(map(str, example)) if isinstance(example, list) else example
    for answer in (
        api.get("/v1/search", params={parameter.name: value}),
        api.post("/v1/search", json={parameter.name: example}),
    ):
        assert answer.status_code == 200, answer.text
        fields = [one["field"] for one in answer.json()["warnings"]]
        assert fields in ([], ["radius_m"]), "a radius alone may be told to have no effect"


@EACH
def test_the_examples_of_an_operation_are_answered(api: TestClient, operation: Operation) -> None:
    if operation.method != "get":
        return
    path = operation.path
    for one in operation.parameters:
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", str(example_of(one)))
    needed = [one for one in operation.parameters if one["in"] == "query" and one.get("required")]
    asked = {one["name"]: example_of(one) for one in needed}
    assert api.get(path, params=asked).status_code == 200, (path, asked)


def test_the_document_is_served(api: TestClient) -> None:
    assert api.get("/openapi.json").json()["paths"].keys() == DOCUMENT["paths"].keys()


def test_the_readme_names_every_setting() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    named = set(VARIABLE.findall(readme))
    assert variables() - named == set()


def variables() -> set[str]:
    """Names of the environment variables of the settings."""
    prefix = str(Settings.model_config["env_prefix"])
    fields = Settings.model_fields.items()
    return {str(field.validation_alias or prefix + name.upper()) for name, field in fields}


def test_every_variable_that_the_code_reads_is_explained() -> None:
    """In the README or, for those of docker-compose.yml, in the example of its .env."""
    explained = [(PROJECT / name).read_text(encoding="utf-8") for name in ("README.md", ENV)]
    read = {
        name
        for package in ("geo", "synonyms", "indexers", "search_service")
        for path in (PROJECT / package).rglob("*.py")
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert read - {name for text in explained for name in VARIABLE.findall(text)} == set()


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description or field.validation_alias, name
