"""HEAD for everything that answers GET: the same headers, no body (RFC 9110, 9.3.2)."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEAD_ONLY = "lahella.head"


def is_head(request: Request) -> bool:
    """Whether only the headers will be sent, so that a long body need not be made."""
    return HEAD_ONLY in request.scope


class HeadAsGet:
    """Asks the app for a GET and sends its headers only."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; of a HEAD, without the body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_headers(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET", HEAD_ONLY: True}, receive, send_headers)
