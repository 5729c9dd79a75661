"""A real HTTP server on loopback that answers what a test tells it to, and keeps what was asked."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import orjson


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its path, its parameters (first values) and its headers in lower case."""

    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One answer; `length` lies about the size of the body when it is given.

    `pieces` are sent one after another as a chunked body, in place of `body`. `dropped` ends the
    connection after what was sent so far, without the end of a chunked body; status 0 sends nothing
    at all. Pieces may block, to be slow.
    """

    status: int = 200
    body: bytes = b""
    length: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterable[bytes] | None = None
    dropped: bool = False


Script = Callable[[Asked], Told]


@dataclass(slots=True)
class PageServer:
    """Where the server is, the requests so far, and how many connections they came over."""

    url: str
    asked: list[Asked]
    connections: list[socket.socket]


@contextmanager
def page_server(
    script: Script, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[PageServer]:
    """Serve for the length of the block, on an address of this machine."""
    asked: list[Asked] = []
    connections: list[socket.socket] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections stay open

        def setup(self) -> None:
            connections.append(self.request)
            super().setup()

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Asked(parts.path, parameters, headers))
            told = script(asked[-1])
            self.close_connection = told.dropped or told.length is not None or not told.status
            with suppress(ConnectionError):  # who asked may have heard enough
                if told.status:
                    self.send_told(told)

        def send_told(self, told: Told) -> None:
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            if told.pieces is not None:
                self.send_header("Transfer-Encoding", "chunked")
            elif told.status != 304:
                length = len(told.body) if told.length is None else told.length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            if told.pieces is None:
                self.wfile.write(told.body)
                return
            for piece in told.pieces:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            if not told.dropped:
                self.wfile.write(b"0\r\n\r\n")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer((host, 0), Handler) as server:
        scheme = "http"
        if tls:
            scheme, server.socket = "https", tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield PageServer(f"{scheme}://{host}:{server.server_port}", asked, connections)
        finally:
            server.shutdown()
            thread.join()
            for connection in connections:
                with suppress(OSError):  # closed by the other side
                    connection.shutdown(socket.SHUT_RDWR)


def paged(items: list[object]) -> Script:
    """The list of activities as the management API pages it."""

    def answer(asked: Asked) -> Told:
        skip, limit = int(asked.parameters["skip"]), int(asked.parameters["limit"])
        page = items[skip : skip + limit]
        more = skip + limit < len(items)
        return Told(body=orjson.dumps({"items": page, "total": len(items), "hasMore": more}))

    return answer
