"""Doing something again and again: an interval as people write it, and the loop that keeps it."""

import re
import signal
import threading
import time
from collections.abc import Callable

import typer

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def read_interval(text: str) -> float:
    """Seconds of 30s, 15m, 2h or 1d. Raises typer.BadParameter."""
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", text)
    if not found:
        raise typer.BadParameter(f"expected a number with s, m, h or d, as in 15m; got {text}")
    return float(int(found[1]) * UNITS[found[2]])


def repeated(seconds: float, action: Callable[[], object]) -> None:
    """Do it now, and again so many seconds after its beginning, until SIGINT or SIGTERM.

    What goes on when the signal comes is finished first: an action is not cut in the middle.
    """
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: ended.set())
    while not ended.is_set():
        began = time.monotonic()
        action()
        ended.wait(max(0.0, began + seconds - time.monotonic()))
