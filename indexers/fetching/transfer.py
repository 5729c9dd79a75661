"""One GET: redirects within the same host, the status understood, the body on disk or in memory.

The body is taken whole before anybody reads it: so a transfer that breaks off can be made again,
and a slow reader keeps no server waiting.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import IO, NamedTuple

import httpcore
import httpx

from indexers.fetching.addresses import PORTS, Guard, Home
from indexers.fetching.clock import Clock
from indexers.fetching.failures import Failed, Passing, failure_of
from indexers.fetching.gunzip import ACCEPTED, unpacked
from indexers.fetching.network import Deadline
from indexers.fetching.pace import Pace
from indexers.fetching.retries import seconds_asked
from indexers.fetching.settings import FetchSettings
from indexers.fetching.spool import spool
from indexers.fetching.traffic import Meter, Traffic
from indexers.fetching.transport import GuardedTransport

CONNECT_S = 10.0  # at most; a server that takes longer is not there
MAX_REDIRECTS = 3
LOST = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.RemoteProtocolError,
    httpcore.ProxyError,
)


class Answer(NamedTuple):
    """What came back: a body, or (304) that the one known before is still good."""

    headers: httpx.Headers
    body: IO[bytes] | None


class Transfer:
    """Asks the hosts of one source, over connections of its own; see `addresses` for why."""

    def __init__(
        self, settings: FetchSettings, guard: Guard, clock: Clock, pace: Pace, meter: Meter
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._pace = pace
        self._meter = meter
        self._deadline = Deadline(clock, settings.whole_s)
        self._client = httpx.Client(
            transport=GuardedTransport(guard, self._deadline),
            headers={"User-Agent": settings.user_agent, "Accept-Encoding": ACCEPTED},
            timeout=httpx.Timeout(settings.timeout_s, connect=min(settings.timeout_s, CONNECT_S)),
        )
        # What a server sets in one answer is not sent with the next request.
        self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def close(self) -> None:
        """End all connections."""
        self._client.close()

    def ask(self, url: httpx.URL, headers: Mapping[str, str], folder: Path | None) -> Answer:
        """The answer to a GET; `folder` is where a large body is put. Raises Failed."""
        for _ in range(MAX_REDIRECTS + 1):
            with self._pace.turn(url.host), self._sent(url, headers) as answer:
                if not answer.has_redirect_location:
                    return self._taken(answer, folder)
                url = _followed(url, answer)
        raise Failed(f"answered {answer.status_code} more than {MAX_REDIRECTS} times in a row")

    @contextmanager
    def _sent(self, url: httpx.URL, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        self._meter.add(Traffic(requests=1))
        self._deadline.start()
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                yield answer
        except (UnicodeEncodeError, httpcore.LocalProtocolError) as error:
            raise Failed("the credentials hold characters no header can") from error
        except LOST as error:
            raise Passing(f"the transfer failed ({error or type(error).__name__})") from error

    def _taken(self, answer: httpx.Response, folder: Path | None) -> Answer:
        if answer.status_code == 304:
            self._meter.add(Traffic(not_modified=1))
            return Answer(answer.headers, None)
        if answer.status_code != 200:
            wait_s = seconds_asked(answer.headers.get("Retry-After"), self._clock.now())
            raise failure_of(answer.status_code, wait_s)
        with ExitStack() as unfinished:
            body = unfinished.enter_context(spool(folder))
            self._fill(body, answer)
            unfinished.pop_all()
        return Answer(answer.headers, body)

    def _fill(self, body: IO[bytes], answer: httpx.Response) -> None:
        if int(answer.headers.get("Content-Length", 0)) > self._settings.max_size:
            raise self._too_large()
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        for piece in unpacked(self._counted(answer), encoding):
            if body.tell() + len(piece) > self._settings.max_size:
                raise self._too_large()
            body.write(piece)
        body.seek(0)

    def _too_large(self) -> Failed:
        return Failed(f"more than {self._settings.max_size} bytes; stopped reading")

    def _counted(self, answer: httpx.Response) -> Iterator[bytes]:
        for chunk in answer.iter_raw():
            self._meter.add(Traffic(bytes=len(chunk)))
            yield chunk


def _followed(url: httpx.URL, answer: httpx.Response) -> httpx.URL:
    """Where a redirect leads, when that is the same scheme, host and port. Raises Failed."""
    said = f"answered {answer.status_code}"
    try:
        target = url.join(answer.headers["Location"])
    except httpx.InvalidURL as error:
        raise Failed(f"{said} and leads to what is no address") from error
    if target.scheme not in PORTS:
        raise Failed(f"{said} and leads out of the web, which is not followed")
    if Home.of(target) != Home.of(url):
        raise Failed(
            f"{said} and leads to {Home.of(target)}, which is not followed; "
            "name that address as the source if it is the right one"
        )
    return target
