"""The middleware that holds all gates, in one step and without holding anything back.

Refusals are problems. It stands inside CORS, so that widgets of other sites can read them too.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.gate.crowd import Crowd
from search_service.gate.hosts import HostCheck
from search_service.gate.rate_limit import LIMIT, RateLimit
from search_service.gate.refusal import Check
from search_service.gate.sizes import check_sizes, has_body, measured
from search_service.settings import Settings

READING_S = 60.0  # longest wait for a reader of a stream to take the next piece


class SlowReader(Exception):
    """A client that does not take what it asked for."""


class Gate:
    """Checks a request, then passes it on with its body measured and its reader watched."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._crowd = Crowd(settings.max_at_once)
        self._checks: tuple[Check, ...] = (
            HostCheck(settings),
            check_sizes,
            RateLimit(settings),
            self._crowd,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        for check in self._checks:
            if refusal := check(scope):
                await refusal(scope, receive, _telling(scope, send))
                return
        self._crowd.inside += 1
        try:
            coming = measured(receive) if has_body(scope) else receive
            await self._app(scope, coming, _watched(_telling(scope, send)))
        except* SlowReader:
            pass  # the answer stays unfinished, and the server closes the connection
        finally:
            self._crowd.inside -= 1


def _telling(scope: Scope, send: Send) -> Send:
    """Send with the headers of the rate limit, where there is one."""
    headers = scope.get(LIMIT)
    if headers is None:
        return send

    async def send_told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *headers]
        await send(message)

    return send_told


def _watched(send: Send) -> Send:
    """Send that gives up on a reader that takes too long over a piece of a stream."""

    async def send_watched(message: Message) -> None:
        if not message.get("more_body"):
            await send(message)
            return
        try:
            async with asyncio.timeout(READING_S):
                await send(message)
        except TimeoutError as error:
            raise SlowReader from error

    return send_watched
