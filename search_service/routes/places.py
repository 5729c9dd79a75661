"""/v1/places and /v1/places/at: the gazetteer by name, and the areas of a point."""

import math
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Request
from starlette.responses import Response

from geo.coordinates import Reading, read_coordinates
from geo.municipalities import municipalities
from indexers.index.staging import LISTINGS
from search_service.criteria import Remark
from search_service.errors import FieldError, InvalidParameters, NotFound, documented_errors
from search_service.facets import area_label
from search_service.parameters import read_parameters
from search_service.routes.api_router import api_router
from search_service.routes.lookup_parameters import Lang, Limit, Near, read_lookup
from search_service.routes.replies import json_reply
from search_service.search import Searcher
from search_service.suggesting.place_finder import FoundPlace, find_places, place_name

router = api_router("places")
Name = Annotated[
    str,
    Query(
        description="A place as people write it: begun, inflected, Swedish, misspelt, a post code.",
        examples=["Tampereella"],
    ),
]
Lat = Annotated[str, Query(description="Latitude in WGS84 degrees.", examples=["61.498"])]
Lon = Annotated[str, Query(description="Longitude in WGS84 degrees.", examples=["23.761"])]
AREAS = {"region": "regions", "wellbeing_county": "wellbeing_counties"}


@router.get("/v1/places")
async def places(
    request: Request, q: Name = "", lang: Lang = "fi", near: Near = "", limit: Limit = 10
) -> Response:
    """Places that a typed name may mean, the likeliest first, with the listings of each.

    Of places that fit alike, those with more listings and those near `near` come first. A town or
    a post code has the listings of its municipality.
    """
    asked = read_lookup(request, limit)
    searcher: Searcher = request.app.state.searcher
    live = searcher.index.current
    counts = live.per_municipality
    found = find_places(asked.q, asked.lang, asked.limit, counts, asked.near)
    areas = await _listings_of_areas(searcher, found) if live.build else {}
    rows = [_place(one, asked.lang, {**counts, **areas}) for one in found]
    return json_reply(request, rows, build=live.build)


@router.get("/v1/places/at", responses=documented_errors(404))
async def areas_at(request: Request, lat: Lat, lon: Lon, lang: Lang = "fi") -> Response:
    """Municipality, region and wellbeing services county of a point in Finland.

    `method` is "boundary", or "nearest" where no boundary contains the point or none is loaded.
    Swapped or metric coordinates are put right, with a warning.
    """
    criteria, remarks = read_parameters({"lang": request.query_params.getlist("lang")})
    searcher: Searcher = request.app.state.searcher
    reading = _read(lat, lon)
    found = searcher.areas.at(reading.point) if reading.point else None
    if reading.point is None or found is None:
        raise NotFound(f"{lat[:40]}, {lon[:40]} is not in Finland.")
    warnings = [one.wire() for one in remarks]
    if reading.repair:
        warnings.append(Remark("lat", reading.repair).wire())
    body = {
        "lat": reading.point.lat,
        "lon": reading.point.lon,
        "municipality": _area("municipality", found.municipality, criteria.lang),
        "region": _area("region", found.region, criteria.lang),
        "wellbeing_county": _area("wellbeing_county", found.wellbeing_county, criteria.lang),
        "method": found.method,
        "warnings": warnings,
    }
    return json_reply(request, body, build=searcher.index.current.build)


def _read(lat: str, lon: str) -> Reading:
    """The point; without one when the numbers are right but lie elsewhere on the globe."""
    reading = read_coordinates(lat=lat, lon=lon)
    if reading.point is None:
        errors = [
            FieldError(name, f"expected decimal degrees like {example}, got {text[:40]!r}")
            for name, text, most, example in (("lat", lat, 90, 61.498), ("lon", lon, 180, 23.761))
            if not _is_degrees(text, most)
        ]
        if errors:
            raise InvalidParameters(errors)
    return reading


def _is_degrees(text: str, most: int) -> bool:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return False
    return math.isfinite(number) and abs(number) <= most


def _area(kind: str, code: str, lang: str) -> dict[str, str]:
    return {"code": code, "name": area_label(kind, code, lang)}


async def _listings_of_areas(searcher: Searcher, found: list[FoundPlace]) -> Mapping[str, int]:
    """Listings of the regions and counties found, by kind and code; one call when there are any."""
    kinds = sorted({one.place.kind for one in found if one.place.kind in AREAS})
    if not kinds:
        return {}
    attributes = [AREAS[kind] for kind in kinds]
    query = {
        "indexUid": LISTINGS,
        "q": "",
        "filter": "first = true",
        "limit": 0,
        "facets": attributes,
    }
    results = await searcher.engine.multi_search([query])
    counted = results[0]["facetDistribution"]
    return {
        f"{kind} {code}": count
        for kind, attribute in zip(kinds, attributes, strict=True)
        for code, count in counted.get(attribute, {}).items()
    }


def _place(found: FoundPlace, lang: str, counts: Mapping[str, int]) -> dict[str, Any]:
    place, centre = found.place, found.centre
    key = place.municipality or f"{place.kind} {place.code}"
    home = municipalities()[place.municipality] if place.municipality else None
    region = home.region if home else place.code if place.kind == "region" else None
    return {
        "name": place_name(place, lang),
        "kind": place.kind,
        "code": place.code,
        "lat": centre.lat if centre else None,
        "lon": centre.lon if centre else None,
        "municipality": _area("municipality", home.code, lang) if home else None,
        "region": _area("region", region, lang) if region else None,
        "score": found.score,
        "listings": counts.get(key, 0),
    }
