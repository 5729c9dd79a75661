"""/v1/taxonomy/{list}: codes and labels of every coded parameter."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path, Query, Request
from starlette.responses import Response

from geo.municipalities import regions, wellbeing_counties
from indexers.taxonomy import taxonomy
from search_service.errors import NotFound, documented_errors
from search_service.routes.api_router import api_router
from search_service.routes.replies import json_reply
from synonyms.languages import language
from synonyms.needs import needs

router = api_router("taxonomy")


@router.get("/v1/taxonomy")
async def names(request: Request) -> Response:
    """The names of the lists."""
    return json_reply(request, _names(), build="taxonomy")


@router.get("/v1/taxonomy/{list_name}", responses=documented_errors(404))
async def one_list(
    request: Request,
    list_name: Annotated[
        str, Path(description="name of the list", examples=["themes"], max_length=60)
    ],
    lang: Annotated[
        str, Query(description="language of labels", examples=["sv"], max_length=35)
    ] = "fi",
) -> Response:
    """Codes with their labels in `lang` (Finnish where there is none), in the list's own order."""
    lang = language(lang)
    labels = _labels(list_name, lang)
    if labels is None:
        raise NotFound(f"There is no list {list_name}; there are: {', '.join(_names())}.")
    rows = [{"code": code, "label": label} for code, label in labels.items()]
    if list_name == "needs":
        rows = [{**row, "description": needs()[row["code"]].description(lang)} for row in rows]
    return json_reply(request, rows, build="taxonomy")


def _names() -> list[str]:
    return [*taxonomy(), "needs", "regions", "wellbeing_counties"]


def _labels(list_name: str, lang: str) -> Mapping[str, str] | None:
    if list_name in taxonomy():
        return {code: term.label(lang) for code, term in taxonomy()[list_name].items()}
    if list_name == "needs":
        return {code: need.label(lang) for code, need in needs().items()}
    areas = {"regions": regions, "wellbeing_counties": wellbeing_counties}.get(list_name)
    return {code: area.name(lang) for code, area in areas().items()} if areas else None
