"""/healthz, /readyz, /metrics: is the process alive, can it answer well, how fresh is the index."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson
from fastapi import Request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.responses import PlainTextResponse, Response

from geo.areas import Areas
from search_service.engines.live import LiveBuild
from search_service.errors import EngineDown, Rebuilt
from search_service.gate.operator import OPERATOR
from search_service.routes.api_router import api_router
from synonyms.words import finnish_engine

router = api_router("status")


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """Ready when the engine answers and holds an index; tells what works only half.

    503 when not ready, or about to end. Without Voikko or boundaries the service still answers, a
    little worse; a source that failed keeps the listings it had.
    """
    searcher = request.app.state.searcher
    now = request.app.state.settings.clock()
    try:
        await searcher.index.refresh()
        engine = "ok"
    except (EngineDown, Rebuilt) as error:
        engine = error.detail
    live = searcher.index.latest
    leaving = request.app.state.departure.begun
    is_ready = engine == "ok" and bool(live.build) and not leaving
    body = {
        "status": "ok" if is_ready else "leaving" if leaving else "not ready",
        "engine": engine,
        "engines": [
            {
                "state": "silent"
                if one.is_silent
                else "ok"
                if one.build == live.build
                else "behind",
                "build": one.build,
            }
            for one in searcher.engine.replicas
        ],
        "index": {
            "build": live.build,
            "age_s": _age_s(live.built_at, now),
            "listings": live.listings,
        },
        "sources": _sources(live, now),
        "finnish": finnish_engine(),
        "boundaries": "loaded" if isinstance(searcher.areas, Areas) else "nearest centre",
    }
    return Response(
        orjson.dumps(body),
        status_code=200 if is_ready else 503,
        media_type="application/json",
        headers={"Cache-Control": "no-store"} | ({} if is_ready else {"Retry-After": "5"}),
    )


@router.get("/metrics", dependencies=[OPERATOR], response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Requests, engine, index and its sources, for Prometheus; of all workers together."""
    state = request.app.state
    now = _Index(state.searcher.index.current, state.settings.clock())
    body = state.figures.exposition(now)
    headers = {"Cache-Control": "no-store"}
    return Response(body, media_type=CONTENT_TYPE_PLAIN_0_0_4, headers=headers)


class _Index(Collector):
    """Gauges of one moment."""

    def __init__(self, live: LiveBuild, now: datetime) -> None:
        self._live = live
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        told = {
            "lahella_index_listings": ("listings of the live index", self._live.listings),
            "lahella_index_age_seconds": (
                "time since its listings changed",
                _age_s(self._live.built_at, self._now),
            ),
        }
        for name, (help_text, value) in told.items():
            if value is not None:
                yield GaugeMetricFamily(name, help_text, value=value)
        yield from self._of_sources()

    def _of_sources(self) -> Iterator[Metric]:
        told = {"records": "records", "age_s": "age_seconds", "failed": "failed"}
        sources = _sources(self._live, self._now)
        for key, name in told.items():
            gauge = GaugeMetricFamily(
                f"lahella_source_{name}", f"{name} of each origin", labels=["source", "number"]
            )
            for number, source in enumerate(sources, start=1):
                if source[key] is not None:
                    gauge.add_metric([source["source"], str(number)], float(source[key]))
            yield gauge


def _sources(live: LiveBuild, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "source": one.source,
            "records": one.records,
            "read_at": one.read_at,
            "age_s": _age_s(datetime.fromisoformat(one.read_at) if one.read_at else None, now),
            "failed": one.failed,
        }
        for one in live.sources
    ]


def _age_s(moment: datetime | None, now: datetime) -> int | None:
    return int((now - moment).total_seconds()) if moment else None
