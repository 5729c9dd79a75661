"""Every error in one shape, RFC 9457 application/problem+json.

ServiceError
├── KeyNeeded           401   only the operator may
├── TooSlow             408   the body does not come in time
├── TooLarge            413   the body is larger than any search
├── InvalidParameters   422   the request cannot be read; names each field
├── NotFound            404   no such listing, municipality, list
├── Gone                410   a listing whose time is over
├── EngineDown          503   the engine does not answer in time; Retry-After tells when
└── Rebuilt             503   the index changed while all of an answer was read
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar, NamedTuple

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from search_service.watching.observation import request_id

RETRY_AFTER_S = 5
# Statuses that any route may answer: the gate's, wrong parameters, no engine.
ANYWHERE = (400, 401, 408, 413, 414, 422, 429, 503)


class FieldError(NamedTuple):
    """What is wrong with one field, and what was expected."""

    field: str
    message: str


class ServiceError(Exception):
    """An error with a status; `detail` is for the reader."""

    status = 500
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, detail: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)


class InvalidParameters(ServiceError):
    """The request cannot be read."""

    status = 422

    def __init__(self, errors: Sequence[FieldError]) -> None:
        fields = ", ".join(dict.fromkeys(error.field for error in errors))
        super().__init__(f"Check: {fields}.", errors)


class KeyNeeded(ServiceError):
    """Only who has the key may."""

    status = 401
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": "Bearer"}


class TooSlow(ServiceError):
    """The body does not come in time."""

    status = 408
    headers: ClassVar[Mapping[str, str]] = {"Connection": "close"}


class TooLarge(ServiceError):
    """The body is larger than any search; the rest of it is not read."""

    status = 413
    headers: ClassVar[Mapping[str, str]] = {"Connection": "close"}


class NotFound(ServiceError):
    """There is no such thing."""

    status = 404


class Gone(ServiceError):
    """It was there, and its time is over."""

    status = 410


class EngineDown(ServiceError):
    """The engine does not answer, or not in time."""

    status = 503


class Rebuilt(ServiceError):
    """The index changed while all of an answer was read."""

    status = 503


def problem(
    status: int,
    detail: str,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The one shape of an error."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [error._asdict() for error in errors],
        "request_id": request_id(),
    }
    return Response(
        orjson.dumps(body),
        status_code=status,
        media_type="application/problem+json",
        headers={
            "Cache-Control": "no-store",
            "X-Request-ID": request_id(),
            **(headers or {}),
        },
    )


class Problem(BaseModel):
    """An error as it is answered."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]]
    request_id: str = Field(description="the same id as in the log; tell it when you ask about it")


def documented_errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the errors of a route."""
    schema = Problem.model_json_schema()
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": schema}},
        }
        for status in statuses
    }


def _allowed(request: Request) -> str:
    """The methods of all routes at this path: the first one that fits knows only its own."""
    methods = {
        method
        for route in request.app.routes
        if isinstance(route, Route) and route.path_regex.match(request.url.path)
        for method in route.methods or ()
    }
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of the app as a problem."""

    @app.exception_handler(ServiceError)
    async def service_error(_: Request, error: ServiceError) -> Response:
        retry = {"Retry-After": str(RETRY_AFTER_S)} if error.status == 503 else {}
        return problem(error.status, error.detail, error.errors, {**error.headers, **retry})

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = _allowed(request)
        return problem(error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(RequestValidationError)
    async def validation_error(_: Request, error: RequestValidationError) -> Response:
        errors = [
            FieldError(".".join(str(step) for step in one["loc"][1:]) or "body", one["msg"])
            for one in error.errors()
        ]
        invalid = InvalidParameters(errors)
        return problem(invalid.status, invalid.detail, errors)

    @app.exception_handler(Exception)
    async def unforeseen(_: Request, __: Exception) -> Response:
        return problem(500, "The service made a mistake. It has been logged.")
