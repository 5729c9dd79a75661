"""How routes of the API call their endpoints, and what each of them documents."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse, Response

from search_service.errors import ANYWHERE
from search_service.routes.api_router import api_router

router = api_router("tried")


def refuse() -> None:
    raise PermissionError


@router.get("/alone")
async def alone(request: Request) -> Response:
    return PlainTextResponse(request.query_params["q"])


@router.get("/asking")
async def asking(request: Request, number: int) -> Response:
    return PlainTextResponse(f"{request.query_params['number']} {number + 1}")


@router.get("/guarded", dependencies=[Depends(refuse)])
async def guarded(request: Request) -> Response:
    return PlainTextResponse(request.url.path)


@router.get("/fed")
async def fed(number: Annotated[int, Depends(lambda: 3)]) -> dict[str, int]:
    return {"number": number}


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    app.router.routes += router.routes
    return TestClient(app)


def test_what_takes_the_request_alone_is_called_with_it(client: TestClient) -> None:
    route = next(one for one in router.routes if isinstance(one, APIRoute))
    assert route.get_route_handler() is alone
    assert client.get("/alone?q=jooga").text == "jooga"


def test_parameters_are_read_and_checked(client: TestClient) -> None:
    assert client.get("/asking?number=1").text == "1 2"
    assert client.get("/asking?number=many").status_code == 422
    assert client.get("/fed").json() == {"number": 3}


def test_a_dependency_is_never_passed_by(client: TestClient) -> None:
    with pytest.raises(PermissionError):
        client.get("/guarded")


def test_every_route_documents_the_errors_that_any_may_answer(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert [*paths] == ["/alone", "/asking", "/guarded", "/fed"]
    for path in paths.values():
        assert {str(status) for status in ANYWHERE} <= {*path["get"]["responses"]}
