"""A request from its beginning to its end: one deadline, one build, and again when that is gone.

When the index is swapped while an answer is made, nothing of it has been sent: the new build is
read, and the request is answered anew with it, within the same time.
"""

import asyncio
from collections import deque

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.engines.asking import ASKING, SHORT_S, Asking
from search_service.engines.live import PINNED, LiveIndex, Pin
from search_service.errors import EngineDown, Rebuilt

TRIES = 4  # an update of several engines shows one or two other builds in a row


class Replay:
    """Answers with the live build of the app that it wraps."""

    def __init__(self, app: ASGIApp, patience_s: float) -> None:
        self._app = app
        self._patience_s = patience_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; once more for each build that comes meanwhile."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        index: LiveIndex = scope["app"].state.searcher.index
        ends = asyncio.get_running_loop().time() + self._patience_s
        heard = _Heard(receive)
        for tries_left in reversed(range(TRIES)):
            pin = Pin(index.latest)
            PINNED.set(pin)
            asking = Asking(ends, index.latest.build)
            ASKING.set(asking)
            try:
                await self._app({**scope}, heard.again(), _Sending(asking, send, tries_left))
            finally:
                pin.live = None
            if asking.answering:
                return
            await _await_another(index, asking.build)


async def _await_another(index: LiveIndex, build: str) -> None:
    """Look for another build; without one the next try tells the error."""
    if index.latest.build == build:
        try:
            await index.refresh()
        except (EngineDown, Rebuilt):
            return


class _Heard:
    """The body of a request, which can be heard again."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: list[Message] = []

    def again(self) -> Receive:
        """All from the beginning; what has not come yet is waited for."""
        waiting = deque(self._messages)

        async def receive() -> Message:
            if waiting:
                return waiting.popleft()
            message = await self._receive()
            if message["type"] == "http.request":
                self._messages.append(message)
            return message

        return receive


class _Sending:
    """Sends an answer, unless its build was overtaken and there is time for another."""

    def __init__(self, asking: Asking, send: Send, tries_left: int) -> None:
        self._asking = asking
        self._send = send
        self._tries_left = tries_left

    async def __call__(self, message: Message) -> None:
        if self._asking.answering:
            await self._send(message)
        elif not self._is_in_vain():
            self._asking.answering = True
            await self._send(message)

    def _is_in_vain(self) -> bool:
        time_left = self._asking.left_s(0) > SHORT_S
        return self._asking.overtaken and self._tries_left > 0 and time_left
