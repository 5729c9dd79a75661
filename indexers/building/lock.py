"""One build at a time: an flock in the data directory, freed by the system however a build ends."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from indexers.index.staging import BuildError

LOCK_NAME = "build.lock"


class BuildLock:
    """The right to build, for the length of a `with` block. Raises BuildError when taken."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._file = -1

    def __enter__(self) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._data / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise BuildError(f"Another build is running in {self._data}.") from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)
