"""Traces leave only when a collector is named, and never with what people typed."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from indexers.engine.keys import SEARCH_KEY, install_keys

# A provider of traces is the process's: so it has one of its own.
ASK = """
from fastapi.testclient import TestClient
from search_service.app import create_app
from search_service.settings import Settings
with TestClient(create_app(Settings())) as client:
    trace = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    asked = {"q": "yksinkertainen", "near": "60.169857,24.938379"}
    assert client.get("/v1/search", params=asked, headers=trace).status_code == 200
"""


class Collector:
    """A collector of OTLP on loopback."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        bodies = self.bodies

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/v1/traces":
                    bodies.append(body)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def spans(self) -> list[Span]:
        return [
            span
            for body in self.bodies
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_a_request_is_a_span_with_the_engines_call_in_it_and_without_its_words(
    engine: EngineAddress, demo: Report, collector: Collector
) -> None:
    install_keys(engine.url, engine.key)
    named = f"http://127.0.0.1:{collector.server.server_port}"
    environ = {
        **os.environ,
        "MEILI_URL": engine.url,
        "MEILI_KEY": SEARCH_KEY.value(engine.key),
        "LAHELLA_NOW": "2026-11-24T12:00:00+02:00",
        "LAHELLA_ENGINE_TIMEOUT_S": "60",
        "OTEL_EXPORTER_OTLP_ENDPOINT": named,
    }
    subprocess.run([sys.executable, "-c", ASK], env=environ, check=True)
    spans = collector.spans()
    (asked,) = [one for one in spans if one.name == "GET /v1/search"]
    assert asked.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
    calls = [one for one in spans if one.parent_span_id == asked.span_id]
    assert {one.name for one in calls} == {"engine"}
    told = {one.key: one.value.string_value for one in asked.attributes}
    assert told["http.route"] == "/v1/search"
    assert told["url.query"] == "hidden"
    assert not [body for body in collector.bodies if b"yksin" in body or b"60.1" in body]
