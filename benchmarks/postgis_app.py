"""The peer as a service: FastAPI with asyncpg and orjson, the SQL of `postgis_sql`.

POSTGIS_DSN names the database, POSTGIS_NOW the time (Unix); uvicorn runs it as a factory.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import orjson
from fastapi import FastAPI, Response

from benchmarks.postgis_sql import NEAR, TEXT, TEXT_NEAR

CONNECTIONS = 8  # as many as ask at once
DSN, TIME = "POSTGIS_DSN", "POSTGIS_NOW"


def create_app() -> FastAPI:
    """The application, for the database that the environment names."""
    now = float(os.environ[TIME])
    pools: list[asyncpg.Pool] = []

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            os.environ[DSN], min_size=CONNECTIONS, max_size=CONNECTIONS
        ) as pool:
            pools.append(pool)
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/text")
    async def text(q: str, most: int = 10) -> Response:
        return _answer(await pools[0].fetch(TEXT, q, now, most))

    @app.get("/near")
    async def near(lat: float, lon: float, metres: float, q: str = "", most: int = 20) -> Response:
        if q:
            return _answer(await pools[0].fetch(TEXT_NEAR, q, now, lon, lat, metres, most))
        return _answer(await pools[0].fetch(NEAR, most, now, lon, lat, metres))

    return app


def _answer(rows: list[asyncpg.Record]) -> Response:
    """Total and hits; cards are JSON as they were stored and are not read."""
    hits = [
        {"id": one["listing_id"], "kind": one["kind"], "card": orjson.Fragment(one["card"])}
        for one in rows
    ]
    body = {"total": rows[0]["total"] if rows else 0, "hits": hits}
    return Response(orjson.dumps(body), media_type="application/json")
