"""Imports a thesaurus: a file or an address in, a table of words in the data directory out."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from geo.boundary_error import BoundaryError
from geo.boundary_fetch import fetched
from geo.reference_facts import FOLDER
from geo.replaced_files import replace_files
from synonyms.concepts import Concepts
from synonyms.thesaurus import THESAURUS_FILE, ThesaurusError, concepts_of, table_of


@dataclass(frozen=True, slots=True)
class ThesaurusFacts:
    """One import: its comments tell source, time, fingerprint of the source and licence."""

    comments: tuple[str, ...]
    concepts: int


def update_thesaurus(source: str, data: Path, ours: Concepts, now: datetime) -> ThesaurusFacts:
    """Import from a file or an http(s) address.

    Raises ThesaurusError, which names the source; what was imported before then stays.
    """
    try:
        with fetched(source) as path:
            content = path.read_bytes()
        told = orjson.loads(content)
        concepts = concepts_of(told, ours)
        if not concepts:
            raise ThesaurusError("no label is left that the reviewed concepts do not have")
        comments = (
            f"Imported from {source} by lahella reference update, "
            f"{now.isoformat(timespec='seconds')}.",
            f"sha256 of the source: {sha256(content).hexdigest()}",
            *(f"Licence: {licence}" for licence in _licences(told)),
        )
        replace_files(data / FOLDER, {THESAURUS_FILE: table_of(concepts, comments).encode("utf-8")})
    except OSError as error:
        raise ThesaurusError(f"{source}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise ThesaurusError(f"{source}: expected JSON, got an error: {error}") from error
    except ThesaurusError as error:
        raise ThesaurusError(f"{source}: {error}") from error
    except BoundaryError as error:  # fetching and writing are the boundaries' own
        raise ThesaurusError(str(error)) from error
    return ThesaurusFacts(comments, len(concepts))


def thesaurus_facts(data: Path) -> ThesaurusFacts | None:
    """Return the facts on top of the imported table, None where there is none."""
    try:
        lines = (data / FOLDER / THESAURUS_FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    comments = tuple(line.removeprefix("# ") for line in lines if line.startswith("#"))
    return ThesaurusFacts(comments, len(lines) - len(comments) - 1)


def _licences(told: dict[str, Any]) -> list[str]:
    """What the file says of its licence, each once, on one line."""
    named = [one.get("licence") for one in told.get("provenance", ()) if isinstance(one, dict)]
    said = [" ".join(str(text).split()) for text in (told.get("licence"), *named) if text]
    return list(dict.fromkeys(said)) or ["the file does not say; look at its source"]
