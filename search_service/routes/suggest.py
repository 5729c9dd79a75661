"""/v1/suggest: search-as-you-type."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from search_service.routes.api_router import api_router
from search_service.routes.lookup_parameters import Lang, Limit, Near, read_lookup
from search_service.routes.replies import kept_reply
from search_service.suggesting.suggest import Suggestions, suggest

router = api_router("search")
Begun = Annotated[
    str,
    Query(description="What has been typed so far, at most 300 characters.", examples=["uimah"]),
]


@router.get("/v1/suggest", response_model=Suggestions)
async def suggestions(
    request: Request, q: Begun = "", lang: Lang = "fi", near: Near = "", limit: Limit = 10
) -> Response:
    """Needs, themes, search words, places, organisations and listings that may be meant.

    Everything suggested finds at least one listing; `url_params` tell with which parameters of
    /v1/search, or which `listing` it is. A need, a theme, a place or an organisation stands for
    the whole of what was typed.
    """
    asked = read_lookup(request, limit)
    state = request.app.state

    async def make() -> Suggestions:
        groups = await suggest(
            state.searcher, asked.q, asked.lang, asked.near, asked.limit, state.settings.clock()
        )
        return Suggestions(asked.q, groups, [one.wire() for one in asked.remarks])

    return await kept_reply(request, make)
