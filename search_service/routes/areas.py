"""/v1/municipalities: facts of the municipalities, with the listings that take place there."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path, Query, Request
from starlette.responses import Response

from geo.areas import Areas
from geo.municipalities import Municipality, municipalities, resolve_municipality
from search_service.errors import NotFound, documented_errors
from search_service.facets import area_label
from search_service.routes.api_router import api_router
from search_service.routes.replies import json_reply
from synonyms.languages import language

router = api_router("places")
Lang = Annotated[str, Query(description="language of names", examples=["sv"], max_length=35)]


@router.get("/v1/municipalities")
async def all_municipalities(request: Request, lang: Lang = "fi") -> Response:
    """All municipalities by name: code, names, areas, centre, bounding box, listing count."""
    live = request.app.state.searcher.index.current
    rows = [
        _row(place, language(lang), live.per_municipality) for place in municipalities().values()
    ]
    return json_reply(request, sorted(rows, key=lambda row: row["name"]), build=live.build)


@router.get("/v1/municipalities/{code}", responses=documented_errors(404))
async def one_municipality(
    request: Request,
    code: Annotated[str, Path(description="code or name", examples=["091"], max_length=60)],
    lang: Lang = "fi",
    geometry: Annotated[
        bool, Query(description="add the boundary, when boundaries are loaded", examples=[True])
    ] = (False),
) -> Response:
    """One municipality by code or name; a former one leads to its successor."""
    place = resolve_municipality(code)
    if place is None:
        raise NotFound(f"There is no municipality {code}.")
    searcher = request.app.state.searcher
    live = searcher.index.current
    row = _row(place, language(lang), live.per_municipality)
    if geometry:
        if not isinstance(searcher.areas, Areas):
            raise NotFound("No boundaries are loaded (LAHELLA_BOUNDARIES).")
        row["geometry"] = searcher.areas.geometry(place.code)
    return json_reply(request, row, build=live.build)


def _row(place: Municipality, lang: str, counts: Mapping[str, int]) -> dict[str, Any]:
    box = place.box
    return {
        "code": place.code,
        "name": place.name(lang),
        "names": {"fi": place.name_fi, "sv": place.name_sv, **dict(place.names_sami)},
        "region": {"code": place.region, "name": area_label("region", place.region, lang)},
        "wellbeing_county": {
            "code": place.county,
            "name": area_label("wellbeing_county", place.county, lang),
        },
        "centre": {"lat": place.centre.lat, "lon": place.centre.lon},
        "bbox": [box.west, box.south, box.east, box.north],
        "listings": counts.get(place.code, 0),
    }
