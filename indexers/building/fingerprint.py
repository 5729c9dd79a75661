"""A fingerprint of everything that decides how a record is read and indexed, besides the record."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from geo.area_finder import AreaFinder

PACKAGES = ("geo", "synonyms", "indexers")


def fingerprint(areas: AreaFinder, thesaurus: str | None) -> str:
    """Changes with the code and the tables, the boundaries and the thesaurus."""
    made = hashlib.sha256(f"{areas.fingerprint()} {thesaurus}".encode())
    for package in PACKAGES:
        for content in _contents(files(package)):
            made.update(content)
    return made.hexdigest()


def _contents(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _contents(entry) if entry.name not in ("__pycache__", "demo") else ()
        else:
            yield entry.read_bytes()
