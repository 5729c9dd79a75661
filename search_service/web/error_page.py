"""Errors of the page routes: told in plain words to a browser, as a problem to everyone else."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from search_service.errors import RETRY_AFTER_S, ServiceError
from search_service.parameter_table import NAMES
from search_service.public_address import public_address
from search_service.web.page_texts import PageTexts
from search_service.web.rendering import page
from search_service.web.search_link import SearchLink

TOLD = (404, 410, 422, 503)  # statuses that have words in the table
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True, slots=True)
class ErrorView:
    """The page of an error."""

    status: int
    fields: tuple[str, ...]
    details: tuple[str, ...]
    onward: str | None
    home: str


class PageRoute(APIRoute):
    """A route whose errors are pages."""

    def get_route_handler(self) -> Handler:
        """The route's handler, with errors told to those who asked for HTML."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except ServiceError as error:
                if error.status in TOLD and wants_html(request):
                    return error_page(request, error)
                raise

        return told


def wants_html(request: Request) -> bool:
    """Whether a browser asks; programs that take anything get the problem."""
    return "text/html" in request.headers.get("Accept", "")


def error_page(request: Request, error: ServiceError) -> Response:
    """The error in plain words, with a way onward."""
    raw = {name: request.query_params.getlist(name) for name in request.query_params}
    texts = PageTexts(request.query_params.get("lang", ""))
    link = SearchLink.of(raw)
    wrong = tuple(dict.fromkeys(one.field for one in error.errors if one.field in NAMES))
    onward = link if error.status == 503 else link.without(*wrong) if wrong else None
    is_search = request.url.path == "/"

    def url_in(lang: str) -> str:
        changed = link.having("lang", lang)
        return changed.url if is_search else _here(request, lang)

    return page(
        "error.html",
        texts,
        url_in,
        site=public_address(request),
        view=ErrorView(
            status=error.status,
            fields=tuple(texts(f"filter.{name}") for name in wrong),
            details=tuple(one.message for one in error.errors),
            onward=onward.url if onward is not None and is_search else None,
            home=SearchLink.of({"lang": [texts.lang]}).url,
        ),
        status=error.status,
        headers=_headers(error),
    )


def _headers(error: ServiceError) -> Mapping[str, str]:
    retry = {"Retry-After": str(RETRY_AFTER_S)} if error.status == 503 else {}
    return {"Cache-Control": "no-store", **retry}


def _here(request: Request, lang: str) -> str:
    return f"{request.scope['raw_path'].decode('ascii')}?lang={lang}"
