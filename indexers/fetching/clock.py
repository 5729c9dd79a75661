"""Time as fetching needs it, in one value, so that tests need not wait."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple


class Clock(NamedTuple):
    """The functions of the real time, unless others are given."""

    monotonic: Callable[[], float] = time.monotonic  # seconds, for measuring
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # for dates that servers name
    sleep: Callable[[float], None] = time.sleep


REAL_TIME = Clock()
