"""/v1/tiles: the map as vector tiles, for MapLibre, QGIS and the like."""

from typing import Annotated

from fastapi import Path, Request
from starlette.responses import Response

from search_service.errors import documented_errors
from search_service.maps.map import MapMaker
from search_service.maps.parameters import openapi_map
from search_service.maps.tiles import cells_of, encoded, read_tile
from search_service.routes.api_router import api_router
from search_service.routes.replies import CACHE, etag, is_known

router = api_router("map")
MVT = "application/vnd.mapbox-vector-tile"
BINARY = {"type": "string", "format": "binary"}


@router.get(
    "/v1/tiles/{z}/{x}/{y}.mvt",
    response_class=Response,
    responses={
        **documented_errors(404),
        200: {"description": "The tile", "content": {MVT: {"schema": BINARY}}},
        204: {"description": "Nothing is in the tile"},
    },
    openapi_extra={"parameters": openapi_map()},
)
async def tile(
    request: Request,
    z: Annotated[int, Path(description="Zoom of the tile, 4 to 18.", examples=[6])],
    x: Annotated[int, Path(description="Tile from the west.", examples=[36])],
    y: Annotated[int, Path(description="Tile from the north.", examples=[18])],
) -> Response:
    """One vector tile, with the filters of /v1/search.

    It has a layer `clusters` or, when at most `max_points` locations lie in it, a layer
    `listings`, with the properties of /v1/map: lists (`bbox`, `items`) as JSON text, nulls left
    out, `expansion_zoom` as the z of the tiles that part the cluster. A tile without anything is
    204. A search that finds little is not loosened here.
    """
    query = request.query_params
    question = read_tile(z, x, y, {name: query.getlist(name) for name in query})
    state = request.app.state
    tag = etag(request, state.searcher.index.current.build)
    headers = {"ETag": tag, "Cache-Control": CACHE}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    maker = MapMaker(state.searcher)
    features = await maker.tile(question, cells_of(z, x, y), state.settings.clock())
    if not features:
        return Response(status_code=204, headers=headers)
    return Response(encoded(features, z, x, y), media_type=MVT, headers=headers)
