"""/v1/search: read the parameters, search, answer."""

import orjson
from fastapi import Request
from starlette.responses import Response

from search_service.answer import Answer
from search_service.errors import FieldError, InvalidParameters
from search_service.parameter_table import openapi_body, openapi_parameters
from search_service.parameters import raw_of_body, read_parameters
from search_service.routes.api_router import api_router
from search_service.routes.replies import json_reply, kept_reply

router = api_router("search")


@router.get(
    "/v1/search",
    response_model=Answer,
    openapi_extra={"parameters": openapi_parameters()},
)
async def search(request: Request) -> Response:
    """Search listings by text, place and filters.

    A comma within a parameter means OR; the same parameter repeated means AND.
    """
    query = request.query_params
    raw = {name: query.getlist(name) for name in query}
    criteria, remarks = read_parameters(raw)
    state = request.app.state
    now = state.settings.clock()
    return await kept_reply(request, lambda: state.searcher.search(criteria, remarks, now))


@router.post("/v1/search", response_model=Answer, openapi_extra={"requestBody": openapi_body()})
async def search_posted(request: Request) -> Response:
    """Search with the same fields as JSON, for needs that should not stand in an address or a log.

    A list means OR, a list of lists means AND of ORs.
    """
    criteria, remarks = read_parameters(*raw_of_body(await read_json(request)))
    state = request.app.state
    answer = await state.searcher.search(criteria, remarks, state.settings.clock())
    return json_reply(request, answer)


async def read_json(request: Request) -> object:
    """The JSON of the body, whose size the gate has measured."""
    body = await request.body()
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidParameters([FieldError("body", f"expected JSON: {error.msg}")]) from error
