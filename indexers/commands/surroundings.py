"""What the commands take from the environment: data directory, clock, boundaries, told errors."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer
from meilisearch.errors import MeilisearchError
from rich.console import Console
from rich.markup import escape

from geo.boundary_error import BoundaryError
from geo.reference import boundaries_of
from geo.reference_facts import FOLDER
from indexers.duplicates.grouping import Link
from indexers.duplicates.vetoes import Veto, VetoError, read_vetoes
from indexers.engine.errors import EngineError
from indexers.event_log import LogError, event, scrubbed, writes_json
from indexers.fetching.fetcher import Fetcher
from indexers.fetching.retries import Wait
from indexers.fetching.settings import FetchSettings
from indexers.index.staging import BuildError
from indexers.sources.source import SourceError
from synonyms.concept_table import ConceptTableError
from synonyms.thesaurus import THESAURUS_FILE, ThesaurusError

FAILED = 1
MOST_NOTICE_S = 3600
VETOES = "vetoes.tsv"  # in the data directory
FETCHED = "fetched"  # folder of answers kept for conditional requests, in the data directory
EXPECTED = (
    *(EngineError, SourceError, BuildError, VetoError),
    *(BoundaryError, ThesaurusError, ConceptTableError, LogError),
)
# Ids and codes are full of colons: ":x:" would become a picture.
console = Console(stderr=True, highlight=False, emoji=False)


def data_directory() -> Path:
    """Where engine data, locks and records are (LAHELLA_DATA)."""
    return Path(os.environ.get("LAHELLA_DATA") or ".lahella")


def named_boundaries() -> str | None:
    """File or URL of municipal boundaries that somebody named (LAHELLA_BOUNDARIES)."""
    return os.environ.get("LAHELLA_BOUNDARIES") or None


def boundaries() -> str | None:
    """The named boundaries, else those that `lahella reference update` imported."""
    return boundaries_of(data_directory(), named_boundaries())


def thesaurus_file() -> Path:
    """Where `lahella reference update --thesaurus` puts what it imports."""
    return data_directory() / FOLDER / THESAURUS_FILE


def vetoes() -> Mapping[Link, Veto]:
    """Pairs of listings that somebody wants apart; the file need not be there. Raises VetoError."""
    path = data_directory() / VETOES
    return read_vetoes(path) if path.exists() else {}


def clock() -> datetime:
    """The time of asking; LAHELLA_NOW fixes it."""
    fixed = os.environ.get("LAHELLA_NOW")
    try:
        moment = datetime.fromisoformat(fixed) if fixed else datetime.now()
    except ValueError as error:
        raise typer.BadParameter(f"LAHELLA_NOW: expected a date and time, got {fixed}") from error
    return moment if moment.tzinfo else moment.astimezone()


def notice_s() -> float | None:
    """How long a build is announced before it is live (LAHELLA_NOTICE_S); None: by its size."""
    told = os.environ.get("LAHELLA_NOTICE_S")
    try:
        seconds = float(told) if told else None
    except ValueError as error:
        raise typer.BadParameter(f"LAHELLA_NOTICE_S: expected seconds, got {told}") from error
    if seconds is not None and not 0 <= seconds < MOST_NOTICE_S:
        raise typer.BadParameter(f"LAHELLA_NOTICE_S: expected 0 to {MOST_NOTICE_S}, got {told}")
    return seconds


def let_events_tell() -> None:
    """With a log of JSON lines, tell by events alone: colours and tables would break its lines."""
    console.quiet = writes_json(os.environ)


@contextmanager
def fetching() -> Iterator[Fetcher]:
    """The Fetcher of one command; it says its pauses while it waits, and its counts at the end."""
    settings = FetchSettings.of(os.environ)
    with Fetcher(settings, folder=data_directory() / FETCHED, waiting=_say_wait) as fetcher:
        yield fetcher
        if fetcher.traffic.requests:
            console.print(f"Fetched: {fetcher.traffic}.")


def _say_wait(wait: Wait) -> None:
    told = escape(f"{wait.address}: {wait.reason}")
    console.print(f"{told}; trying again in {wait.seconds:.0f} s.")
    if console.quiet:
        event("warning", "source waits", message=scrubbed(f"{wait.address}: {wait.reason}"))


@contextmanager
def told_errors() -> Iterator[None]:
    """Say an expected error in one line and leave with status 1."""
    try:
        yield
    except EXPECTED as error:
        _tell_failure(type(error).__name__, error)
        raise typer.Exit(FAILED) from error
    except MeilisearchError as error:
        _tell_failure("The engine failed", error)
        raise typer.Exit(FAILED) from error


def _tell_failure(kind: str, error: Exception) -> None:
    console.print(f"[bold red]{kind}[/]: {escape(str(error))}")
    if console.quiet:
        event("error", "failed", kind=kind, message=scrubbed(str(error)))
