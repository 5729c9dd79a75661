"""Which documents are shown: when each begins and is over in, the ones of a moment out."""

import math
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Validity:
    """Epoch seconds from which and until which each row is shown.

    What is shown at one moment is shown until the next of them begins or is over, so it is
    remembered until then.
    """

    def __init__(self, begins: Seconds, ends: Seconds) -> None:
        self._begins = begins
        self._ends = ends
        self._changes = np.unique(np.concatenate([[-math.inf, math.inf], begins, ends]))
        self._shown: Mask = np.zeros(len(begins), dtype=bool)
        self._known = math.inf, -math.inf  # from when to when `_shown` is right

    def shown(self, now: datetime) -> Mask:
        """Of each row whether it has begun and is not over; shared, so not to be changed."""
        moment = int(now.timestamp())
        if not self._known[0] <= moment < self._known[1]:
            next_ = int(np.searchsorted(self._changes, moment, side="right"))
            self._known = self._changes[next_ - 1], self._changes[next_]
            self._shown = (self._begins <= moment) & (self._ends > moment)
        return self._shown
