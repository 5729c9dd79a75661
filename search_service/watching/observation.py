"""What is learnt while one request is answered: its id, the engine's share, how it was searched.

Made by `observing.Observing`, filled where things happen, read by the log and the figures. Outside
of a request nothing is kept.
"""

import re
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeVar

from opentelemetry import trace

SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")  # no spaces, quotes or line ends into logs
UNKNOWN = "none"  # the route of a request that no route answered
TRACER = trace.get_tracer("lahella")

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")
Outcome = Literal["found", "rescued", "nothing"]


@dataclass(slots=True)
class Observation:
    """One request; seconds, bytes. `status` 499: the client left before the answer began."""

    request_id: str
    method: str
    route: str = UNKNOWN
    status: int = 499
    seconds: float = 0.0
    sent_bytes: int = 0
    engine_seconds: list[float] = field(default_factory=list)
    engine_failures: int = 0
    outcome: Outcome | None = None  # of a search
    rescue: tuple[str, ...] = ()  # steps that loosened it
    failure: Exception | None = None  # a mistake of ours


_current: ContextVar[Observation | None] = ContextVar("observation", default=None)


def begin(given_id: str, method: str) -> Observation:
    """The observation of a request that begins in this context; a safe id of the client is kept."""
    known = given_id if SAFE_ID.fullmatch(given_id) else secrets.token_hex(8)
    made = Observation(known, method)
    _current.set(made)
    return made


def request_id() -> str:
    """The id of the request that is being answered; empty outside of one."""
    observed = _current.get()
    return observed.request_id if observed else ""


def measured(
    call: Callable[Asked, Awaitable[Answered]],
) -> Callable[Asked, Coroutine[Any, Any, Answered]]:
    """The call of the engine, with its time and failures noted."""

    @wraps(call)
    async def watched(*args: Asked.args, **kwargs: Asked.kwargs) -> Answered:
        with _engine_call():
            return await call(*args, **kwargs)

    return watched


@contextmanager
def _engine_call() -> Iterator[None]:
    """One call; a span too where somebody collects traces."""
    observed, started = _current.get(), time.perf_counter()
    with TRACER.start_as_current_span("engine", record_exception=False):
        try:
            yield
        except Exception:
            if observed:
                observed.engine_failures += 1
            raise
        finally:
            if observed:
                observed.engine_seconds.append(time.perf_counter() - started)


def note_route(path: str) -> None:
    """Remember which route answers, as the API documents it."""
    if observed := _current.get():
        observed.route = path


def note_search(total: int, rescue: Sequence[str]) -> None:
    """Remember what became of a search: how many were found, after which steps of the rescue."""
    if observed := _current.get():
        observed.rescue = tuple(rescue)
        observed.outcome = "nothing" if not total else "rescued" if rescue else "found"
