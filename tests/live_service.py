"""The service on a port of loopback, for programs that speak HTTP: browsers, GDAL, commands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve for the length of the block; gives the address, which the app also tells in links."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive()
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        app.state.settings = app.state.settings.model_copy(update={"base_url": url})
        yield url
    finally:
        server.should_exit = True
        thread.join()
