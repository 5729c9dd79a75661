"""Asks for suggestions as tests do."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.testclient import TestClient


def suggested(api: TestClient, q: str, **more: Any) -> list[dict[str, Any]]:
    """The items of all groups, in the order they are shown."""
    answer = api.get("/v1/suggest", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return [item for group in answer.json()["groups"] for item in group["items"]]


def chosen(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, str]]:
    """What choosing each does."""
    return [item["url_params"] for item in items]


def texts(items: Sequence[Mapping[str, Any]]) -> list[str]:
    return [item["text"] for item in items]


def total(api: TestClient, parameters: Mapping[str, str], lang: str) -> int:
    """Listings that a search with the parameters of a suggestion finds."""
    answer = api.get("/v1/search", params={**parameters, "lang": lang, "per_page": 1}).json()
    assert answer["warnings"] == []
    return int(answer["total"])
