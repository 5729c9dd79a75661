"""Turns: one request at a time to a host, and a gap between one and the next."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from indexers.fetching.clock import Clock
from indexers.fetching.traffic import Meter, Traffic


@dataclass(slots=True)
class _Lane:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Pace:
    """Keeps the gap, in seconds, for every host by itself; safe to share between threads."""

    def __init__(self, gap_s: float, clock: Clock, meter: Meter) -> None:
        self._gap_s = gap_s
        self._clock = clock
        self._meter = meter
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked; the turn lasts as long as the block."""
        with self._lock:
            lane = self._lanes.setdefault(host, _Lane())
        with lane.lock:
            wait_s = lane.free_at - self._clock.monotonic()
            if wait_s > 0:
                self._meter.add(Traffic(waited_s=wait_s))
                self._clock.sleep(wait_s)
            try:
                yield
            finally:
                lane.free_at = self._clock.monotonic() + self._gap_s
