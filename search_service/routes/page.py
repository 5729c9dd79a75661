"""/: the search page for people, made on the server and working without JavaScript."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_service.parameters import read_parameters
from search_service.public_address import public_address
from search_service.routes.replies import CACHE, etag
from search_service.web.error_page import PageRoute
from search_service.web.facet_view import PAGE_FACETS
from search_service.web.kept_widgets import FOLDER as KEPT
from search_service.web.page_texts import PageTexts
from search_service.web.rendering import page
from search_service.web.search_link import SearchLink
from search_service.web.search_view import search_view
from search_service.web.static_files import static_reply

router = APIRouter(include_in_schema=False, route_class=PageRoute)
READING = ["GET", "HEAD"]


@router.api_route("/", methods=READING)
async def search_page(request: Request) -> Response:
    """The search page; it takes the parameters of /v1/search."""
    query = request.query_params
    raw = {name: query.getlist(name) for name in query}
    asked, remarks = read_parameters(raw)
    state = request.app.state
    live, now = state.searcher.index.current, state.settings.clock()
    tag = etag(request, live.build)
    if request.headers.get("If-None-Match") == tag:
        return _unchanged(tag)
    criteria = replace(asked, facets=PAGE_FACETS)
    answer = await state.searcher.search(criteria, remarks, now)
    link = SearchLink.of(raw)
    view = search_view(answer, criteria, link, live, now, state.settings.tiles)
    return page(
        "search.html",
        PageTexts(criteria.lang),
        lambda lang: link.having("lang", lang).url,
        site=public_address(request),
        view=view,
        headers=_kept(tag),
    )


@router.api_route("/static/{name}", methods=READING)
async def static_file(request: Request, name: str) -> Response:
    """Styles, scripts and pictures of the pages, and widgets of this release and earlier ones."""
    kept = request.app.state.settings.data / KEPT
    return await static_reply(request, "static", name, kept)


@router.api_route("/widgets/{name}", methods=READING)
async def widget_file(request: Request, name: str) -> Response:
    """Scripts of the widgets, for other people's sites."""
    return await static_reply(request, "widgets", name)


def _kept(tag: str) -> dict[str, str]:
    return {"Cache-Control": CACHE, "ETag": tag}


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers=_kept(tag))
