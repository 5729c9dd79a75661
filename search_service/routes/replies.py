"""How an answer leaves: JSON in one pass, with an ETag so that a repeat costs little."""

from collections.abc import Awaitable, Callable
from hashlib import blake2b
from typing import Any

import orjson
from fastapi import Request
from starlette.responses import JSONResponse, Response

# Answers change with the build and with the clock (next sessions), so a minute is kept at most.
CACHE = "public, max-age=60"


def media(media_type: str) -> type[Response]:
    """The response class that makes OpenAPI tell this type of JSON for a route's answers."""
    return type("Reply", (JSONResponse,), {"media_type": media_type})


def json_reply(request: Request, value: Any, build: str | None = None) -> Response:
    """JSON of dataclasses; with `build` an ETag and public caching, without it no caching."""
    body = orjson.dumps(value)
    if build is None:
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
    tag = etag(request, build)
    headers = {"ETag": tag, "Cache-Control": CACHE}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


async def kept_reply(
    request: Request, make: Callable[[], Awaitable[Any]], media_type: str = "application/json"
) -> Response:
    """JSON of what `make` gives, which is not made when the client or the cache holds it.

    The parameters must have been read: what is refused has no tag.
    """
    state = request.app.state
    build = state.searcher.index.current.build
    tag = etag(request, build)
    headers = {"ETag": tag, "Cache-Control": CACHE}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    body = state.kept.get(tag)
    if body is None:
        body = orjson.dumps(await make())
        if state.searcher.index.current.build != build:  # it may be of either build
            headers = {"Cache-Control": "no-store"}
        else:
            state.kept.put(tag, body)
    return Response(body, media_type=media_type, headers=headers)


def is_known(request: Request, tag: str) -> bool:
    """Whether the client holds this answer already (RFC 9110, 13.1.2: weak comparison)."""
    held = request.headers.get("If-None-Match", "")
    return "*" in held or tag in (one.strip().removeprefix("W/") for one in held.split(","))


def etag(request: Request, build: str) -> str:
    """A tag of the build, the address asked, and the minute, since next sessions move on."""
    minute = request.app.state.settings.clock().strftime("%Y%m%d%H%M")
    query = request.scope["query_string"].decode("latin-1")
    seed = f"{build} {minute} {request.scope['path']}?{query}"
    return f'"{blake2b(seed.encode(), digest_size=12).hexdigest()}"'
