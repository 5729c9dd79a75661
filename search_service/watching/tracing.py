"""Traces for those who collect them: FastAPI's own OpenTelemetry hooks, without what people typed.

They are idle until OTEL_EXPORTER_OTLP_ENDPOINT is set and `lahella-search[otel]` is installed; then
every request is a span, with the engine's calls in it (`observation.measured`). FastAPI would put
the words and places that were searched into the span (`url.query`), and the texts of exceptions
into OpenTelemetry's logs: the first is written over as the span begins, the second is off.
"""

from typing import Any

from fastapi.telemetry import TelemetryConfig
from opentelemetry import trace

TELEMETRY: TelemetryConfig = {
    "auto_configure": True,
    "logs": False,
    "operation_spans": False,  # a dozen spans of the framework's inside for each request
}
HIDDEN = "url.query"


def hide_queries() -> None:
    """Take the query string out of every span that this process makes from now on."""
    add = getattr(trace.get_tracer_provider(), "add_span_processor", None)
    if add is not None:  # without the SDK nothing is recorded
        add(QueryHider())


class QueryHider:
    """A span processor, by OpenTelemetry's protocol: the SDK need not be there to have it."""

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        """Write over what was typed."""
        if HIDDEN in (span.attributes or {}):
            span.set_attribute(HIDDEN, "hidden")

    def _on_ending(self, span: Any) -> None:
        """Nothing: the query is there from the start or never."""

    def on_end(self, span: Any) -> None:
        """Nothing."""

    def shutdown(self) -> None:
        """Nothing is held."""

    def force_flush(self, timeout_millis: int = 0) -> bool:
        """Nothing waits."""
        return True
