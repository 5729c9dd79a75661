"""/healthz and /readyz: is the process alive, and can it answer well."""

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from geo.areas import Areas
from search_service.errors import EngineDown
from synonyms.words import finnish_engine

router = APIRouter(tags=["status"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """Ready when the engine answers and holds an index; tells what works only half.

    503 when not ready. Without Voikko or boundaries the service still answers, a little worse.
    """
    searcher = request.app.state.searcher
    clock = request.app.state.settings.clock()
    try:
        await searcher.index.refresh()
        engine = "ok"
    except EngineDown as error:
        engine = error.detail
    live = searcher.index.current
    age = int((clock - live.built_at).total_seconds()) if live.built_at else None
    is_ready = engine == "ok" and bool(live.build)
    body = {
        "status": "ok" if is_ready else "not ready",
        "engine": engine,
        "index": {"build": live.build, "age_s": age, "listings": live.listings},
        "finnish": finnish_engine(),
        "boundaries": "loaded" if isinstance(searcher.areas, Areas) else "nearest centre",
    }
    return Response(
        orjson.dumps(body),
        status_code=200 if is_ready else 503,
        media_type="application/json",
        headers={"Cache-Control": "no-store"} | ({} if is_ready else {"Retry-After": "5"}),
    )
