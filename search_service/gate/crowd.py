"""How many at once: what is more than the process can work on is sent away at once, not queued."""

from starlette.responses import Response
from starlette.types import Scope

from search_service.errors import problem
from search_service.gate.hosts import ANY_NAME

AGAIN_S = 1


class Crowd:
    """Counts the requests that are being answered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.inside = 0

    def __call__(self, scope: Scope) -> Response | None:
        """Return a problem when there are too many; health is always told."""
        if self.inside < self._most or scope["path"] in ANY_NAME:
            return None
        return problem(503, "Too many searches at once.", headers={"Retry-After": str(AGAIN_S)})
