"""Built files of pages and widgets to responses: compressed as the browser takes them, and kept."""

from collections.abc import Iterator
from os import PathLike, stat, stat_result
from os.path import isfile
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from search_service.web.assets import BUILT

# A name under /static holds a hash of its content; one under /widgets stays when its content moves.
CACHE = {"static": "public, max-age=31536000, immutable", "widgets": "public, max-age=300"}
PACKED = {"br": ".br", "gzip": ".gz"}  # made by the build, the smallest first


class BuiltFiles(StaticFiles):
    """The files of a folder; each is sent in the smallest form that the browser takes."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file as it is, or packed; with an ETag of its own, and 304 where that is known."""
        for coding in accepted_codings(Headers(scope=scope).get("Accept-Encoding", "")):
            packed = f"{full_path}{PACKED[coding]}"
            if isfile(packed):
                reply = super().file_response(packed, stat(packed), scope, status_code)
                reply.headers["Content-Encoding"] = coding
                return reply
        return super().file_response(full_path, stat_result, scope, status_code)


def accepted_codings(header: str) -> Iterator[str]:
    """The codings of PACKED that an Accept-Encoding header takes, the smallest first."""
    taken = {
        coding.strip().lower()
        for coding, _, weight in (one.partition(";") for one in header.split(","))
        if weight.replace(" ", "").rstrip("0.") != "q="
    }
    return (coding for coding in PACKED if coding in taken)


async def static_reply(
    request: Request, folder: str, name: str, kept: Path | None = None
) -> Response:
    """A file of a folder of the build, else of the folder `kept`. 404 when unknown."""
    files = BuiltFiles(directory=BUILT / folder, check_dir=False)
    if kept is not None:
        files.all_directories.append(kept)
    reply = await files.get_response(name, request.scope)
    reply.headers["Cache-Control"] = CACHE[folder]
    reply.headers["Vary"] = "Accept-Encoding"
    return reply
