"""Addresses in, bodies out: guarded, paced, retried and remembered; failures are SourceErrors."""

import threading
import weakref
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import httpx

from indexers.fetching.addresses import PORTS, Guard, Home, Resolve, shown
from indexers.fetching.answer_cache import AnswerCache, key_of
from indexers.fetching.clock import Clock
from indexers.fetching.failures import Failed, Missing
from indexers.fetching.pace import Pace
from indexers.fetching.retries import Wait, patiently
from indexers.fetching.settings import FetchSettings
from indexers.fetching.traffic import Meter, Traffic
from indexers.fetching.transfer import Answer, Transfer
from indexers.sources.source import NotThere, SourceError

HARMLESS = {"accept", "accept-language"}  # headers that any host may see


class Web:
    """All that the sources of one run share: pace, cache, counts; connections by source."""

    def __init__(
        self,
        settings: FetchSettings,
        folder: Path | None,
        clock: Clock,
        waiting: Callable[[Wait], None],
        resolve: Resolve,
    ) -> None:
        self.meter = Meter()
        self._settings = settings
        self._clock = clock
        self._waiting = waiting
        self._resolve = resolve
        self._pace = Pace(settings.gap_s, clock, self.meter)
        self._cache = AnswerCache(folder, settings.cache_size) if folder else None
        self._transfers: dict[Home, Transfer] = {}
        self._lock = threading.Lock()
        # Also when nobody closes it: connections that are only dropped make Python warn.
        self.close = weakref.finalize(self, _close_all, self._transfers)

    def body(self, address: str, headers: Mapping[str, str], home: Home) -> IO[bytes]:
        """The body at an address, from its first byte, for the source at `home`.

        Raises SourceError; NotThere when the server says that there is nothing.
        """
        told = shown(address)
        try:
            return self._body(_checked(address, headers, home), headers, home)
        except Missing as error:
            raise NotThere(f"{told}: {error}", error.status) from error
        except Failed as error:
            raise SourceError(f"{told}: {error}") from error
        except OSError as error:
            raise SourceError(f"{told}: cannot be kept on disk ({error.strerror})") from error

    def _body(self, url: httpx.URL, headers: Mapping[str, str], home: Home) -> IO[bytes]:
        if self._cache is None:
            return _body_of(self._asked(url, headers, home, None))
        key = key_of(str(url), headers)
        with ExitStack() as unused:
            kept = self._cache.find(key)
            if kept:
                unused.enter_context(kept.body)
            conditions = kept.conditions if kept else {}
            answer = self._asked(url, {**headers, **conditions}, home, self._cache.folder())
            if kept and answer.body is None:
                unused.pop_all()
                self._cache.touch(key)
                return kept.body
        body = _body_of(answer)
        self._cache.keep(key, answer.headers, body)
        return body

    def _asked(
        self, url: httpx.URL, headers: Mapping[str, str], home: Home, folder: Path | None
    ) -> Answer:
        transfer = self._transfer(home)

        def wait(seconds: float, reason: str) -> None:
            self.meter.add(Traffic(retries=1, waited_s=seconds))
            self._waiting(Wait(shown(str(url)), seconds, reason))
            self._clock.sleep(seconds)

        return patiently(lambda: transfer.ask(url, headers, folder), self._settings, wait)

    def _transfer(self, home: Home) -> Transfer:
        with self._lock:
            if home not in self._transfers:
                allowed = self._settings.allow_private
                guard = Guard(home, allow_private=allowed, resolve=self._resolve)
                self._transfers[home] = Transfer(
                    self._settings, guard, self._clock, self._pace, self.meter
                )
            return self._transfers[home]


def _checked(address: str, headers: Mapping[str, str], home: Home) -> httpx.URL:
    """The address, if it is one of the web and may be sent these headers. Raises Failed."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise Failed(f"is no address ({error})") from error
    if url.scheme not in PORTS or not url.host:
        raise Failed("is no address (expected http:// or https:// and a host)")
    private = [name for name in headers if name.lower() not in HARMLESS]
    if private and Home.of(url) != home:
        raise Failed(f"is not at {home}, and only that may see the header {', '.join(private)}")
    return url


def _body_of(answer: Answer) -> IO[bytes]:
    if answer.body is None:
        raise Failed("answered 304 to a request without a condition")
    return answer.body


def _close_all(transfers: dict[Home, Transfer]) -> None:
    for transfer in transfers.values():
        transfer.close()
