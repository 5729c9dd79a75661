"""Every request has an id, a line in the log and its share in the figures; no words in either."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from tests.conftest import app_with
from tests.indexers.test_event_log import Lines, lines

__all__ = ["lines"]
KEY = "a-clients-long-secret-key-2026"


@pytest.fixture
def counted(engine: EngineAddress, demo: Report) -> Iterator[TestClient]:
    """An app of the test's own, whose figures begin at nothing."""
    keys = SecretStr(KEY)
    patient = app_with(engine, engine_timeout_s=60.0, client_keys=keys)  # also on a busy machine
    with TestClient(patient, raise_server_exceptions=False) as client:
        yield client


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): (
            sample.value
        )
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
    }


def requests_told(lines: Lines) -> list[dict[str, Any]]:
    return [line for line in lines() if line["event"] == "request"]


def test_a_request_is_one_line_with_its_route_and_nothing_that_was_typed(
    counted: TestClient, lines: Lines
) -> None:
    asked = {"q": "yksinäinen Kotikatu 5", "near": "60.169857,24.938379"}
    answer = counted.get("/v1/search", params=asked, headers={"Authorization": f"Bearer {KEY}"})
    (line,) = requests_told(lines)
    assert line["request"] == answer.headers["x-request-id"]
    assert (line["route"], line["method"], line["status"]) == ("/v1/search", "GET", 200)
    assert line["bytes"] == int(answer.headers["content-length"])  # packed
    assert line["engine_calls"] >= 1
    assert 0 < line["engine_ms"] <= line["ms"]
    told = orjson.dumps(line).decode()
    assert not [word for word in ("yksin", "Kotikatu", "60.", "24.", KEY) if word in told]


def test_a_part_of_a_path_is_not_told_and_an_unknown_path_neither(
    counted: TestClient, lines: Lines
) -> None:
    counted.get("/v1/listings/lahella:7200010007")
    counted.head("/v1/listings/lahella:7200010007")
    counted.get("/Kotikatu/5")
    told = [(line["method"], line["route"], line["status"]) for line in requests_told(lines)]
    assert told == [
        ("GET", "/v1/listings/{listing_id}", 200),
        ("HEAD", "/v1/listings/{listing_id}", 200),
        ("GET", "none", 404),
    ]


@pytest.mark.parametrize("given", ["abc-123_DEF.4", "0123456789abcdef"])
def test_a_safe_id_of_the_client_is_taken_over(counted: TestClient, given: str) -> None:
    answer = counted.get("/v1/search?kind=x", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == given


@pytest.mark.parametrize("given", ["", "short", "x" * 65, 'a"b c d e f', "äiti-äiti-äiti"])
def test_any_other_id_is_made_anew(counted: TestClient, given: str) -> None:
    answer = counted.get("/healthz", headers=[(b"X-Request-ID", given.encode())])
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 16


def test_a_mistake_of_the_service_is_logged_with_its_place_and_the_id_that_was_answered(
    counted: TestClient, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object) -> None:
        raise ZeroDivisionError("Kotikatu 5")

    monkeypatch.setattr("search_service.routes.search.read_parameters", mistaken)
    answer = counted.get("/v1/search?q=Kotikatu")
    assert answer.status_code == 500
    (line,) = requests_told(lines)
    assert (line["level"], line["status"], line["route"]) == ("error", 500, "/v1/search")
    assert line["request"] == answer.headers["x-request-id"] == answer.json()["request_id"]
    assert line["error"] == "ZeroDivisionError"
    assert line["at"][-1].endswith(" mistaken")
    assert "Kotikatu" not in str(line)


def test_probes_are_quiet_while_all_is_well(counted: TestClient, lines: Lines) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert counted.get(path).status_code == 200
    assert requests_told(lines) == []


def test_requests_engine_and_searches_are_counted(counted: TestClient) -> None:
    for query in ("jooga", "qqqxyzzy"):
        assert counted.get("/v1/search", params={"q": query}).status_code == 200
    counted.get("/v1/search?kind=x")
    counted.get("/v1/suggest?q=jo")
    counted.request("BREW", "/v1/search")
    found = figures(counted)
    search = ("method=GET", "route=/v1/search")
    assert found["lahella_requests_total", *search, "status=200"] == 2
    assert found["lahella_requests_total", *search, "status=422"] == 1
    assert found["lahella_requests_total", "method=other", "route=/v1/search", "status=405"] == 1
    assert found["lahella_request_seconds_count", "route=/v1/search"] == 4
    assert found["lahella_engine_seconds_count",] >= 2
    assert found["lahella_engine_failures_total",] == 0
    assert found["lahella_searches_total", "outcome=found"] == 1
    assert found["lahella_searches_total", "outcome=nothing"] == 1
    assert found["process_resident_memory_bytes",] > 0
    assert [key for key in found if key[0] == "lahella_build_info"]


def test_a_search_that_was_loosened_is_counted_by_its_steps(counted: TestClient) -> None:
    answer = counted.get("/v1/search?q=jooga&near=69.9,27.0").json()
    steps = [step["step"] for step in answer["rescue"]]
    assert steps
    found = figures(counted)
    assert found["lahella_searches_total", "outcome=rescued"] == 1
    for step in set(steps):
        assert found["lahella_rescue_steps_total", f"step={step}"] == steps.count(step)


def test_labels_have_few_values_whatever_is_asked(counted: TestClient) -> None:
    sizes = []
    for number in range(20):
        counted.get(f"/v1/listings/lahella:{number}?q={number}")
        counted.request(f"M{number}", f"/no/{number}", headers={"X-Request-ID": f"id-{number:06}"})
        sizes.append(len(figures(counted)))
    assert sizes[1] == sizes[-1]
