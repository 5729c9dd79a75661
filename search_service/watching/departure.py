"""Leaving without breaking a request: on SIGTERM tell the balancer first, stop after a while.

uvicorn by itself finishes the requests in hand and closes the rest at once. Before that, for
`drain_s` seconds, /readyz says 503 and every answer closes its connection, so that balancers and
clients go elsewhere by themselves. A second SIGTERM ends the waiting.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

from indexers.event_log import event


class Departure:
    """Whether this process is about to end."""

    def __init__(self) -> None:
        self.begun = False

    def watch(self, drain_s: float) -> None:
        """Take SIGTERM from the server and give it back after the delay; in the running loop."""
        if threading.current_thread() is not threading.main_thread():
            return  # served from a test's thread: signals are not ours
        stop = signal.getsignal(signal.SIGTERM)
        if not callable(stop):
            return  # nobody stops gently, so nothing can be delayed
        loop = asyncio.get_running_loop()
        end: Callable[[int, FrameType | None], object] = stop

        def leave(number: int, frame: FrameType | None) -> None:
            if self.begun or not drain_s:
                end(number, frame)
                return
            self.begun = True
            event("info", "leaving", drain_s=drain_s)
            # From a handler of signals: the loop sleeps, and has to be woken.
            loop.call_soon_threadsafe(loop.call_later, drain_s, end, number, None)

        signal.signal(signal.SIGTERM, leave)
