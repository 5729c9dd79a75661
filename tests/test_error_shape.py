"""Every error of every route comes in one shape: RFC 9457 problem details, never kept."""

import ast
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.app import create_app
from search_service.settings import Settings
from tests.conftest import app_with

PROJECT = Path(__file__).parents[1]
PATHS = create_app(Settings()).openapi()["paths"]
ERRORS = [
    ("GET", "/no/such/page", 404),
    ("GET", "/v1/", 404),
    ("GET", "/v1/listings/lahella:0", 404),
    ("GET", "/v1/municipalities/999", 404),
    ("GET", "/v1/municipalities/091?geometry=true", 404),
    ("GET", "/v1/taxonomy/colours", 404),
    ("GET", "/v1/search?kind=none", 422),
    ("GET", "/v1/search?near=x&bbox=y", 422),
    ("GET", "/v1/municipalities/091?geometry=maybe", 422),
    ("GET", f"/v1/municipalities?lang={'x' * 99}", 422),
    ("GET", f"/v1/listings/{'x' * 999}", 422),
    ("POST", "/v1/search", 422),
    ("DELETE", "/v1/search", 405),
    ("POST", "/healthz", 405),
]


def assert_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    body: dict[str, Any] = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "errors", "request_id"}
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["status"] == status
    assert body["title"] == HTTPStatus(status).phrase
    assert body["type"]
    assert body["detail"]
    for error in body["errors"]:
        assert set(error) == {"field", "message"}
        assert error["field"]
        assert error["message"]
    return body


@pytest.mark.parametrize(("method", "path", "status"), ERRORS)
def test_an_error_is_a_problem(api: TestClient, method: str, path: str, status: int) -> None:
    body = assert_problem(api.request(method, path), status)
    assert bool(body["errors"]) is (status == 422), "fields are named when a field is wrong"


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_method_that_a_route_has_not_is_a_problem_that_names_those_it_has(
    api: TestClient, path: str
) -> None:
    answer = api.request("PATCH", path.replace("{", "").replace("}", ""))
    assert_problem(answer, 405)
    allowed = {method.strip() for method in answer.headers["allow"].split(",")}
    assert {method.upper() for method in PATHS[path]} <= allowed


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_the_documentation_names_its_methods_too(api: TestClient, path: str) -> None:
    answer = api.post(path)
    assert_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.fixture
def broken(
    engine: EngineAddress, demo: Report, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """The app with a mistake in it."""

    def mistaken(*_: object) -> None:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr("search_service.routes.search.read_parameters", mistaken)
    with TestClient(app_with(engine), raise_server_exceptions=False) as client:
        yield client


def test_a_mistake_of_the_service_is_a_problem_that_shows_nothing_of_the_inside(
    broken: TestClient,
) -> None:
    body = assert_problem(broken.get("/v1/search"), 500)
    assert "secret" not in str(body)
    assert "ZeroDivision" not in str(body)


def test_only_one_module_makes_errors_of_http() -> None:
    """So that no route can answer in a shape of its own."""
    for path in (PROJECT / "search_service").rglob("*.py"):
        if path.name in ("errors.py", "replies.py"):  # the other one only documents with it
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
            assert name not in ("HTTPException", "JSONResponse"), path
