"""Styles and pictures of the pages; each is named with a hash of its content, so it may be kept."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

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
    reply = await StaticFiles(directory=FOLDER).get_response(name, request.scope)
    asked = f"/static/{name}?v={request.query_params.get('v', '')}"
    reply.headers["Cache-Control"] = KEPT if asked == static_url(name) else LOOKED_UP_AGAIN
    reply.headers["X-Content-Type-Options"] = "nosniff"
    return reply
