"""Writes files of one folder so that each is whole: contents in, old files replaced by rename."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from geo.boundary_error import BoundaryError

# As any file of the folder: other users, such as that of the API, may read it.
MODE = 0o644


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write all contents beside the files they replace, then rename them in the order given.

    Raises BoundaryError when the folder cannot be written; the old files are then as they were.
    """
    written: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            written[folder / name] = _beside(folder, name, content)
        for final, temporary in written.items():
            temporary.replace(final)
    except OSError as error:
        raise BoundaryError(folder, f"cannot be written ({error.strerror})") from error
    finally:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _beside(folder: Path, name: str, content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), MODE)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
        return Path(file.name)
