"""Styles and pictures of the pages; each is named with a hash of its content, so it may be kept."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(str(files("search_service"))) / "web" / "static"
KEPT = "public, max-age=31536000, immutable"
LOOKED_UP_AGAIN = "public, max-age=300"


@cache
def static_url(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={blake2b((FOLDER / name).read_bytes(), digest_size=6).hexdigest()}"


async def static_reply(request: Request, name: str) -> Response:
    """The file; kept for a year under the address that names its content. 404 when unknown."""
    try:
        reply = await StaticFiles(directory=FOLDER).get_response(name, request.scope)
    except HTTPException as error:
        if error.status_code == 404:
            raise
        raise HTTPException(404) from error
    named = request.query_params.get("v") is not None and static_url(name).endswith(
        f"?v={request.query_params['v']}"
    )
    reply.headers["Cache-Control"] = KEPT if named else LOOKED_UP_AGAIN
    reply.headers["X-Content-Type-Options"] = "nosniff"
    return reply
