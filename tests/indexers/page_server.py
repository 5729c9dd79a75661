"""A real HTTP server on loopback that answers what a test tells it to, and keeps what was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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
    """One answer; `length` lies about the size of the body when it is given."""

    status: int = 200
    body: bytes = b""
    length: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Script = Callable[[Asked], Told]


@dataclass(slots=True)
class PageServer:
    """Where the server is, and the requests so far."""

    url: str
    asked: list[Asked]


@contextmanager
def page_server(script: Script) -> Iterator[PageServer]:
    """Serve for the length of the block."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Asked(parts.path, parameters, headers))
            told = script(asked[-1])
            self.send_response(told.status)
            length = len(told.body) if told.length is None else told.length
            self.send_header("Content-Length", str(length))
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield PageServer(f"http://127.0.0.1:{server.server_port}", asked)
        finally:
            server.shutdown()
            thread.join()


def paged(items: list[object]) -> Script:
    """The list of activities as the management API pages it."""

    def answer(asked: Asked) -> Told:
        skip, limit = int(asked.parameters["skip"]), int(asked.parameters["limit"])
        page = items[skip : skip + limit]
        more = skip + limit < len(items)
        return Told(body=orjson.dumps({"items": page, "total": len(items), "hasMore": more}))

    return answer
