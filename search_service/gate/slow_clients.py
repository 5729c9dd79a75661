"""The server's side of slow clients: how long and how large the head of a request may be.

uvicorn has no such limits with httptools: a client that opens connections and says little, or
never ends its headers, would keep them for ever and fill the memory.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 10  # to say a whole head, from the moment of connecting or from its first byte
MAX_HEAD = 65_536  # bytes; browsers and proxies send a few thousand
KEEP_ALIVE_S = 15  # a person reads results; below the 60 s after which proxies drop connections
MOST_CONNECTIONS = 900  # of the 1,024 files that a process may have open where nobody raised it
LAST_WORDS = (
    b"HTTP/1.1 %s\r\ncontent-type: text/plain\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
)


class PatientProtocol(HttpToolsProtocol):
    """HTTP that waits for a head so long and takes so much of it."""

    _ending: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: Any) -> None:
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Count what comes while a head is being said."""
        if self._ending is not None:
            self._head += len(data)
        super().data_received(data)
        if self._ending is not None and self._head > MAX_HEAD:
            self._end(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        if self._ending is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._forget()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there to wait for."""
        self._forget()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._head = 0
        self._ending = self.loop.call_later(HEAD_S, self._end, b"408 Request Timeout")

    def _forget(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def _end(self, status: bytes) -> None:
        self._forget()
        if not self.transport.is_closing():
            self.transport.write(LAST_WORDS % status)
            self.transport.close()


SERVER_LIMITS: dict[str, Any] = {
    "http": PatientProtocol,
    "ws": "none",  # nothing here speaks WebSocket
    "timeout_keep_alive": KEEP_ALIVE_S,
    "limit_concurrency": MOST_CONNECTIONS,
    # X-Forwarded-For is believed only from LAHELLA_TRUSTED_PROXIES, which the app reads itself.
    "proxy_headers": False,
    "server_header": False,
}
"""Options of uvicorn."""
