"""/guide: the service guide's view. A situation is posted, answered and forgotten."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_service.errors import FieldError, Gone, InvalidParameters, NotFound
from search_service.exports.csv_table import CsvTable
from search_service.exports.export import Export
from search_service.exports.formats import FORMATS
from search_service.exports.walk import Row
from search_service.parameters import read_parameters
from search_service.public_address import public_address
from search_service.web.error_page import PageRoute
from search_service.web.guide_form import PICK, Situation
from search_service.web.guide_view import guide_url, guide_view, picked_view
from search_service.web.page_texts import PageTexts
from search_service.web.rendering import page
from search_service.web.search_link import SearchLink
from search_service.web.search_view import SearchView, search_view
from search_service.whole_listing import Whole, find_whole

router = APIRouter(include_in_schema=False, route_class=PageRoute)
NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
MAX_BODY = 50_000  # bytes; all fields filled and a full list are a tenth of it
MAX_FIELDS = 500
MAX_ID = 300
# Names of the form's buttons.
ADD, DROP, PAGE, PAPER, TABLE = "add", "drop", "page", "paper", "table"


@router.api_route("/guide", methods=["GET", "HEAD"])
async def guide_page(request: Request) -> Response:
    """The empty form. What a link tells stands behind its "#": the page's script posts it."""
    return await _page(request, {})


@router.post("/guide")
async def guide_answered(request: Request) -> Response:
    """The form with what answers it. Nothing of it is kept or stands in an address."""
    return await _page(request, await _form(request))


async def _form(request: Request) -> dict[str, list[str]]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise InvalidParameters([FieldError("body", f"expected at most {MAX_BODY} bytes")])
    try:
        return parse_qs(body.decode(), max_num_fields=MAX_FIELDS)
    except ValueError as error:  # no UTF-8, or too many fields
        raise InvalidParameters([FieldError("body", "expected a form")]) from error


async def _page(request: Request, sent: dict[str, list[str]]) -> Response:
    texts = PageTexts(request.query_params.get("lang", ""))
    dropped = sent.get(DROP, ())
    wanted = [one for one in (*sent.get(PICK, ()), *sent.get(ADD, ())) if one not in dropped]
    situation = Situation.of({**sent, PICK: wanted})
    state, site, paper = request.app.state, public_address(request), PAPER in sent
    is_search = bool(situation.fields) and not paper and TABLE not in sent
    found = await _found(request, situation, sent) if is_search else None
    wholes = [one async for one in _picked(request, situation)]
    if TABLE in sent:
        return _table(request, wholes, texts.lang)
    now = state.settings.clock()
    picked = [picked_view(whole, texts, now, site) for whole in wholes]
    return page(
        "guide_paper.html" if paper else "guide.html",
        texts,
        lambda lang: guide_url(lang, situation),
        site=site,
        view=guide_view(situation, found, picked, texts, site),
        headers=NOT_KEPT,
    )


async def _found(request: Request, situation: Situation, sent: dict[str, list[str]]) -> SearchView:
    state = request.app.state
    lang = PageTexts(request.query_params.get("lang", "")).lang
    raw = {**situation.raw(lang), "page": sent.get(PAGE, ["1"])}
    criteria, remarks = read_parameters(raw)
    now = state.settings.clock()
    answer = await state.searcher.search(criteria, remarks, now)
    live = state.searcher.index.current
    return search_view(answer, replace(criteria, facets=()), SearchLink.of(raw), live, now)


def _table(request: Request, picked: Sequence[Whole], lang: str) -> Response:
    """The picked listings as a table that a spreadsheet opens."""
    state, public = request.app.state, public_address(request)
    own, many = public + guide_url(lang), len(picked)
    export = Export(
        lang=lang,
        now=state.settings.clock(),
        public=public,
        concepts=state.searcher.concepts,
        title=PageTexts(lang)("guide.paper_name"),
        total=many,
        count=many,
        self_url=own,
        page_url=own,
    )
    table = CsvTable(export)
    rows = (table.row(Row(None, whole)) for whole in picked)
    content = "".join((table.begin(), *rows, table.end()))
    saved = {"Content-Disposition": 'attachment; filename="lahella.csv"', **NOT_KEPT}
    return Response(content, media_type=FORMATS["csv"].media_type, headers=saved)


async def _picked(request: Request, situation: Situation) -> AsyncIterator[Whole]:
    """The picked listings that are still there."""
    state = request.app.state
    now = state.settings.clock()
    for listing_id in situation.picked:
        if len(listing_id) > MAX_ID:
            continue
        try:
            yield await find_whole(state.searcher, listing_id, now)
        except (NotFound, Gone):
            continue  # the page tells how many are lost
