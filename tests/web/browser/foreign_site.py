"""Somebody else's site on an origin of its own, with a strict policy and styles that grab all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

HOSTILE_CSS = """
html { font-size: 62.5%; }
* { all: unset !important; display: block !important; color: #fff !important;
    font: 3px/0.5 fantasy !important; text-transform: uppercase !important;
    letter-spacing: 1em !important; direction: rtl !important; }
*::before, *::after { content: "x" !important; }
a, button, input, li, h2 { display: none !important; }
.room, .hit, .results, form { visibility: hidden !important; }
"""


@dataclass
class ForeignSite:
    """Pages by path; each is sent with a policy that lets in the service and nothing inline."""

    service: str
    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def policy(self) -> str:
        """What a careful site would send, with the service's address where widgets need it."""
        return (
            f"default-src 'none'; script-src {self.service}; connect-src {self.service}; "
            f"style-src 'self'; img-src 'self'; form-action {self.service}; base-uri 'none'"
        )

    def show(self, body: str, *, hostile: bool = True, lang: str = "fi", base: str = "") -> str:
        """Put a page up; gives its address. `body` holds the embed code."""
        style = '<link rel="stylesheet" href="/hostile.css">' if hostile else ""
        self.pages["/"] = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Kunta</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"{style}</head>"
            f"<body><main><h1>Kunta</h1>{body}</main></body></html>"
        )
        return f"{self.url}/"


@contextmanager
def foreign_site(service: str) -> Iterator[ForeignSite]:
    """The site, served under the name "localhost" for the length of the block."""
    site = ForeignSite(service)
    site.pages["/hostile.css"] = HOSTILE_CSS

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = site.pages.get(self.path)
            self.send_response(200 if text is not None else 404)
            kind = "css" if self.path.endswith(".css") else "html"
            self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
