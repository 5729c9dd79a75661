"""The service on a port of loopback, for programs that speak HTTP: browsers, GDAL, commands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from search_service.gate.slow_clients import SERVER_LIMITS


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve for the length of the block; gives the address, which the app also tells in links."""
    with listening(app) as url:
        app.state.settings = app.state.settings.model_copy(update={"base_url": url})
        yield url


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """Serve any app, with the limits of the real server, for the length of the block."""
    # Without a log of its own, as it serves; one that is made stays for all tests that follow.
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, **SERVER_LIMITS)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive()
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
