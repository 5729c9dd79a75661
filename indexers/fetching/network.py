"""Connections as httpcore makes them, to guarded addresses only and until a deadline only."""

import ssl
import threading
from collections.abc import Iterable
from typing import Any

import httpcore

from indexers.fetching.addresses import Guard
from indexers.fetching.clock import Clock
from indexers.fetching.failures import Failed


class Deadline(threading.local):
    """When the request that a thread is making has to be over, however slowly it trickles in."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = float("inf")

    def start(self) -> None:
        """A request begins now."""
        self._end = self._clock.monotonic() + self._seconds

    def within(self, timeout: float | None) -> float:
        """The timeout, cut to what is left. Raises Failed when nothing is."""
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise Failed(f"took longer than {self._seconds:g} s; stopped reading")
        return left if timeout is None else min(timeout, left)


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes as they come."""
        try:
            return self._stream.read(max_bytes, self._deadline.within(timeout))
        except httpcore.ReadTimeout:
            self._deadline.within(timeout)  # tells the deadline, if it was that
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all bytes."""
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        within = self._deadline.within(timeout)
        secure = self._stream.start_tls(ssl_context, server_hostname, within)
        return TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of the socket."""
        return self._stream.get_extra_info(info)


class Network(httpcore.NetworkBackend):
    """Makes the connections; without a guard, to a proxy that the operator has set."""

    def __init__(self, deadline: Deadline, guard: Guard | None = None) -> None:
        self._deadline = deadline
        self._guard = guard
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises Failed where none is allowed."""
        addresses = self._guard.addresses(host, port) if self._guard else [host]
        for last, address in enumerate(addresses, start=1 - len(addresses)):
            within = self._deadline.within(timeout)
            try:
                stream = self._plain.connect_tcp(
                    address, port, within, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
            else:
                return TimedStream(stream, self._deadline)
        raise httpcore.ConnectError(f"{host} has no address")
