"""So many requests a minute for each client and each key; the rest gets a 429 that tells when.

Headers as in the IETF's draft "RateLimit header fields for HTTP". Counted per process.
"""

import logging
from time import monotonic

from starlette.responses import Response
from starlette.types import Scope

from search_service.errors import problem
from search_service.gate.clients import Clients, address_of
from search_service.gate.headers import header
from search_service.gate.rates import WINDOW_S, Rates, Taken
from search_service.settings import Settings

log = logging.getLogger(__name__)
# An export reads thousands of listings; files of pages and the questions of machines are nothing.
EXPORT_COST = 10
FREE = ("/static/", "/widgets/", "/healthz", "/readyz")
LIMIT = "lahella.rate_limit"  # where the headers of the answer wait, in the scope


class RateLimit:
    """Refuses what is too much; without a limit it only refuses unknown keys."""

    def __init__(self, settings: Settings) -> None:
        self._clients = Clients(settings)
        self._rates = _rates(settings.rate_per_minute)
        self._of_keys = _rates(settings.key_rate_per_minute)
        self._warned = bool(settings.trusted_proxies)

    def __call__(self, scope: Scope) -> Response | None:
        """Return a problem when the client has taken its share, or does not have the key it says.

        Else the headers that tell what is left are put into the scope.
        """
        cost = cost_of(scope["path"])
        if not cost:
            return None
        client = self._clients.client(scope)
        rates = self._of_keys if client.key else self._rates
        if rates is not None:
            self._warn_of_proxy(scope)
            taken = rates.take(client.name, cost, monotonic())
            scope[LIMIT] = limit_headers(rates.quota, taken)
            if not taken.allowed:
                return too_many(rates.quota, taken)
        return unknown_key() if client.key is False else None

    def _warn_of_proxy(self, scope: Scope) -> None:
        """Tell the operator, once, of a proxy whose clients all count as one."""
        if not self._warned and header(scope, b"x-forwarded-for"):
            self._warned = True
            log.warning(
                "%s sends X-Forwarded-For, but LAHELLA_TRUSTED_PROXIES names no proxy: "
                "whoever comes through it shares one rate limit",
                address_of(scope),
            )


def _rates(per_minute: int) -> Rates | None:
    return Rates(per_minute) if per_minute else None


def cost_of(path: str) -> int:
    """What a request counts."""
    if path.startswith(FREE):
        return 0
    return EXPORT_COST if path.startswith("/v1/export.") else 1


def limit_headers(quota: int, taken: Taken) -> list[tuple[bytes, bytes]]:
    """The draft's two header fields, raw."""
    wait = max(taken.wait_s, 1)
    return [
        (b"ratelimit-policy", b'"minute";q=%d;w=%d' % (quota, WINDOW_S)),
        (b"ratelimit", b'"minute";r=%d;t=%d' % (taken.left, wait)),
    ]


def too_many(quota: int, taken: Taken) -> Response:
    """The 429."""
    wait = max(taken.wait_s, 1)
    detail = f"More than {quota} requests in {WINDOW_S} seconds. Try again in {wait} s."
    return problem(429, detail, headers={"Retry-After": str(wait)})


def unknown_key() -> Response:
    """The 401 of a key that nobody was given; without a key everybody may read."""
    return problem(401, "This key is not known.", headers={"WWW-Authenticate": "Bearer"})
