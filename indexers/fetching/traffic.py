"""What fetching has done so far, counted for progress bars and reports."""

import threading
from typing import NamedTuple


class Traffic(NamedTuple):
    """Counts since the Fetcher was made."""

    requests: int = 0  # sent, redirects and retries included
    bytes: int = 0  # of bodies, as they came over the wire
    retries: int = 0
    waited_s: float = 0.0  # before retries and to keep the pace
    not_modified: int = 0  # answers that said: as you know it

    def __add__(self, other: object) -> "Traffic":
        """The sum, count by count."""
        if not isinstance(other, Traffic):
            return NotImplemented
        return Traffic(
            self.requests + other.requests,
            self.bytes + other.bytes,
            self.retries + other.retries,
            self.waited_s + other.waited_s,
            self.not_modified + other.not_modified,
        )

    def __str__(self) -> str:
        told = f"{self.requests} requests, {self.bytes / 1e6:.1f} MB"
        if self.not_modified:
            told += f", {self.not_modified} not modified"
        if self.retries:
            told += f", {self.retries} retries"
        return f"{told}, waited {self.waited_s:.0f} s" if self.waited_s >= 1 else told


class Meter:
    """Adds up; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._so_far = Traffic()

    def add(self, more: Traffic) -> None:
        """Count what was done."""
        with self._lock:
            self._so_far += more

    @property
    def so_far(self) -> Traffic:
        """The counts at this moment."""
        return self._so_far
