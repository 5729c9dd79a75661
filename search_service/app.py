"""The whole service, wired: settings, engine, live index, routes, errors."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from geo.areas import load_areas
from geo.gazetteer import Gazetteer
from geo.reference import boundaries_of
from geo.reference_facts import FOLDER
from search_service.browser_headers import BrowserHeaders
from search_service.engines.engine import Engine
from search_service.engines.kept_answers import KeptAnswers
from search_service.engines.live import LiveIndex
from search_service.engines.replay import Replay
from search_service.errors import EngineDown, Rebuilt, add_error_handlers
from search_service.gate.gate import Gate
from search_service.head import HeadAsGet
from search_service.routes import (
    areas,
    discovery,
    embed,
    export,
    guide,
    listing_page,
    listings,
    ogc,
    outlines,
    page,
    places,
    search,
    statement,
    status,
    suggest,
    taxonomy,
    tiles,
)
from search_service.routes import map as map_views
from search_service.search import Searcher
from search_service.settings import Settings
from search_service.watching.departure import Departure
from search_service.watching.figures import Figures
from search_service.watching.observing import ID_HEADER, NotingRoute, Observing, log_request
from search_service.watching.tracing import TELEMETRY, hide_queries
from search_service.web.assets import BUILT
from search_service.web.kept_widgets import keep_widgets
from synonyms.concepts import Concepts
from synonyms.label_words import label_words
from synonyms.thesaurus import THESAURUS_FILE, read_thesaurus

# The start page, 36 kB, becomes 6.4 kB in 0.5 ms; Brotli would save 2 % more in the same time.
PACKING = 6
PACKED_FROM = 1000  # bytes; less fits into one packet anyway
# New objects until the collector of cycles looks at them. A search makes some thousands and leaves
# hardly a cycle; Python's 700 cost a sixth of its CPU (measured).
COLLECTED_AFTER = 20_000


@cache  # once in a process
def _load_concepts() -> Concepts:
    """The concept tables, which stay for good.

    The collector of cycles would walk through them again and again, 0.2 s each time in which no
    search is answered. Nothing of a build is there yet: what is frozen is never collected.
    """
    concepts = Concepts.load()
    gc.freeze()
    return concepts


def _prepare(concepts: Concepts) -> None:
    """Read what else is read when first needed, so that no search waits for it; takes seconds."""
    Gazetteer.load()
    label_words(concepts).prepare()
    concepts.prepare()


def create_app(settings: Settings) -> FastAPI:
    """The app for one engine; nothing is read or connected before it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        gc.set_threshold(COLLECTED_AFTER)
        keep_widgets(BUILT, settings.data)
        engine = Engine(
            settings.meili_url, settings.meili_key.get_secret_value(), settings.engine_timeout_s
        )
        await engine.open()
        concepts = _load_concepts()
        thesaurus = read_thesaurus(settings.data / FOLDER / THESAURUS_FILE)
        index = LiveIndex(engine, settings.refresh_s, settings.clock, thesaurus)
        with suppress(EngineDown, Rebuilt):
            await index.refresh()
        finder = load_areas(boundaries_of(settings.data, settings.boundaries))
        app.state.kept = KeptAnswers(settings.kept_mb * 1_000_000)
        app.state.searcher = Searcher(engine, index, concepts, finder)
        keeper = asyncio.create_task(index.keep_fresh())
        preparing = asyncio.create_task(asyncio.to_thread(_prepare, concepts))
        hide_queries()
        app.state.departure.watch(settings.drain_s)
        yield
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper
        preparing.cancel()
        await engine.close()

    app = FastAPI(
        title="Lähellä search",
        description="Full-text and geographic search for community life in Finland.",
        version="1",
        lifespan=lifespan,
        telemetry=TELEMETRY,
    )
    app.state.settings = settings
    add_error_handlers(app)
    app.add_middleware(NotingRoute)  # added first: innermost
    app.add_middleware(Replay, patience_s=settings.engine_timeout_s)
    # Inside of HeadAsGet: a HEAD tells the length of what a GET sends.
    # No type is excluded: nothing that we answer is packed by itself.
    app.add_middleware(
        GZipMiddleware,
        minimum_size=PACKED_FROM,
        compresslevel=PACKING,
        exclude_content_types=(),
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(Gate, settings=settings)
    # Widgets and other people's pages ask from their own origin.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.readers,
        allow_methods=["GET", "HEAD", "POST"],
        expose_headers=["ETag", "X-Total-Count", "X-Warnings", ID_HEADER],
    )
    app.add_middleware(BrowserHeaders, settings=settings)
    app.state.departure = Departure()
    app.state.figures = Figures()
    # Added last, so that it sees what the others refuse too.
    app.add_middleware(
        Observing, departure=app.state.departure, tell=(app.state.figures.count, log_request)
    )
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies.split()
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)
    lookups = (suggest, listings, areas, places, taxonomy)
    modules = (
        search,
        export,
        *lookups,
        map_views,
        tiles,
        outlines,
        ogc,
        status,
        discovery,
        embed,
        listing_page,
        guide,
        statement,
        page,
    )
    # Not by include_router: what is included is looked through twice for each request. Before
    # FastAPI's own: /docs is asked rarely.
    app.router.routes[:0] = [route for module in modules for route in module.router.routes]
    return app
