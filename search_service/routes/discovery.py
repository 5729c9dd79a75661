"""/sitemap.xml, /robots.txt, /opensearch.xml: how crawlers and browsers find what there is."""

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from search_service.errors import NotFound
from search_service.opensearch import DESCRIPTION, SUGGESTIONS, description, suggestions
from search_service.public_address import public_address
from search_service.routes.lookup_parameters import read_lookup
from search_service.routes.replies import CACHE, etag, is_known
from search_service.sitemap import Sitemap
from search_service.suggesting.suggest import suggest
from search_service.web.page_texts import PageTexts

router = APIRouter(include_in_schema=False)
XML = "application/xml"
KEPT = "public, max-age=86400"
SUGGESTED = 8
# Searches are endless and say "noindex"; the API is not for reading. The start page is, and so is
# every listing.
ROBOTS = """User-agent: *
Allow: /$
Allow: /?lang=sv$
Allow: /?lang=en$
Disallow: /?
Disallow: /v1/
Disallow: /ogc
Disallow: /opensearch/

Sitemap: {public}/sitemap.xml
"""


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """What crawlers may read, and where the site map is."""
    text = ROBOTS.format(public=public_address(request))
    return Response(text, media_type="text/plain", headers={"Cache-Control": KEPT})


@router.get("/sitemap.xml")
async def sitemap(request: Request) -> Response:
    """The site map: all of it, or the index of its files."""
    headers = _tagged(request)
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    made = _sitemap(request)
    count = await made.count()
    if made.files(count) > 1:
        return Response(made.index(count), media_type=XML, headers=headers)
    return StreamingResponse(made.file(1), media_type=XML, headers=headers)


@router.get("/sitemap-{number}.xml")
async def sitemap_file(request: Request, number: int) -> Response:
    """One file of the site map."""
    headers = _tagged(request)
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    made = _sitemap(request)
    if not 1 <= number <= made.files(await made.count()):
        raise NotFound("There is no such part of the site map.")
    return StreamingResponse(made.file(number), media_type=XML, headers=headers)


@router.get("/opensearch.xml")
async def opensearch(request: Request) -> Response:
    """The description that lets a browser search here."""
    texts = PageTexts(request.query_params.get("lang", ""))
    text = description(public_address(request), texts)
    return Response(text, media_type=DESCRIPTION, headers={"Cache-Control": KEPT})


@router.get("/opensearch/suggest")
async def opensearch_suggest(request: Request) -> Response:
    """Suggestions of /v1/suggest in the form that browsers take."""
    asked, state = read_lookup(request, SUGGESTED), request.app.state
    groups = await suggest(
        state.searcher, asked.q, asked.lang, asked.near, asked.limit, state.settings.clock()
    )
    found = suggestions(asked.q, groups, public_address(request), asked.lang)
    return Response(orjson.dumps(found), media_type=SUGGESTIONS, headers={"Cache-Control": CACHE})


def _sitemap(request: Request) -> Sitemap:
    state = request.app.state
    return Sitemap(state.searcher.engine, public_address(request), state.settings.clock())


def _tagged(request: Request) -> dict[str, str]:
    tag = etag(request, request.app.state.searcher.index.current.build)
    return {"Cache-Control": CACHE, "ETag": tag}
