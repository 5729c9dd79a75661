"""The app with settings of the test's own: another clock, boundaries, a shorter patience."""

from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr

from indexers.engine_record import EngineAddress
from indexers.keys import SEARCH_KEY, install_keys
from search_service.app import create_app
from search_service.settings import Settings
from tests.conftest import NO_DATA, NOW


def app_with(address: EngineAddress, **changed: Any) -> FastAPI:
    """The app on a running engine, with a key that may only search."""
    install_keys(address.url, address.key)
    return app_at(address.url, SEARCH_KEY.value(address.key), **changed)


def app_at(url: str, key: str, **changed: Any) -> FastAPI:
    """The app for any address of an engine."""
    fixed = {
        "meili_url": url,
        "meili_key": SecretStr(key),
        "now": NOW,
        "boundaries": None,
        "data": NO_DATA,
    }
    return create_app(Settings().model_copy(update={**fixed, **changed}))
