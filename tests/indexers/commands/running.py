"""Running a command, and reading what it said."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def told(result: Result) -> str:
    """What was said, on one line: consoles break lines where they like."""
    return " ".join(result.stderr.split())


def origin(path: Path) -> str:
    return f"lahella={path}"
