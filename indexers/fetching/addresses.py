"""Where a source may lead us: its own host as the operator named it, and public addresses.

Whoever controls an answer controls the links in it. So a private address (this machine, the
network around it) is only connected to when it is the origin's own host and the operator means it.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from typing import NamedTuple

import httpx

from indexers.fetching.failures import Failed, Passing

PORTS = {"http": 80, "https": 443}
LOCALHOST = "localhost"
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
COMPATIBLE = ipaddress.IPv6Network("::/96")
USERINFO = re.compile(r"//[^/?#@]*@")
Resolve = Callable[[str, int], Sequence[str]]


class Home(NamedTuple):
    """The web origin that the operator named for a source."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> "Home":
        """The web origin of an address."""
        return cls(url.scheme, url.host, url.port or PORTS.get(url.scheme, 0))

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = self.port == PORTS.get(self.scheme)
        return f"{self.scheme}://{host}" + ("" if default else f":{self.port}")


NOWHERE = Home("", "", 0)  # the home of a file: no address is its own


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a name. Raises Passing when it has none, as name servers may be away."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Passing(f"the transfer failed ({host} has no address: {error})") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Guard:
    """Chooses the addresses that may be connected to on behalf of one source."""

    def __init__(self, home: Home, *, allow_private: bool, resolve: Resolve) -> None:
        self._home = home
        self._allow_private = allow_private
        self._resolve = resolve

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """Addresses of a host that may be connected to. Raises Failed when there is none.

        What is connected to is one of these, never another lookup, which could answer otherwise.
        """
        found = self._resolve(host, port)
        good = found if self._is_welcome(host) else [one for one in found if is_public(one)]
        if not good:
            raise self._refusal(host)
        return good

    def _is_welcome(self, host: str) -> bool:
        """Whether the operator means a private address: it is spelt out, or names may be one."""
        return host == self._home.host and (self._allow_private or is_explicit(host))

    def _refusal(self, host: str) -> Failed:
        if host == self._home.host:
            return Failed(
                f"{host} leads to a private address; if that is meant, "
                "set LAHELLA_ALLOW_PRIVATE_SOURCES=1"
            )
        return Failed(f"{host} is a private address, and not the host that was named as the source")


def is_explicit(host: str) -> bool:
    """Whether a host is spelt as a private address: who writes that knows where it leads."""
    try:
        return not is_public(host)
    except ValueError:
        return host == LOCALHOST or host.endswith(f".{LOCALHOST}")


def is_public(address: str) -> bool:
    """Whether an IP address, or the IPv4 address that it carries, is one of the whole internet."""
    one = ipaddress.ip_address(address)
    if isinstance(one, ipaddress.IPv6Address):
        carried = one.ipv4_mapped or one.sixtofour
        if one in NAT64 or one in COMPATIBLE:
            carried = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        one = carried or one
    return one.is_global and not one.is_multicast


def shown(address: str) -> str:
    """An address as it may stand in a message: without a name and password in it."""
    return USERINFO.sub("//", address)
