"""The whole service, wired: settings, engine, live index, routes, errors."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from geo.areas import load_areas
from geo.reference import boundaries_of
from geo.reference_facts import FOLDER
from search_service.engine import Engine
from search_service.errors import (
    EngineDown,
    Rebuilt,
    add_error_handlers,
    documented_errors,
)
from search_service.head import HeadAsGet
from search_service.live import LiveIndex
from search_service.replay import Replay
from search_service.routes import (
    areas,
    discovery,
    export,
    listing_page,
    listings,
    ogc,
    page,
    places,
    search,
    status,
    suggest,
    taxonomy,
    tiles,
)
from search_service.routes import map as map_views
from search_service.search import Searcher
from search_service.settings import Settings
from search_service.stale import Stale
from search_service.web.assets import BUILT, read_assets
from synonyms.concepts import Concepts
from synonyms.thesaurus import THESAURUS_FILE, read_thesaurus


def create_app(settings: Settings) -> FastAPI:
    """The app for one engine; nothing is read or connected before it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        read_assets(BUILT)
        engine = Engine(
            settings.meili_url, settings.meili_key.get_secret_value(), settings.engine_timeout_s
        )
        await engine.open()
        thesaurus = read_thesaurus(settings.data / FOLDER / THESAURUS_FILE)
        index = LiveIndex(engine, settings.refresh_s, settings.clock, thesaurus)
        with suppress(EngineDown, Rebuilt):
            await index.refresh()
        finder = load_areas(boundaries_of(settings.data, settings.boundaries))
        app.state.settings = settings
        app.state.searcher = Searcher(engine, index, Concepts.load(), finder)
        keeper = asyncio.create_task(index.keep_fresh())
        yield
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper
        await engine.close()

    app = FastAPI(
        title="Lähellä search",
        description="Full-text and geographic search for community life in Finland.",
        version="1",
        lifespan=lifespan,
        responses=documented_errors(422, 503),
    )
    add_error_handlers(app)
    app.add_middleware(Replay, patience_s=settings.engine_timeout_s)
    app.add_middleware(Stale)
    app.add_middleware(HeadAsGet)
    # Reading is open to every site: widgets and other people's pages ask from their own origin.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        expose_headers=["ETag", "X-Total-Count", "X-Warnings"],
    )
    lookups = (suggest, listings, areas, places, taxonomy)
    modules = (
        search,
        export,
        *lookups,
        map_views,
        tiles,
        ogc,
        status,
        discovery,
        listing_page,
        page,
    )
    app.state.routers = [module.router for module in modules]
    for router in app.state.routers:
        app.include_router(router)
    return app
