"""Asks /v1/map, for tests."""

from typing import Any

from fastapi.testclient import TestClient

FINLAND = "19,59,32,71"


def view(api: TestClient, bbox: str = FINLAND, zoom: object = 5, **more: Any) -> dict[str, Any]:
    answer = api.get("/v1/map", params={"bbox": bbox, "zoom": str(zoom), **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def properties(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in answer["features"]]
