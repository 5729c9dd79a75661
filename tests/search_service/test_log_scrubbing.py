"""What the service logs tells nothing of who asks for what, where: no words, no places, no keys.

A search may tell an illness and an address. Coordinates may stand in a log to 0.01 degrees, 1 km.
"""

import re
from pathlib import Path

import httpx
import pytest

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY
from tests.search_service.listening import Running, running

KEY = "4f1c08e2b6d97a35-operator"
WORDS = "syöpäpotilas Hämeenkatu 5 as 12"
SECRETS = (
    *("syöpäpotilas", "hameenkatu", "hämeenkatu", "H%C3%A4meenkatu", "s%C3%B6p%C3%A4", "potilas"),
    *(KEY, "wrong-key-of-somebody", "salainen-polku"),
)
FINE = re.compile(r"(?:6[0-9]|2[0-9])\.\d{3,}")  # degrees in Finland, closer than 1 km
NEAR = {"near": "61.49812,23.76012"}
ASKED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("GET", "/v1/search", {"q": WORDS, **NEAR}),
    ("GET", "/v1/search", {"q": WORDS, "near": "61.49812;23.76012"}),
    ("GET", "/v1/search", {"kind": WORDS}),
    ("GET", "/v1/suggest", {"q": WORDS, **NEAR}),
    ("GET", "/v1/places", {"q": WORDS}),
    ("GET", "/v1/places/at", {"lat": "61.49812", "lon": "23.76012"}),
    ("GET", "/v1/export.csv", {"q": WORDS, **NEAR}),
    ("GET", "/v1/map", {"bbox": "23.70123,61.40123,23.80123,61.50123", "zoom": "9", "q": WORDS}),
    ("GET", "/", {"q": WORDS, **NEAR}),
    ("GET", "/salainen-polku", {"q": WORDS}),
    ("GET", "/v1/listings/salainen-polku", {}),
    ("DELETE", "/v1/search", {"q": WORDS}),
)


@pytest.fixture(scope="module")
def told(engine: EngineAddress, demo: Report, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that `lahella serve` says while it is asked all this, right and wrong."""
    folder: Path = tmp_path_factory.mktemp("log")
    environ = {
        "MEILI_URL": engine.url,
        "MEILI_KEY": SEARCH_KEY.value(engine.key),
        "LAHELLA_OPERATOR_KEY": KEY,
        "LAHELLA_RATE_PER_MINUTE": "1000",
        "LAHELLA_DATA": str(folder),
    }
    with running(folder, environ) as served:
        ask_all(served)
    return served.output.read_text("utf-8")


def ask_all(served: Running) -> None:
    """Everything, also with keys right and wrong, posted, and as no HTTP at all."""
    with httpx.Client(base_url=served.url, timeout=60) as client:
        for method, path, asked in ASKED:
            client.request(method, path, params=asked)
            client.request(method, path, params=asked, headers={"X-Forwarded-For": "198.51.100.7"})
        for key in (KEY, "wrong-key-of-somebody"):
            client.get("/metrics", headers={"Authorization": f"Bearer {key}"})
        for body in ({"q": WORDS, "near": {"lat": 61.49812, "lon": 23.76012}}, {"kind": WORDS}):
            client.post("/v1/search", json=body)
        client.post("/v1/search", content=WORDS.encode())
    served.say(f"GET /salainen-polku?q={WORDS}\r\n\r\n".encode())


def test_no_words_and_no_keys_are_logged(told: str) -> None:
    assert [one for one in SECRETS if one.lower() in told.lower()] == []


def test_no_place_closer_than_a_kilometre_is_logged(told: str) -> None:
    assert FINE.findall(told) == []


def test_the_engines_key_is_not_logged(told: str, engine: EngineAddress) -> None:
    assert engine.key not in told
    assert SEARCH_KEY.value(engine.key) not in told


def test_something_was_said(told: str) -> None:
    """Else nothing above was looked at."""
    assert "http://127.0.0.1:" in told
