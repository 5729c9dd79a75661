"""A clock that stands still until somebody sleeps, so that waiting takes no time."""

from datetime import UTC, datetime, timedelta

from indexers.fetching.clock import Clock

START = datetime(2026, 11, 24, 10, tzinfo=UTC)


class FakeClock:
    """Seconds gone by, and every sleep so far."""

    def __init__(self) -> None:
        self.gone = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.gone += seconds

    @property
    def clock(self) -> Clock:
        """What a Fetcher takes."""
        return Clock(
            monotonic=lambda: self.gone,
            now=lambda: START + timedelta(seconds=self.gone),
            sleep=self.sleep,
        )
