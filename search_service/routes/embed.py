"""/embed: the configurator of the widgets. Its address holds the whole choice; nothing is kept."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_service.public_address import public_address
from search_service.web.embed_choice import EmbedChoice
from search_service.web.embed_view import embed_view
from search_service.web.error_page import PageRoute
from search_service.web.page_texts import PageTexts
from search_service.web.rendering import page

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.api_route("/embed", methods=["GET", "HEAD"])
async def embed_page(request: Request) -> Response:
    """The form, the widget as it will look, what its colours are worth, and the code to copy."""
    sent = dict(request.query_params)
    texts = PageTexts(sent.get("lang", ""))
    site = public_address(request)
    return page(
        "embed.html",
        texts,
        lambda lang: f"/embed?{urlencode({**sent, 'lang': lang})}",
        site=site,
        view=embed_view(EmbedChoice.of(sent, texts.lang), texts, site),
        headers={"Cache-Control": "no-cache"},
    )
