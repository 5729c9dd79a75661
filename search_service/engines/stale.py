"""The last answer to the very same question, for when the engine fails; it says that it is old.

Kept in memory for a few minutes: answers to GET that tell warnings (searches, suggestions, maps),
of the build that is live. What was posted is never kept.
"""

import time
from collections import OrderedDict
from typing import NamedTuple

import orjson
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.criteria import Remark

KEPT = ("/v1/search", "/v1/suggest", "/v1/map")
KEEP_S = 300.0
MOST_BYTES = 16_000_000  # in each worker
LARGEST_BYTES = 200_000  # one answer; a page of 20 hits has 30,000
OLD = "The search engine does not answer now: this answer is {age} seconds old."


class Kept(NamedTuple):
    """An answer as it was sent."""

    build: str
    at: float  # of the monotonic clock
    body: bytes


class Shelf:
    """Answers by their questions, as many as fit; the oldest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0

    def put(self, question: str, kept: Kept) -> None:
        """Keep an answer instead of the one before it."""
        self._drop(question)
        self._kept[question] = kept
        self._bytes += len(kept.body)
        while self._bytes > MOST_BYTES or kept.at - self._first().at > KEEP_S:
            self._drop(next(iter(self._kept)))

    def get(self, question: str, build: str, now: float) -> Kept | None:
        """The answer of that build, unless it is too old."""
        kept = self._kept.get(question)
        return kept if kept and kept.build == build and now - kept.at <= KEEP_S else None

    def _first(self) -> Kept:
        return next(iter(self._kept.values()))

    def _drop(self, question: str) -> None:
        if dropped := self._kept.pop(question, None):
            self._bytes -= len(dropped.body)


class Stale:
    """Wraps the app; turns its 503 into an old answer where there is one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._shelf = Shelf()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and keep what may be needed."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in KEPT:
            await self._app(scope, receive, send)
            return
        build = scope["app"].state.searcher.index.latest.build
        await self._app(scope, receive, _Watching(self._shelf, build, scope, send))


class _Watching:
    """Sends an answer on, keeps a good one, and replaces a 503."""

    def __init__(self, shelf: Shelf, build: str, scope: Scope, send: Send) -> None:
        self._shelf = shelf
        self._scope = scope
        self._build = build
        self._send = send
        self._question = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
        self._status = 0
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            old = self._old() if self._status == 503 else None
            if old is not None:
                await self._tell(old)
                return
        if self._status != 0:
            self._keep(message)  # before it is sent: a wrapper may pack it in its place
            await self._send(message)

    def _old(self) -> Kept | None:
        return self._shelf.get(self._question, self._live_build, time.monotonic())

    @property
    def _live_build(self) -> str:
        return str(self._scope["app"].state.searcher.index.latest.build)

    async def _tell(self, kept: Kept) -> None:
        self._status = 0  # what the app says from now on is not sent
        age = int(time.monotonic() - kept.at)
        answer = orjson.loads(kept.body)
        answer["warnings"].append(Remark("index", OLD.format(age=age)).wire())
        body = orjson.dumps(answer)
        start: Message = {"type": "http.response.start", "status": 200, "headers": []}
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Type"] = "application/json"
        headers["Content-Length"] = str(len(body))
        headers["Cache-Control"] = "no-store"
        headers["Age"] = str(age)
        headers["Warning"] = '110 - "Response is Stale"'
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})

    def _keep(self, message: Message) -> None:
        if message["type"] != "http.response.body" or self._status != 200:
            return
        self._body += message.get("body", b"")
        if len(self._body) > LARGEST_BYTES:
            self._status = -1  # sent on, and not kept
        elif not message.get("more_body") and self._build == self._live_build:
            self._shelf.put(self._question, Kept(self._build, time.monotonic(), self._body))
