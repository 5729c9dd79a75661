"""What replies tell browsers: who may frame, read and embed them, and what a page of ours may do.

Every reply passes through here, so that no route can forget a rule.
"""

from collections.abc import Mapping, Sequence

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
RawHeaders = Sequence[tuple[bytes, bytes]]


class BrowserHeaders:
    """Adds the headers to what the app answers; what a route has set itself stays."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._open = settings.readers == ("*",)
        # Who may read, also when nobody asked: a cache may give this reply to another site.
        every = {**EVERY_REPLY, **({"Access-Control-Allow-Origin": "*"} if self._open else {})}
        policy = {"Content-Security-Policy": page_policy(settings)}
        documentation = {"Content-Security-Policy": "frame-ancestors 'none'"}
        self._for_others = _raw({**every, **FOR_OTHERS})
        self._for_documentation = _raw({**every, **documentation})
        self._for_pages = _raw({**every, **policy, **PAGE})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ())]  # a reply may be sent more than once
                given = dict(headers)
                rules = self._rules(scope["path"], given.get(b"content-type", b""))
                headers += [rule for rule in rules if rule[0] not in given]
                if not self._open and b"origin" not in given.get(b"vary", b"").lower():
                    MutableHeaders(raw=headers).add_vary_header("Origin")
                message["headers"] = headers
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _rules(self, path: str, content_type: bytes) -> RawHeaders:
        if not content_type.startswith(b"text/html"):
            return self._for_others
        return self._for_documentation if path in DOCUMENTATION else self._for_pages


def _raw(headers: Mapping[str, str]) -> RawHeaders:
    """As ASGI has them, so that nothing is made of them for each reply."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


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
