"""/v1/map: what a search finds within a viewport, as clusters or points for drawing."""

from fastapi import Request
from starlette.responses import Response

from search_service.maps.map import MapAnswer, MapMaker
from search_service.maps.parameters import BBOX, ZOOM, openapi_map, read_map
from search_service.routes.api_router import api_router
from search_service.routes.replies import kept_reply, media

router = api_router("map")
GEOJSON = "application/geo+json"


@router.get(
    "/v1/map",
    response_model=MapAnswer,
    response_class=media(GEOJSON),
    openapi_extra={"parameters": openapi_map(BBOX, ZOOM)},
)
async def view(request: Request) -> Response:
    """The locations in a viewport: one by one when they are few, otherwise counted per cell.

    A GeoJSON FeatureCollection. Locations are counted (`counted`): the clusters' counts sum to
    `total`, and a listing with two places in view counts twice in it. `listings` is the `total` of
    /v1/search with the same parameters and bbox; `without_point` counts what /v1/search finds
    with the same parameters but no bbox, and no map can show.

    `shows` tells whether the features are clusters or points. Locations at one spot are one
    feature with `stack` true and their list in `items`; `precision` tells how closely a spot is
    known ("municipality": its middle). A cluster stands where most of it is; its `bbox` ends at
    the viewport's edge. `expansion_zoom` is the first zoom that shows more of it, null where only
    a list can.
    """
    query = request.query_params
    question = read_map({name: query.getlist(name) for name in query})
    state = request.app.state
    maker, now = MapMaker(state.searcher), state.settings.clock()
    return await kept_reply(request, lambda: maker.view(question, now), GEOJSON)
