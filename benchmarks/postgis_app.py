"""The peer as a service: FastAPI with asyncpg and orjson, the SQL of `postgis_sql`.

POSTGIS_DSN names the database, POSTGIS_NOW the time (Unix); uvicorn runs it as a factory.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import orjson
from fastapi import FastAPI, Response

from benchmarks.postgis_sql import NEAR, PLAIN, TERMS, Reading, text, text_near

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

    def asked(path: str, reading: Reading) -> None:
        by_words, by_both = text(reading), text_near(reading)

        @app.get(f"/{path}")
        async def of_words(q: str, most: int = 10) -> Response:
            return _answer(await pools[0].fetch(by_words, q, now, most))

        @app.get(f"/{path}/near")
        async def of_both(
            q: str, lat: float, lon: float, metres: float, most: int = 20
        ) -> Response:
            return _answer(await pools[0].fetch(by_both, q, now, lon, lat, metres, most))

    asked("words", PLAIN)
    asked("terms", TERMS)

    @app.get("/near")
    async def near(lat: float, lon: float, metres: float, most: int = 20) -> Response:
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
