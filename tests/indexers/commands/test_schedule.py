import os
import signal
import threading
from collections.abc import Iterator

import pytest

from indexers.commands.schedule import read_interval, repeated


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The test run's own way with signals, again after the test."""
    kept = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    yield
    for name, handler in kept.items():
        signal.signal(name, handler)


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", 86_400)]
)
def test_an_interval_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert read_interval(text) == seconds


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_on_until_a_signal_and_finishes_what_it_began(name: signal.Signals) -> None:
    done: list[str] = []

    def action() -> None:
        if len(done) == 4:
            os.kill(os.getpid(), name)
        done.append("whole")

    repeated(0.001, action)
    assert done == ["whole"] * 5


def test_a_signal_ends_the_pause_at_once() -> None:
    timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()
    repeated(3600, lambda: None)
    timer.join()
