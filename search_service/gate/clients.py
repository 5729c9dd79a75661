"""Who asks: a known key, or the network address that a limit counts for one client."""

import hmac
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from starlette.types import Scope

from search_service.gate.headers import header
from search_service.settings import Settings

SCHEME = "bearer "
HOME_BITS = 64  # what one home or company gets of IPv6; its machines take addresses as they like


class Client(NamedTuple):
    """`name` is what is counted; `key` tells whether a key was given, and whether it is known."""

    name: str
    key: bool | None


class Clients:
    """Tells clients apart by `Authorization: Bearer` or, without it, by their address."""

    def __init__(self, settings: Settings) -> None:
        self._keys = [key.encode() for _, key in settings.shown_keys()]

    def client(self, scope: Scope) -> Client:
        """Who asks. An unknown key is counted for the address that tries it."""
        given = bearer(scope)
        if not given:
            return Client(address_of(scope), None)
        number = matching(given, self._keys)
        if number is None:
            return Client(address_of(scope), False)
        return Client(f"key {number}", True)


def bearer(scope: Scope) -> bytes:
    """The key of the request, b"" without one."""
    told = header(scope, b"authorization")
    return told[len(SCHEME) :].strip().encode() if told[: len(SCHEME)].lower() == SCHEME else b""


def matching(given: bytes, keys: list[bytes]) -> int | None:
    """The number of the key that was given; takes as long for any key that is wrong."""
    same = [hmac.compare_digest(given, key) for key in keys]
    return same.index(True) if any(same) else None


def address_of(scope: Scope) -> str:
    """The client's address, of IPv6 the network of its home."""
    client = scope.get("client")
    return _network(client[0]) if client else "unknown"


@lru_cache(maxsize=8192)
def _network(host: str) -> str:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host[:64]
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> HOME_BITS << HOME_BITS)}/{HOME_BITS}"
