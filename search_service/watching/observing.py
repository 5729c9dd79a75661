"""The middleware around everything: gives each request an id, and tells each that is over."""

import time
from collections.abc import Callable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indexers.event_log import event, told_with
from search_service.watching.departure import Departure
from search_service.watching.observation import Observation, begin, note_route

ID_HEADER = "X-Request-ID"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
# Asked every few seconds by machines; one line each would drown the rest.
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


class Observing:
    """Observes requests; `tell` gets each one that is over."""

    def __init__(
        self,
        app: ASGIApp,
        departure: Departure,
        tell: Sequence[Callable[[Observation], None]],
    ) -> None:
        self._app = app
        self._departure = departure
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and look at what is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else "other"
        observed = begin(Headers(scope=scope).get(ID_HEADER, ""), method)
        told_with.set({"request": observed.request_id})
        started = time.perf_counter()

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                observed.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[ID_HEADER] = observed.request_id
                if self._departure.begun:  # connections that stay open would break when we go
                    headers["Connection"] = "close"
            elif message["type"] == "http.response.body":
                observed.sent_bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as mistake:
            observed.failure = mistake
            observed.status = 500  # the problem itself is written outside of all middlewares
            raise
        finally:
            observed.seconds = time.perf_counter() - started
            for tell in self._tell:
                tell(observed)


class NotingRoute:
    """The innermost middleware: those outside of it may have passed on a copy of the scope."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and see where it went."""
        try:
            await self._app(scope, receive, send)
        finally:
            if route := scope.get("route"):
                note_route(route.path)


def log_request(observed: Observation) -> None:
    """One line a request: its route as the API documents it, never what was asked."""
    quiet = observed.route in PROBES and observed.status < 400
    engine = observed.engine_seconds
    event(
        "error" if observed.failure else "debug" if quiet else "info",
        "request",
        failure=observed.failure,
        method=observed.method,
        route=observed.route,
        status=observed.status,
        ms=_ms(observed.seconds),
        engine_ms=_ms(sum(engine)),
        engine_calls=len(engine),
        bytes=observed.sent_bytes,
        **({"rescue": observed.rescue} if observed.rescue else {}),
    )


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
