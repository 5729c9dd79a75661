"""/v1/outlines: municipal borders for drawing under a map."""

import asyncio

import orjson
from fastapi import Request
from starlette.responses import Response

from geo.areas import AreaFinder, Areas
from search_service.routes.api_router import api_router
from search_service.routes.replies import is_known, media

router = api_router("map")
NOTHING: dict[str, object] = {"type": "MultiLineString", "coordinates": []}
GEOJSON = "application/geo+json"
CACHE = "public, max-age=86400"  # borders move once a year


@router.get("/v1/outlines", response_class=media(GEOJSON))
async def outlines(request: Request) -> Response:
    """The borders of all municipalities as one GeoJSON MultiLineString, simplified for drawing.

    Empty when no boundaries are loaded.
    """
    areas = request.app.state.searcher.areas
    headers = {"Cache-Control": CACHE, "ETag": f'"{areas.fingerprint()}"'}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    drawn = await asyncio.to_thread(_outlines, areas)
    return Response(orjson.dumps(drawn), media_type=GEOJSON, headers=headers)


def _outlines(areas: AreaFinder) -> dict[str, object]:
    return areas.outlines if isinstance(areas, Areas) else NOTHING
