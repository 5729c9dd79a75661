"""What replies tell browsers: who may frame, read and embed them, and what a page of ours may do.

Every reply passes through here, so that no route can forget a rule.
"""

from collections.abc import Iterator

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.settings import Settings

# A search tells what somebody needs: no other site shall learn it from an address.
EVERY_REPLY = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
PAGE = {
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Scripts of widgets, and what they ask for, also by pages that let in only what allows it.
FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin"}
# FastAPI's own pages for programmers load their scripts from a public host.
DOCUMENTATION = ("/docs", "/redoc")


class BrowserHeaders:
    """Adds the headers to what the app answers; what a route has set itself stays."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._policy = page_policy(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._rules(scope["path"], headers):
                    headers.setdefault(name, value)
                self._tell_readers(headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _rules(self, path: str, headers: MutableHeaders) -> Iterator[tuple[str, str]]:
        yield from EVERY_REPLY.items()
        if not headers.get("Content-Type", "").startswith("text/html"):
            yield from FOR_OTHERS.items()
        elif path in DOCUMENTATION:
            yield "Content-Security-Policy", "frame-ancestors 'none'"
        else:
            yield "Content-Security-Policy", self._policy
            yield from PAGE.items()

    def _tell_readers(self, headers: MutableHeaders) -> None:
        """Who may read, also when nobody asked: a cache may give this reply to another site."""
        if self._settings.readers == ("*",):
            headers.setdefault("Access-Control-Allow-Origin", "*")
        elif "origin" not in headers.get("Vary", "").lower():
            headers.add_vary_header("Origin")


def page_policy(settings: Settings) -> str:
    """The Content-Security-Policy of pages: our own files, pictures of listings, base tiles."""
    tiles = f" {settings.tiles.source}" if settings.tiles else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            f"img-src 'self' https: data:{tiles}",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {settings.frame_ancestors}",
        )
    )
