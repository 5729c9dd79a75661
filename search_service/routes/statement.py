"""/accessibility: the accessibility statement."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_service.public_address import public_address
from search_service.web.error_page import PageRoute
from search_service.web.page_texts import PageTexts
from search_service.web.rendering import page
from search_service.web.statement_view import statement_view

router = APIRouter(include_in_schema=False, route_class=PageRoute)
KEPT = {"Cache-Control": "public, max-age=3600"}  # it changes with a release


@router.api_route("/accessibility", methods=["GET", "HEAD"])
async def statement(request: Request) -> Response:
    """The statement, with the operator's contact where one is set."""
    texts = PageTexts(request.query_params.get("lang", ""))
    return page(
        "statement.html",
        texts,
        lambda lang: f"/accessibility?lang={lang}",
        site=public_address(request),
        view=statement_view(request.app.state.settings.contact),
        headers=KEPT,
    )
