"""Says what this machine lacks: its programs, libraries and folders come in, findings go out.

The `lahella doctor` command prints them; each finding that is not in order says how to mend it.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import libvoikko

from geo.reference import boundaries_of
from indexers.engine.address import ask_address
from indexers.engine.errors import EngineError
from indexers.engine.managed import find_binary
from search_service.web.assets import BUILT, AssetsMissing, read_assets

OLDEST_PYTHON = (3, 11)
VOIKKO_PACKAGES = "libvoikko1 voikko-fi"  # Debian's and Ubuntu's names
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `fix` says how to mend it and is "" when `ok`.

    The service runs without a thing that is not `needed`; `detail` then says what is lost.
    """

    name: str
    ok: bool
    detail: str
    fix: str = ""
    needed: bool = True


def examine(data: Path, environ: Mapping[str, str] = os.environ) -> list[Finding]:
    """Look at everything the project uses on this machine; nothing is changed or installed."""
    return [
        python_version(sys.version_info[:2]),
        engine(environ),
        finnish_analysis(),
        npm(environ),
        built_pages(BUILT),
        boundaries(data, environ),
        data_directory(data),
        chromium(environ),
    ]


def python_version(version: tuple[int, int]) -> Finding:
    """Judge the (major, minor) version of Python."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    if version >= OLDEST_PYTHON:
        return Finding("Python", True, platform.python_version())
    found = ".".join(map(str, version))
    return Finding("Python", False, f"{found} is too old", f"Install Python {oldest} or newer.")


def engine(environ: Mapping[str, str]) -> Finding:
    """Judge the Meilisearch that commands will use: the one of MEILI_URL, or a program to run."""
    try:
        if url := environ.get("MEILI_URL", "").strip():
            address = ask_address(url, environ.get("MEILI_KEY", ""))
            return Finding("Meilisearch", True, f"{address.version} at {url}".strip())
        return Finding("Meilisearch", True, str(find_binary(environ)))
    except EngineError as error:
        problem, _, fix = str(error).partition(". ")
        return Finding("Meilisearch", False, problem, fix)


def finnish_analysis(language: str = "fi") -> Finding:
    """Judge libvoikko and its dictionary of a language by opening them."""
    try:
        libvoikko.Voikko(language).terminate()
    except (OSError, libvoikko.VoikkoException) as error:
        return Finding(
            "Finnish analysis",
            False,
            f"libvoikko or its dictionary is missing ({error}); without them inflected words "
            "are found badly",
            f"apt-get install {VOIKKO_PACKAGES}",
        )
    return Finding(
        "Finnish analysis", True, f"libvoikko {libvoikko.Voikko.getVersion()}, {language}"
    )


def npm(environ: Mapping[str, str]) -> Finding:
    """Judge npm, which brings the tools that build the pages, and the engine's program."""
    path = _which("npm", environ)
    if path is None:
        return Finding(
            "npm",
            False,
            "not found; it brings Meilisearch where none is on PATH, and what builds the pages",
            "Install Node.js 18 or newer with npm.",
            needed=False,
        )
    said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20)
    return Finding("npm", True, said.stdout.strip() or path, needed=False)


def built_pages(built: Path) -> Finding:
    """Judge whether scripts and styles of the pages were built."""
    try:
        return Finding("Pages", True, f"{len(read_assets(built))} built files")
    except AssetsMissing as error:
        problem, _, fix = str(error).partition(". ")
        return Finding("Pages", False, problem, fix)


def boundaries(data: Path, environ: Mapping[str, str]) -> Finding:
    """Judge the official boundaries: imported or named ones; a URL is taken at its word."""
    named = boundaries_of(data, environ.get("LAHELLA_BOUNDARIES", "").strip() or None)
    if named and ("://" in named or Path(named).exists()):
        return Finding("Boundaries", True, named, needed=False)
    problem = f"{named} does not exist" if named else "none are imported or named"
    return Finding(
        "Boundaries",
        False,
        f"{problem}; municipalities are told by the nearest centre",
        "lahella reference update",
        needed=False,
    )


def data_directory(data: Path) -> Finding:
    """Judge whether the data directory, or the folder it will be made in, takes a file."""
    folder = next(path for path in (data, *data.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding("Data directory", True, str(data))
    except OSError as error:
        return Finding(
            "Data directory",
            False,
            f"{folder} cannot be written ({error.strerror})",
            "Set LAHELLA_DATA to a directory you may write to.",
        )


def chromium(environ: Mapping[str, str]) -> Finding:
    """Judge the browser, which only the tests of the pages need."""
    for name in CHROMIUM_NAMES:
        if path := _which(name, environ):
            return Finding("Chromium", True, path, needed=False)
    return Finding(
        "Chromium",
        False,
        "not found; only tests of the pages in a browser need it",
        "apt-get install chromium",
        needed=False,
    )


def _which(name: str, environ: Mapping[str, str]) -> str | None:
    return shutil.which(name, path=environ.get("PATH", ""))
