"""Brings boundaries to a file: a path passes through, an http(s) address is downloaded first."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from geo.boundary_error import BoundaryError

TIMEOUT_S = 60.0
# The whole of Statistics Finland's 1:1 000 000 layer is 20 MB as GeoJSON; ten times that is no
# boundary file but a mistake.
LARGEST_BYTES = 200_000_000

_GEOPACKAGE_START = b"SQLite format 3\x00"


@contextmanager
def fetched(source: str | Path, largest: int = LARGEST_BYTES) -> Iterator[Path]:
    """Give a readable file for the source; a download is removed afterwards.

    Raises BoundaryError when the address does not answer or sends more than `largest` bytes.
    """
    if isinstance(source, Path) or urlsplit(source).scheme not in ("http", "https"):
        yield Path(source)
        return
    content = _download(source, largest)
    suffix = ".gpkg" if content.startswith(_GEOPACKAGE_START) else ".json"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"boundaries{suffix}"
        path.write_bytes(content)
        try:
            yield path
        except BoundaryError as error:
            raise BoundaryError(source, str(error).removeprefix(f"{path}: ")) from error


def _download(address: str, largest: int) -> bytes:
    content = bytearray()
    try:
        with httpx.stream("GET", address, timeout=TIMEOUT_S, follow_redirects=True) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > largest:
                    raise BoundaryError(address, f"expected at most {largest} bytes, got more")
    except httpx.HTTPError as error:
        raise BoundaryError(address, f"could not be fetched: {error}") from error
    return bytes(content)
