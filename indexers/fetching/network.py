"""Connections as httpcore makes them, to guarded addresses only and until a deadline only."""

import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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

    @contextmanager
    def cutting(self, timeout: float | None) -> Iterator[float]:
        """The timeout, cut to what is left. Raises Failed when nothing is, before and after."""
        left = self._left()
        try:
            yield left if timeout is None else min(timeout, left)
        except httpcore.TimeoutException:
            self._left()
            raise

    def _left(self) -> float:
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise Failed(f"took longer than {self._seconds:g} s; stopped reading")
        return left


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes as they come."""
        with self._deadline.cutting(timeout) as cut:
            return self._stream.read(max_bytes, cut)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all bytes."""
        with self._deadline.cutting(timeout) as cut:
            self._stream.write(buffer, cut)

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted. Raises Failed for a certificate that proves nothing."""
        try:
            with self._deadline.cutting(timeout) as cut:
                secure = self._stream.start_tls(ssl_context, server_hostname, cut)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise Failed(f"the certificate is not accepted ({error})") from error
            raise
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
            try:
                with self._deadline.cutting(timeout) as cut:
                    stream = self._plain.connect_tcp(
                        address, port, cut, local_address, socket_options
                    )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
            else:
                return TimedStream(stream, self._deadline)
        raise httpcore.ConnectError(f"{host} has no address")
