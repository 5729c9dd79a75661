"""The log: records of the standard logging come in, one line an event goes out on stderr.

The standard logging and this formatter rather than a library: uvicorn, asyncio and aiohttp write
through it anyway, and their lines have to come in the same form. Nothing that people typed is ever
logged: events are made of the fields named where they happen, messages of other libraries are
scrubbed, and an exception is told by its type and place, since its text may hold such words.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal

import orjson

LOG = logging.getLogger("lahella")
LEVELS = ("debug", "info", "warning", "error")
FRAMES = 12  # of an exception, the innermost ones

NOTHING: Mapping[str, Any] = MappingProxyType({})
# What every line of a request or of a run carries, such as its id.
told_with: ContextVar[Mapping[str, Any]] = ContextVar("told_with", default=NOTHING)

SECRETS = (
    (re.compile(r"\?[^\s'\"]*"), "?…"),  # query strings: words, places, tokens of sources
    (re.compile(r"(?i)\b(bearer\s+|(?:key|token|cookie)[=:]\s*)[^\s,;'\"]+"), r"\1…"),
    (re.compile(r"(\d{1,3}\.\d\d)\d+"), r"\1"),  # coordinates to 1 km
)


class LogError(Exception):
    """A setting of the log that cannot be read."""


def event(
    level: Literal["debug", "info", "warning", "error"],
    name: str,
    *,
    failure: BaseException | None = None,
    **facts: Any,
) -> None:
    """Log one event with its facts. Texts among them are the caller's to keep clean."""
    LOG.log(getattr(logging, level.upper()), name, extra={"facts": facts}, exc_info=failure)


def start_log(environ: Mapping[str, str], *, usual: str) -> None:
    """Send every record to stderr, as LAHELLA_LOG and LAHELLA_LOG_LEVEL say.

    `usual`: the level of our own events where none is set; other libraries tell warnings. Raises
    LogError.
    """
    json = writes_json(environ)
    level = _one_of(environ, "LAHELLA_LOG_LEVEL", LEVELS, "info" if json else usual)
    handler = _ToStderr()
    handler.setFormatter(JsonLines() if json else TextLines())
    root = logging.getLogger()
    for before in root.handlers:
        if isinstance(before, _ToStderr):
            root.removeHandler(before)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    LOG.setLevel(level.upper())


def writes_json(environ: Mapping[str, str]) -> bool:
    """Whether LAHELLA_LOG asks for JSON. Raises LogError."""
    return _one_of(environ, "LAHELLA_LOG", ("text", "json"), "text") == "json"


def scrubbed(text: str) -> str:
    """The first line of a text, without query strings, keys and fine coordinates."""
    line = text.strip().split("\n", 1)[0]
    for pattern, instead in SECRETS:
        line = pattern.sub(instead, line)
    return line


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What a record says, in the order in which it is told."""
    ours: Mapping[str, Any] | None = getattr(record, "facts", None)
    said = ours if ours is not None else {"message": scrubbed(record.getMessage())}
    return {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": record.getMessage() if ours is not None else record.name,
        **told_with.get(),
        **said,
        **(_failure(record.exc_info[1]) if record.exc_info and record.exc_info[1] else {}),
    }


class JsonLines(logging.Formatter):
    """One JSON object a line, for collectors."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return orjson.dumps(facts_of(record), default=str).decode()


class TextLines(logging.Formatter):
    """Words for a terminal: time, event, then what is known of it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts = facts_of(record)
        clock = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        head = f"{clock} {facts.pop('event')}"
        level = facts.pop("level")
        told = (f"{name}={value}" for name, value in facts.items() if name != "time")
        return " ".join([head if level == "info" else f"{head} [{level}]", *told])


class _ToStderr(logging.Handler):
    """Writes to what stderr is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


def _failure(error: BaseException) -> dict[str, Any]:
    kinds, one = [], error
    while one is not None:
        kinds.append(type(one).__name__)
        cause = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if cause is None:
            break
        one = cause
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": " from ".join(kinds), "at": places}


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...], otherwise: str) -> str:
    value = environ.get(name, "").strip().lower() or otherwise
    if value not in allowed:
        raise LogError(f"{name}: expected {' or '.join(allowed)}; got {value}.")
    return value
