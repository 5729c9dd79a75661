"""Bytes and JSON of a URL or a file, or a SourceError that says plainly what went wrong."""

import codecs
import copy
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import httpx

from indexers.fetching.addresses import NOWHERE, Home, Resolve, resolved, shown
from indexers.fetching.clock import REAL_TIME, Clock
from indexers.fetching.json_items import begin, items_of, lines_of, parsed
from indexers.fetching.retries import Wait
from indexers.fetching.settings import FetchSettings
from indexers.fetching.spool import spool
from indexers.fetching.traffic import Traffic
from indexers.fetching.web import Web
from indexers.sources.source import SourceError

NO_HEADERS: Mapping[str, str] = {}


def is_url(origin: str) -> bool:
    """Whether the origin is fetched over HTTP; anything else is a path."""
    return origin.startswith(("http://", "https://"))


class Fetcher:
    """Reads URLs and files for the sources; the one place where the indexer meets the network.

    All methods raise SourceError; NotThere, a kind of it, when a server answers 404 or 410.
    Close it, or use it in `with`.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        folder: Path | None = None,
        waiting: Callable[[Wait], None] = lambda wait: None,
        clock: Clock = REAL_TIME,
        resolve: Resolve = resolved,
    ) -> None:
        """Settings of the environment unless given; without a folder nothing is remembered.

        `waiting` is told of every pause before a retry; `clock` and `resolve` are for tests.
        """
        given = settings or FetchSettings.of(os.environ)
        self._web = Web(given, folder, clock, waiting, resolve)
        self._whole_size = given.whole_size
        self._home: Home | None = None

    def for_origin(self, location: str) -> Self:
        """The same Fetcher for one source that the operator named, by URL or path.

        Only the host of `location` is sent the source's credentials and may be private. Without
        this, the first address asked for counts as named: it cannot come from an answer.
        """
        one = copy.copy(self)
        one._home = _home_of(location)
        return one

    def json(self, origin: str, headers: Mapping[str, str] = NO_HEADERS) -> object:
        """The JSON value at a URL or in a file, whole."""
        with self._opened(origin, headers) as file:
            begin(file, shown(origin))
            return parsed(self._whole(file, origin), shown(origin))

    def items(
        self, origin: str, path: str, headers: Mapping[str, str] = NO_HEADERS
    ) -> Iterator[object]:
        """The items of a JSON array one by one, without the whole of it in memory.

        `path` names the member of a root object that holds the array ("data"); a root that is an
        array itself is taken whatever the path ("" takes nothing else).
        """
        with self._opened(origin, headers) as file:
            yield from items_of(file, path, shown(origin))

    def lines(self, origin: str, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[object]:
        """The JSON values of NDJSON, one a line; a broken line is told by its number."""
        with self._opened(origin, headers) as file:
            yield from lines_of(file, shown(origin))

    def content(self, origin: str, headers: Mapping[str, str] = NO_HEADERS) -> bytes:
        """The bytes at a URL or in a file, without a byte order mark."""
        with self._opened(origin, headers) as file:
            return self._whole(file, origin).removeprefix(codecs.BOM_UTF8)

    @property
    def traffic(self) -> Traffic:
        """What was done so far, for all sources together."""
        return self._web.meter.so_far

    def close(self) -> None:
        """End all connections, those of `for_origin` as well."""
        self._web.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _opened(self, origin: str, headers: Mapping[str, str]) -> Iterator[IO[bytes]]:
        with self._body(origin, headers) if is_url(origin) else _read(origin) as file:
            yield file

    def _body(self, url: str, headers: Mapping[str, str]) -> IO[bytes]:
        if self._home is None:
            self._home = _home_of(url)
        return self._web.body(url, headers, self._home)

    def _whole(self, file: IO[bytes], origin: str) -> bytes:
        content = file.read(self._whole_size + 1)
        if len(content) > self._whole_size:
            raise SourceError(
                f"{shown(origin)}: more than {self._whole_size} bytes, too large to be read whole"
            )
        return content


def _seekable(file: IO[bytes]) -> IO[bytes]:
    """The file, or for a pipe (/dev/stdin, another command) all that came out of it."""
    if file.seekable():
        return file
    with file, ExitStack() as unfinished:
        held = unfinished.enter_context(spool())
        shutil.copyfileobj(file, held)
        held.seek(0)
        unfinished.pop_all()
    return held


def _home_of(location: str) -> Home:
    try:
        return Home.of(httpx.URL(location)) if is_url(location) else NOWHERE
    except httpx.InvalidURL:
        return NOWHERE  # reading it will tell


def _read(path: str) -> IO[bytes]:
    try:
        return _seekable(Path(path).open("rb"))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
