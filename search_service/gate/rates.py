"""How often: counts what each client takes of so much a minute, in one number per client.

The generic cell rate algorithm (a leaky bucket): what is kept is the moment at which the client's
bucket is empty again. Own code, because the library `limits` keeps every client it has seen in a
window; here the longest unseen is forgotten, so that no spray of addresses can fill the memory.
"""

from collections import OrderedDict
from math import ceil
from typing import NamedTuple

WINDOW_S = 60
MOST_CLIENTS = 100_000  # some 20 MB


class Taken(NamedTuple):
    """`left` of the quota; `wait_s` until what was refused is there, or until the quota is full."""

    allowed: bool
    left: int
    wait_s: int


class Rates:
    """`quota` units a minute for each client; a whole quota may be taken at once."""

    def __init__(self, quota: int, most_clients: int = MOST_CLIENTS) -> None:
        self.quota = quota
        self._most = most_clients
        self._unit_s = WINDOW_S / quota
        self._empty_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._empty_at)

    def take(self, client: str, cost: int, now: float) -> Taken:
        """Take units at a moment in seconds; what is refused costs nothing."""
        start = max(self._empty_at.get(client, now), now)
        end = start + min(cost, self.quota) * self._unit_s
        over = end - now - WINDOW_S
        if over > 1e-6:
            return Taken(False, self._left(start - now), ceil(over))
        self._empty_at[client] = end
        self._empty_at.move_to_end(client)
        if len(self._empty_at) > self._most:
            self._empty_at.popitem(last=False)
        return Taken(True, self._left(end - now), ceil(end - now))

    def _left(self, filled_s: float) -> int:
        return int((WINDOW_S - filled_s) / self._unit_s + 1e-6)
