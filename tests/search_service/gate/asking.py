"""An app behind the gate, asked as any client: no engine is needed to be refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.types import Receive, Scope, Send

from tests.conftest import app_at

NOBODY = "http://127.0.0.1:9"  # no engine is there
KEY, OTHER = "an-operators-long-key-2026", "a-clients-long-key-nr-1 another-clients-key-nr-2"


class From:
    """The app as it sees a client of an address."""

    def __init__(self, app: Any, address: str) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["client"] = (self._address, 50_000)
        await self._app(scope, receive, send)


@contextmanager
def gated(**settings: Any) -> Iterator[Callable[..., TestClient]]:
    """A function that gives a client of an address, of the app with these settings."""
    keys = ("operator_key", "client_keys")
    hidden = {name: SecretStr(settings[name]) for name in keys if name in settings}
    app = app_at(NOBODY, "", **{**settings, **hidden})

    def client_of(address: str = "203.0.113.7") -> TestClient:
        return TestClient(From(app, address))

    with TestClient(app):
        yield client_of
