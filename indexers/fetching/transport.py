"""httpx's requests over httpcore's connections, which are made by a Network of ours.

httpx lets no one choose the network below its own transport; this one does nothing else besides.
"""

from collections.abc import Iterator
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from indexers.fetching.addresses import Guard, is_explicit
from indexers.fetching.network import Deadline, Network


class Body(httpx.SyncByteStream):
    """The body of an answer as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        """Give the connection back."""
        self._answer.close()


class GuardedTransport(httpx.BaseTransport):
    """Connects where the guard allows, or through the proxy of the environment."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._pools: dict[tuple[str, str], httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises Failed, and the errors of httpcore."""
        url = request.url
        told = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool(url.scheme, proxy_of(url)).handle_request(told)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """End all connections."""
        for pool in self._pools.values():
            pool.close()

    def _pool(self, scheme: str, proxy: str) -> httpcore.ConnectionPool:
        if (scheme, proxy) not in self._pools:
            self._pools[scheme, proxy] = self._new_pool(scheme, proxy)
        return self._pools[scheme, proxy]

    def _new_pool(self, scheme: str, proxy: str) -> httpcore.ConnectionPool:
        # Reading the machine's certificates takes a while; plain HTTP needs none.
        secure = httpx.create_ssl_context() if scheme == "https" else None
        if not proxy:
            network = Network(self._deadline, self._guard)
            return httpcore.ConnectionPool(ssl_context=secure, network_backend=network)
        known = httpx.Proxy(proxy)
        return httpcore.HTTPProxy(
            str(known.url),
            proxy_auth=known.raw_auth,
            ssl_context=secure,
            network_backend=Network(self._deadline),
        )


def proxy_of(url: httpx.URL) -> str:
    """The proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY tell for an address; empty for none."""
    if is_explicit(url.host) or proxy_bypass(url.host):
        return ""  # a proxy is the way out; this machine and what is near it are not out there
    return getproxies().get(url.scheme, "")
