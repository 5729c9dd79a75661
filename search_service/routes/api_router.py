"""Routers of the API: which errors their routes document, and how these call their endpoints."""

from collections.abc import Callable, Coroutine
from inspect import signature
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from search_service.errors import ANYWHERE, documented_errors


class PlainRoute(APIRoute):
    """A route that calls what takes the request alone without looking for what else to give it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The endpoint itself; FastAPI's handler where it has parameters or dependencies."""
        if self.dependencies or [*signature(self.endpoint).parameters] != ["request"]:
            return super().get_route_handler()
        return self.endpoint


def api_router(tag: str, prefix: str = "") -> APIRouter:
    """A router of routes that OpenAPI shows under `tag`."""
    errors = documented_errors(*ANYWHERE)
    return APIRouter(prefix=prefix, tags=[tag], responses=errors, route_class=PlainRoute)
