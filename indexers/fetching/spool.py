"""A place for a body that is to be read more than once: memory if it is small, else disk."""

from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

MEMORY_BYTES = 1024 * 1024


def spool(folder: Path | None = None) -> IO[bytes]:
    """An empty file without a name, for reading and writing; gone when it is closed.

    `folder` is where it grows when it is large; without, where this machine keeps such files,
    which in a container may be memory.
    """
    return SpooledTemporaryFile(MEMORY_BYTES, dir=str(folder) if folder else None)
