"""A door before the engine: it counts what is asked, and can be held shut or broken."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import orjson

from indexers.index.staging import LISTINGS
from search_service.engines.replica import BUILD

PATIENCE_S = 120


def is_of_listings(query: Mapping[str, Any]) -> bool:
    """Whether a query asks for listings, and not only which build they are."""
    return bool(query["indexUid"] == LISTINGS and query.get("filter") != BUILD["filter"])


class Door:
    """Lets `free` requests for listings pass; the next ones wait until it is opened."""

    def __init__(self) -> None:
        self.asked = 0
        self.broken = False
        self.closing = False
        self.url = ""
        self._free = 10**9
        self._change = threading.Condition()

    def hold_after(self, free: int) -> None:
        """Let some more requests pass, then shut."""
        with self._change:
            self._free = self.asked + free

    def open(self, *, broken: bool = False) -> None:
        """Let everything pass from now on; broken: answer with an error of the engine."""
        with self._change:
            self._free, self.broken = 10**9, broken
            self._change.notify_all()

    def close_next(self) -> None:
        """Close the connection of the next request instead of answering."""
        self.closing = True

    def wait_until_held(self) -> None:
        """Wait until as many have passed as may."""
        with self._change:
            assert self._change.wait_for(lambda: self.asked >= self._free, PATIENCE_S)

    def pass_through(self, body: bytes) -> None:
        """Wait for one's turn."""
        if not any(map(is_of_listings, orjson.loads(body)["queries"])):
            return
        with self._change:
            assert self._change.wait_for(lambda: self.asked < self._free, PATIENCE_S)
            self.asked += 1
            self._change.notify_all()


@contextmanager
def door_to(engine_url: str) -> Iterator[Door]:
    """A door that leads to an engine."""
    door, target = Door(), urlsplit(engine_url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if door.closing:
                door.closing, self.close_connection = False, True
                return
            door.pass_through(body)
            self._answer(*((500, b"{}") if door.broken else self._of_engine(body)))

        def do_GET(self) -> None:
            self._answer(*self._of_engine(b""))

        def _of_engine(self, body: bytes) -> tuple[int, bytes]:
            names = ("Authorization", "Content-Type")
            headers = {name: self.headers[name] for name in names if name in self.headers}
            engine = http.client.HTTPConnection(f"{target.hostname}:{target.port}")
            engine.request(self.command, self.path, body, headers)
            answer = engine.getresponse()
            content = answer.read()
            engine.close()
            return answer.status, content

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        door.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield door
        finally:
            door.open()
            server.shutdown()
            thread.join()
