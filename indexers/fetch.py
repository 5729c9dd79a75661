"""Bytes and JSON of a URL or a file, or a SourceError that says plainly what went wrong."""

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import orjson

from indexers.sources.source import NotThere, SourceError

TIMEOUT_S = 30.0
MAX_BYTES = 500 * 1024 * 1024  # a file of all listings of the country is near 60 MB
NO_HEADERS: Mapping[str, str] = {}
USER_AGENT = "lahella-search (+https://www.lahella.fi)"


def is_url(origin: str) -> bool:
    """Whether the origin is fetched over HTTP; anything else is a path."""
    return origin.startswith(("http://", "https://"))


class Fetcher:
    """Reads URLs and files for the sources; the one place where the indexer meets the network."""

    def json(self, origin: str, headers: Mapping[str, str] = NO_HEADERS) -> object:
        """The JSON value at a URL or in a file, whole."""
        return _parsed(self.content(origin, headers), origin)

    def items(
        self, origin: str, path: str, headers: Mapping[str, str] = NO_HEADERS
    ) -> Iterator[object]:
        """The items of a JSON array one by one; `path` leads to it ("" the root, "data")."""
        body = self.json(origin, headers)
        items = body.get(path) if path and isinstance(body, dict) else body
        if not isinstance(items, list):
            raise SourceError(f"{origin}: expected a JSON array{f' in {path}' if path else ''}")
        yield from items

    def lines(self, origin: str, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[object]:
        """The JSON values of NDJSON, one a line; a broken line is told by its number."""
        for number, line in enumerate(self.content(origin, headers).splitlines(), start=1):
            if line.strip():
                yield _parsed(line, f"{origin} line {number}")

    def content(self, origin: str, headers: Mapping[str, str] = NO_HEADERS) -> bytes:
        """The bytes at a URL or in a file."""
        content = _download(origin, headers) if is_url(origin) else _read(Path(origin))
        return content.removeprefix(codecs.BOM_UTF8)  # Windows editors put it there


def _parsed(content: bytes, origin: str) -> object:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise SourceError(
            f"{origin}: expected JSON, but it breaks off or is malformed at character {error.pos} "
            f"of {len(content)} bytes ({error.msg})"
        ) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error


def _download(url: str, headers: Mapping[str, str]) -> bytes:
    content = bytearray()
    try:
        with httpx.stream(
            "GET", url, headers={"User-Agent": USER_AGENT, **headers}, timeout=TIMEOUT_S
        ) as answer:
            if answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
                raise NotThere(f"{url}: {_meaning(answer.status_code)}", answer.status_code)
            if answer.status_code != httpx.codes.OK:
                raise SourceError(f"{url}: {_meaning(answer.status_code)}")
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise SourceError(f"{url}: more than {MAX_BYTES} bytes; stopped reading")
    except httpx.InvalidURL as error:
        raise SourceError(f"{url}: is no address ({error})") from error
    except UnicodeEncodeError as error:
        raise SourceError(f"{url}: the credentials hold characters no header can") from error
    except httpx.HTTPError as error:
        raise SourceError(
            f"{url}: the transfer failed ({error or type(error).__name__})"
        ) from error
    return bytes(content)


def _meaning(status: int) -> str:
    if status in (401, 403):
        return f"answered {status}: the source wants credentials, or does not accept those given"
    if status == 404:
        return "answered 404: nothing at this address"
    return f"answered {status} instead of 200"
