"""One engine per data directory: an flock on engine.lock, held by the starter and by the engine.

The engine inherits the open file, so the lock is free only when both are gone, however they ended.
"""

import fcntl
import os
import time
from pathlib import Path

from indexers.engine.address import is_alive, read_record
from indexers.engine.errors import DirectoryInUse

LOCK_NAME = "engine.lock"
# How long an engine whose starter was killed may take to die; the system kills it at once.
DYING_SECONDS = 5.0
PAUSE_SECONDS = 0.05


class EngineLock:
    """The right to run the engine of one data directory."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._file: int | None = None

    def take(self) -> int:
        """Take the lock and return its file descriptor, for the engine to inherit.

        Raises DirectoryInUse when a living process has it.
        """
        file = os.open(self._data / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + DYING_SECONDS
        while not _locked(file):
            holder = _holder(file)
            if holder is None or is_alive(holder) or time.monotonic() > deadline:
                os.close(file)
                raise DirectoryInUse(_in_use(self._data, holder))
            time.sleep(PAUSE_SECONDS)
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        self._file = file
        return file

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two engines lock two files."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: int) -> int | None:
    said = os.pread(file, 32, 0)
    return int(said) if said.isdigit() else None


def _in_use(data: Path, holder: int | None) -> str:
    by = f"process {holder}" if holder else "another process"
    record = read_record(data)
    engine = f" (engine: process {record.pid}, {record.url})" if record else ""
    return (
        f"The data directory {data} is in use by {by}{engine}. "
        "Stop that command first, or set LAHELLA_DATA to another directory."
    )
