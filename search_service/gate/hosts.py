"""The names under which this service may be asked.

A page of another site that makes its own name lead here (DNS rebinding) is refused, and so is a
request whose Host would put another name into links and caches.
"""

from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import Scope

from search_service.errors import problem
from search_service.gate.headers import header
from search_service.public_address import DEFAULT_ADDRESS
from search_service.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Asked by orchestrators and Prometheus under names and addresses that nobody knows beforehand.
ANY_NAME = frozenset({"/healthz", "/readyz", "/metrics"})
EXPECTED = "The Host of the request is not a name of this service (LAHELLA_HOSTS)."


def known_hosts(settings: Settings) -> frozenset[str] | None:
    """The names in small letters, or None when any may be used.

    Without a setting they are that of the public address, when it is set, and this machine's own.
    """
    told = settings.hosts or ("*" if settings.base_url == DEFAULT_ADDRESS else "")
    if told == "*":
        return None
    named = told.lower().split()
    return LOOPBACK | {*named, host_of(urlsplit(settings.base_url).netloc)}


def host_of(authority: str) -> str:
    """The name or address in `name`, `name:port`, `1.2.3.4:port` or `[::1]:port`."""
    if authority.startswith("["):
        return authority[1:].partition("]")[0].lower()
    return authority.partition(":")[0].lower().removesuffix(".")


class HostCheck:
    """Refuses what asks for another host; `*.example.fi` in the setting means any name below."""

    def __init__(self, settings: Settings) -> None:
        known = known_hosts(settings)
        self._any = known is None
        self._names = known or frozenset()
        self._below = tuple(name[1:] for name in self._names if name.startswith("*."))

    def __call__(self, scope: Scope) -> Response | None:
        """Return a problem for another host."""
        if self._any or scope["path"] in ANY_NAME:
            return None
        host = host_of(header(scope, b"host"))
        if host in self._names or host.endswith(self._below or ("\n",)):
            return None
        return problem(400, EXPECTED)
