"""/v1/listings/{id}: one whole listing, in the asked language, and those that are like it."""

from typing import Annotated

from fastapi import Path, Query, Request
from starlette.responses import Response

from search_service.answer import Answer
from search_service.criteria import Criteria, Remark
from search_service.errors import documented_errors
from search_service.explain import Explanation, explain
from search_service.parameter_table import MAX_PER_PAGE, openapi_parameters
from search_service.parameter_values import clamped
from search_service.parameters import read_parameters
from search_service.routes.api_router import api_router
from search_service.routes.replies import json_reply
from search_service.similar import similar_to
from search_service.whole_listing import find_whole, told_whole
from synonyms.languages import language

router = api_router("listings")
Id = Annotated[
    str, Path(description="source:native-id", examples=["lahella:7200010007"], max_length=300)
]
Lang = Annotated[
    str,
    Query(description="language of the text, where it has one", examples=["sv"], max_length=35),
]
PerPage = Annotated[int, Query(description=f"Most to answer, 1 to {MAX_PER_PAGE}.", examples=[4])]


@router.get("/v1/listings/{listing_id}", responses=documented_errors(404, 410))
async def listing(request: Request, listing_id: Id, lang: Lang = "fi") -> Response:
    """The whole listing. `text` is in `lang`, or in the language that `text_lang` names."""
    state = request.app.state
    now, searcher = state.settings.clock(), state.searcher
    whole = await find_whole(searcher, listing_id, now)
    body = told_whole(whole, language(lang), now, searcher.concepts)
    return json_reply(request, body, build=searcher.index.current.build)


@router.get(
    "/v1/listings/{listing_id}/similar",
    response_model=Answer,
    responses=documented_errors(404, 410),
)
async def similar(
    request: Request, listing_id: Id, lang: Lang = "fi", per_page: PerPage = 20
) -> Response:
    """Listings about the same things or for the same needs, near it, the likest first.

    An answer like that of /v1/search. `rescue` tells when too few lie near, and the whole country
    was searched.
    """
    state = request.app.state
    now, searcher = state.settings.clock(), state.searcher
    remarks: list[Remark] = []
    most = clamped("per_page", per_page, (1, MAX_PER_PAGE), remarks)
    whole = await find_whole(searcher, listing_id, now)
    criteria = Criteria(lang=language(lang), per_page=most)
    answer = await similar_to(searcher, whole.listing, criteria, remarks, now)
    return json_reply(request, answer, build=answer.index.build)


@router.get(
    "/v1/listings/{listing_id}/explain",
    response_model=Explanation,
    openapi_extra={"parameters": openapi_parameters()},
)
async def explained(request: Request, listing_id: Id) -> Response:
    """Why a listing is or is not in the answer of a search, whose parameters this takes.

    Was it read, rejected, merged, is its time over; which filters exclude it, which words of the
    query it meets, and at which rank it stands.
    """
    query = request.query_params
    criteria, _ = read_parameters({name: query.getlist(name) for name in query})
    state = request.app.state
    told = await explain(state.searcher, listing_id, criteria, state.settings.clock())
    return json_reply(request, told, build=state.searcher.index.current.build)
