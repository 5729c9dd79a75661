"""How an answer leaves: JSON in one pass, with an ETag so that a repeat costs little."""

import time
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from typing import Any

import orjson
from fastapi import Request
from starlette.responses import JSONResponse, Response

from search_service.criteria import Remark
from search_service.engines.kept_answers import Kept
from search_service.errors import EngineDown, Rebuilt

# Answers change with the build and with the clock (next sessions), so a minute is kept at most.
CACHE = "public, max-age=60"
OLD = "The search engine does not answer now: this answer is {age} seconds old."


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
    """JSON of what `make` gives, which is not made when the client or the memory holds it.

    When the engine fails, the last answer is told again, and that it is old. The parameters must
    have been read: what is refused has no tag. Raises EngineDown, Rebuilt.
    """
    state = request.app.state
    build, question = state.searcher.index.current.build, _question(request)
    tag = etag(request, build)
    headers = {"ETag": tag, "Cache-Control": CACHE}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    body = state.kept.popular(question, tag)
    if body is None:
        try:
            body = orjson.dumps(await make())
        except (EngineDown, Rebuilt):  # after Rebuilt, Replay tries again before this is sent
            if (old := state.kept.old(question, build)) is None:
                raise
            return _old_reply(old, media_type)
        if state.searcher.index.current.build != build:  # it may be of either build
            headers = {"Cache-Control": "no-store"}
        else:
            state.kept.put(question, Kept(build, tag, time.monotonic(), body))
    return Response(body, media_type=media_type, headers=headers)


def _old_reply(kept: Kept, media_type: str) -> Response:
    age = int(kept.age_s)
    answer = orjson.loads(kept.body)
    answer["warnings"].append(Remark("index", OLD.format(age=age)).wire())
    headers = {"Cache-Control": "no-store", "Age": str(age), "Warning": '110 - "Response is Stale"'}
    return Response(orjson.dumps(answer), media_type=media_type, headers=headers)


def is_known(request: Request, tag: str) -> bool:
    """Whether the client holds this answer already (RFC 9110, 13.1.2: weak comparison)."""
    held = request.headers.get("If-None-Match", "")
    return "*" in held or tag in (one.strip().removeprefix("W/") for one in held.split(","))


def etag(request: Request, build: str) -> str:
    """A tag of the build, the address asked, and the minute, since next sessions move on."""
    minute = request.app.state.settings.clock().strftime("%Y%m%d%H%M")
    seed = f"{build} {minute} {_question(request)}"
    return f'"{blake2b(seed.encode(), digest_size=12).hexdigest()}"'


def _question(request: Request) -> str:
    """The address asked. `request.url` makes more of it than a tag needs."""
    return f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
