"""Bytes of a URL or a file as JSON, or a SourceError that says plainly what went wrong."""

import codecs
from collections.abc import Mapping
from pathlib import Path

import httpx
import orjson

from indexers.sources.source import SourceError

TIMEOUT_S = 30.0
MAX_BYTES = 500 * 1024 * 1024  # a file of all listings of the country is near 60 MB
USER_AGENT = "lahella-search (+https://www.lahella.fi)"


def is_url(origin: str) -> bool:
    """Whether the origin is fetched over HTTP; anything else is a path."""
    return origin.startswith(("http://", "https://"))


def load_json(origin: str, headers: Mapping[str, str] | None = None) -> object:
    """The JSON value at a URL or in a file."""
    content = _download(origin, headers or {}) if is_url(origin) else _read(Path(origin))
    content = content.removeprefix(codecs.BOM_UTF8)  # Windows editors put it there
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
