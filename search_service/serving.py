"""Serving the app: settings and a socket come in, one process or several answer until the end.

Several workers are uvicorn's: they share the listening socket, a dead one is replaced, and SIGHUP
replaces all, each by a new one that answers before the old one leaves.
"""

import os
import socket
import tempfile
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from indexers.commands.surroundings import console
from indexers.event_log import event, start_log
from search_service.app import create_app
from search_service.demo import say_examples
from search_service.gate.slow_clients import SERVER_LIMITS
from search_service.settings import Settings
from search_service.watching.figures import FOLDER_VARIABLE

# An export of 10,000 listings takes up to 19 s; what is not done then is cut.
GRACE_S = 30
# How long a new worker may take until it answers: 5 s on a quiet machine, more on a busy one. After
# that a reload is given up and the old workers stay.
START_S = 120
FACTORY = "search_service.serving:app_of_environment"


def app_of_environment() -> FastAPI:
    """What a worker runs: it is started afresh and knows only its environment."""
    start_log(os.environ, usual="info")
    return create_app(Settings())


def serve_alone(
    settings: Settings, host: str, port: int, *, fd: int | None = None, examples: bool = False
) -> None:
    """Serve in this process until SIGINT or SIGTERM."""
    server = _Server(_config(create_app(settings), host, port), examples=examples)
    server.run(sockets=None if fd is None else [socket.socket(fileno=fd)])


def serve_by_workers(
    settings: Settings, host: str, port: int, workers: int, *, fd: int | None = None
) -> None:
    """Serve by several processes until SIGINT or SIGTERM; their figures are added up."""
    with tempfile.TemporaryDirectory(prefix="lahella-figures-") as folder:
        os.environ |= {
            FOLDER_VARIABLE: folder,
            "MEILI_URL": settings.meili_url,
            "MEILI_KEY": settings.meili_key.get_secret_value(),
            "LAHELLA_BASE_URL": settings.base_url,
        }
        config = _config(FACTORY, host, port, workers)
        listening = config.bind_socket() if fd is None else socket.socket(fileno=fd)
        _tell_where(listening, workers)
        Multiprocess(config, [listening]).run()
        event("info", "stopped")


class _Server(uvicorn.Server):
    """Ends on Ctrl-C without an error, and says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, *, examples: bool) -> None:
        super().__init__(config)
        self._examples = examples

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self._examples:
            url = f"http://{self.config.host}:{self.config.port}"
            await say_examples(self.config.loaded_app, url)
        _tell_where(self.servers[0].sockets[0], 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is in hand, then tell."""
        await super().shutdown(sockets)
        event("info", "stopped")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, without passing the signal on afterwards: ending on request is no failure."""
        super().handle_exit(sig, frame)
        self._captured_signals.clear()


def _config(app: FastAPI | str, host: str, port: int, workers: int = 1) -> uvicorn.Config:
    # No log of uvicorn's own: its access lines would tell what people searched.
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_S,
        **SERVER_LIMITS,
        timeout_worker_healthcheck=START_S,
    )


def _tell_where(listening: socket.socket, workers: int) -> None:
    host, port = listening.getsockname()[:2]
    url = f"http://{host}:{port}"
    console.print(f"[bold]{url}[/] (API: {url}/docs). Ctrl-C ends it.")
    event("info", "serving", url=url, workers=workers, pid=os.getpid())
