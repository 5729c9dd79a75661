"""Prometheus figures of requests, engine and searches; with several workers, of all of them.

Labels have few values: routes as documented, methods, statuses, steps of the rescue. One process
counts in memory. Workers of `lahella serve --workers` count in files of a folder that
PROMETHEUS_MULTIPROC_DIR names (prometheus_client's multiprocess mode), and whichever is asked adds
all up; a worker that ended keeps its share, so that counters never fall.
"""

import os
import platform
from collections.abc import Callable
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search_service.watching.observation import Observation

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
# Around the promises: 10 ms for suggestions, 50 for searches, 2 s for the engine's deadline.
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15)
ENGINE_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2)


gather: Callable[[CollectorRegistry], object] = MultiProcessCollector


class Figures:
    """The counters of one app."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        registry = self._registry
        self._requests = Counter(
            "lahella_requests",
            "requests answered",
            ["route", "method", "status"],
            registry=registry,
        )
        self._request_seconds = Histogram(
            "lahella_request_seconds",
            "time from the first byte of a request's answer wanted to its last byte sent",
            ["route"],
            buckets=REQUEST_BUCKETS,
            registry=registry,
        )
        self._engine_seconds = Histogram(
            "lahella_engine_seconds",
            "time of each call of the engine",
            buckets=ENGINE_BUCKETS,
            registry=registry,
        )
        self._engine_failures = Counter(
            "lahella_engine_failures", "calls of the engine that failed", registry=registry
        )
        self._searches = Counter(
            "lahella_searches", "searches by what became of them", ["outcome"], registry=registry
        )
        self._rescues = Counter(
            "lahella_rescue_steps", "steps that loosened searches", ["step"], registry=registry
        )
        build = Gauge(
            "lahella_build_info",
            "what runs",
            ["version", "python"],
            multiprocess_mode="max",
            registry=registry,
        )
        build.labels(version("lahella-search"), platform.python_version()).set(1)

    def count(self, observed: Observation) -> None:
        """Count one request that is over."""
        self._requests.labels(observed.route, observed.method, str(observed.status)).inc()
        self._request_seconds.labels(observed.route).observe(observed.seconds)
        for seconds in observed.engine_seconds:
            self._engine_seconds.observe(seconds)
        self._engine_failures.inc(observed.engine_failures)
        if observed.outcome:
            self._searches.labels(observed.outcome).inc()
        for step in observed.rescue:
            self._rescues.labels(step).inc()

    def exposition(self, now: Collector) -> bytes:
        """Everything in Prometheus' text format, with the gauges of this moment."""
        told = CollectorRegistry()
        told.register(now)
        if os.environ.get(FOLDER_VARIABLE):
            gather(told)
            return generate_latest(told)
        PlatformCollector(told)
        ProcessCollector(registry=told)
        return generate_latest(self._registry) + generate_latest(told)
