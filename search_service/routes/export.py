"""/v1/export.{csv,geojson,ics,jsonld,ndjson,rss}: the whole answer of any search, as it is read."""

import json  # escapes all but ASCII, as a header needs it
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from search_service.exports.asked import ExportAsked, parameters_of, read_export
from search_service.exports.export import Export, Writer
from search_service.exports.formats import FORMATS, Format
from search_service.exports.walk import Row, Walk
from search_service.head import is_head
from search_service.parameter_table import openapi_body, openapi_parameter
from search_service.parameters import raw_of_body
from search_service.public_address import public_address
from search_service.routes.api_router import api_router
from search_service.routes.replies import CACHE, etag, is_known
from search_service.routes.search import read_json
from search_service.search import Found
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import SearchLink

router = api_router("export")
ABOUT = """The whole answer of a search, written while it is read.

The parameters are those of /v1/search, and so is the order: that of its pages one after the other
(of `per_page` hits, since our own ranking reaches over a whole number of pages). `X-Total-Count`
tells how many listings the answer has, `X-Warnings` (JSON) what /v1/search tells in `warnings` and
`rescue`. A file that could not be finished ends without its last chunk: clients take it for broken,
never for the whole. """
MAX_WARNINGS = 20  # in a header; the rest is counted
Raw = Mapping[str, Sequence[str]]
Route = Callable[[Request], Awaitable[Response]]


def _getting(format_: Format) -> Route:
    async def export(request: Request) -> Response:
        query = request.query_params
        raw = {name: query.getlist(name) for name in query}
        return await _reply(request, format_, raw, read_export(format_, raw))

    return export


def _posting(format_: Format) -> Route:
    async def export_posted(request: Request) -> Response:
        raw, polygon = raw_of_body(await read_json(request))
        return await _reply(request, format_, None, read_export(format_, raw, polygon))

    return export_posted


async def _reply(
    request: Request, format_: Format, shown: Raw | None, asked: ExportAsked
) -> Response:
    """The file; `shown` are the parameters that may stand in addresses and caches, if any may."""
    state = request.app.state
    searcher, now = state.searcher, state.settings.clock()
    build = searcher.index.current.build
    headers = {"Cache-Control": "no-store"}
    if shown is not None:
        headers = {"Cache-Control": CACHE, "ETag": etag(request, build)}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
    found = await searcher.find(asked.criteria, now)
    rows = Walk(searcher.engine, found, now).rows()
    first = await anext(rows, None)  # an engine that fails now is still told by a status
    export = _export(request, format_, shown, asked, found)
    count = 0 if is_head(request) else export.count
    return StreamingResponse(
        _written(format_.writer(export, asked.options), first, rows, count),
        media_type=format_.media_type,
        headers={**headers, **_told(format_, export)},
    )


def _export(
    request: Request, format_: Format, shown: Raw | None, asked: ExportAsked, found: Found
) -> Export:
    state, lang = request.app.state, asked.criteria.lang
    link = SearchLink.of(shown if shown is not None else {"lang": [lang]})
    public, q = public_address(request), "" if shown is None else asked.criteria.q
    name = PageTexts(lang)("site.name")
    return Export(
        lang=lang,
        now=state.settings.clock(),
        public=public,
        concepts=state.searcher.concepts,
        title=f"{name}: {q}" if q else name,
        total=found.total,
        count=asked.count(found.total),
        self_url=public + link.export_url(format_.name),
        page_url=public + link.without().url,
        warnings=[one.wire() for one in (*asked.remarks, *found.read.remarks)],
        rescue=found.steps or [],
    )


async def _written(
    writer: Writer, first: Row | None, rows: AsyncIterator[Row], count: int
) -> AsyncIterator[str]:
    yield writer.begin()
    if first is not None and count:
        yield writer.row(first)
        written = 1
        while written < count:
            yield writer.row(await anext(rows))
            written += 1
    yield writer.end()


def _told(format_: Format, export: Export) -> dict[str, str]:
    """Headers of the file."""
    name = f"lahella-{export.now:%Y-%m-%d}.{format_.name}"
    told = [*export.warnings, *({"field": "rescue", "message": r["label"]} for r in export.rescue)]
    if len(told) > MAX_WARNINGS:
        rest = {"field": "", "message": f"and {len(told) - MAX_WARNINGS} more"}
        told = [*told[:MAX_WARNINGS], rest]
    return {
        "Content-Disposition": f'{"attachment" if format_.saved else "inline"}; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "X-Total-Count": str(export.total),
        **({"X-Warnings": json.dumps(told)} if told else {}),
    }


def _documented(format_: Format) -> dict[int | str, dict[str, Any]]:
    media_type = format_.media_type.partition(";")[0]
    schema = {} if media_type.endswith("+json") else {"type": "string"}
    return {200: {"description": "The file", "content": {media_type: {"schema": schema}}}}


def _add(format_: Format, method: str, handle: Route, summary: str, extra: dict[str, Any]) -> None:
    router.add_api_route(
        f"/v1/export.{format_.name}",
        handle,
        methods=[method],
        name=f"export_{format_.name}_{method.lower()}",
        summary=summary,
        description=f"{ABOUT}\n\n{format_.description}",
        response_class=Response,
        responses=_documented(format_),
        openapi_extra=extra,
    )


for _format in FORMATS.values():
    _taken, _name = parameters_of(_format), _format.name
    _asked = {"parameters": [openapi_parameter(one) for one in _taken]}
    _body = {"requestBody": openapi_body(_taken)}
    _add(_format, "GET", _getting(_format), f"Export as {_name}", _asked)
    _unseen = f"Export as {_name}, without the search in an address"
    _add(_format, "POST", _posting(_format), _unseen, _body)
