"""/listings/{id}: the page of a listing, and its times as a calendar."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from geo.areas import Areas
from search_service.criteria import Criteria
from search_service.errors import NotFound
from search_service.exports.export import Export
from search_service.exports.formats import FORMATS
from search_service.exports.ical import Ical
from search_service.exports.listing_told import ListingTold
from search_service.exports.session_event import with_dates
from search_service.exports.walk import Row
from search_service.public_address import public_address
from search_service.routes.replies import CACHE, etag, is_known
from search_service.similar import similar_to
from search_service.web.error_page import PageRoute
from search_service.web.hit_view import hit_views, listing_url
from search_service.web.listing_view import listing_view
from search_service.web.page_head import page_head
from search_service.web.page_texts import PageTexts
from search_service.web.place_map import place_map
from search_service.web.rendering import page
from search_service.web.share_view import share_view
from search_service.whole_listing import Whole, find_whole, needs_told

router = APIRouter(include_in_schema=False, route_class=PageRoute)
READING = ["GET", "HEAD"]
MAX_ID = 300
SIMILAR = 4  # listings: a glance, not another search


@router.api_route("/listings/{listing_id}", methods=READING)
async def listing_page(request: Request, listing_id: str) -> Response:
    """The page of one listing."""
    headers = _kept(request)
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    state, texts = request.app.state, _texts(request)
    now, searcher = state.settings.clock(), state.searcher
    whole = await _find(request, listing_id)
    found, lang = whole.listing, texts.lang
    like = await similar_to(searcher, found, Criteria(lang=lang, per_page=SIMILAR), (), now)
    told = _told(request, whole, lang)
    needs = [one["label"] for one in needs_told(whole, searcher.concepts, lang)]
    view = listing_view(found, needs, texts, now)
    has_times = any(with_dates(found.sessions, now))
    tiles = state.settings.tiles
    has_ground = tiles is not None or isinstance(searcher.areas, Areas)
    return page(
        "listing.html",
        texts,
        lambda lang: listing_url(found.id, lang),
        site=public_address(request),
        view=view,
        headers=headers,
        place_map=place_map(found.locations, tiles, texts) if has_ground else None,
        head=page_head(told, told.url, view.image.url if view.image else None),
        share=share_view(told.title, told.url),
        similar=hit_views(like, texts, now),
        calendar=_calendar_url(found.id, lang) if has_times else None,
    )


@router.api_route("/listings/{listing_id}/calendar.ics", methods=READING)
async def listing_calendar(request: Request, listing_id: str) -> Response:
    """The coming sessions of one listing, to add to a calendar."""
    headers = _kept(request)
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    whole = await _find(request, listing_id)
    told = _told(request, whole, _texts(request).lang)
    calendar = Ical(told.export)
    content = calendar.begin() + calendar.row(told.row) + calendar.end()
    saved = {
        "Content-Disposition": 'attachment; filename="lahella.ics"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=FORMATS["ics"].media_type, headers={**headers, **saved})


async def _find(request: Request, listing_id: str) -> Whole:
    if len(listing_id) > MAX_ID:
        raise NotFound("There is no such listing.")
    state = request.app.state
    return await find_whole(state.searcher, listing_id, state.settings.clock())


def _told(request: Request, whole: Whole, lang: str) -> ListingTold:
    """The listing as exports tell it: an export of one."""
    state, public = request.app.state, public_address(request)
    own = public + listing_url(whole.listing.id, lang)
    export = Export(
        lang=lang,
        now=state.settings.clock(),
        public=public,
        concepts=state.searcher.concepts,
        title=PageTexts(lang)("site.name"),
        total=1,
        count=1,
        self_url=public + _calendar_url(whole.listing.id, lang),
        page_url=own,
    )
    return ListingTold(Row(None, whole), export)


def _calendar_url(listing_id: str, lang: str) -> str:
    page_url, mark, query = listing_url(listing_id, lang).partition("?")
    return f"{page_url}/calendar.ics{mark}{query}"


def _texts(request: Request) -> PageTexts:
    return PageTexts(request.query_params.get("lang", ""))


def _kept(request: Request) -> dict[str, str]:
    return {
        "Cache-Control": CACHE,
        "ETag": etag(request, request.app.state.searcher.index.current.build),
    }
