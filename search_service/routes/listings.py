"""/v1/listings/{id}: one whole listing, in the asked language with fallbacks marked."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from search_service.errors import documented_errors
from search_service.routes.replies import json_reply
from search_service.whole_listing import find_whole, told_whole
from synonyms.languages import language

router = APIRouter(tags=["listings"])
Id = Annotated[
    str, Path(description="source:native-id", examples=["lahella:7200010007"], max_length=300)
]
Lang = Annotated[
    str,
    Query(description="language of the text, where it has one", examples=["sv"], max_length=35),
]


@router.get("/v1/listings/{listing_id}", responses=documented_errors(404, 410))
async def listing(request: Request, listing_id: Id, lang: Lang = "fi") -> Response:
    """The whole listing. `text` is in `lang`, or in the language that `text_lang` names."""
    state = request.app.state
    now, searcher = state.settings.clock(), state.searcher
    whole = await find_whole(searcher, listing_id, now)
    body = told_whole(whole, language(lang), now, searcher.concepts)
    return json_reply(request, body, build=searcher.index.current.build)
