"""Takes what the engine says to engine.log, and remembers the last lines to show when it dies."""

from pathlib import Path
from typing import BinaryIO

LOG_NAME = "engine.log"
MAX_BYTES = 5_000_000  # some ten thousand lines; with the file before it, 10 MB at most
TAIL_BYTES = 4_000  # enough for the error at the end, without the banner in front of it


class EngineLog:
    """The log of one run. A file that cannot be written loses lines and never stops the engine."""

    def __init__(self, data: Path, max_bytes: int = MAX_BYTES) -> None:
        self.path = data / LOG_NAME
        self._max_bytes = max_bytes
        self._recent = b""
        self._file: BinaryIO | None = None

    def write(self, said: bytes) -> None:
        """Append bytes; a file grown past `max_bytes` becomes engine.log.1 first."""
        self._recent = (self._recent + said)[-TAIL_BYTES:]
        try:
            self._open_with_room().write(said)
        except OSError:
            self.close()

    def tail(self, lines: int = 8) -> str:
        """Return the last lines of this run."""
        said = self._recent.decode("utf-8", "replace").strip().splitlines()
        return "\n".join(said[-lines:])

    def close(self) -> None:
        """Close the file; a later write opens it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open_with_room(self) -> BinaryIO:
        if self._file is None:
            self._file = self._open()
        if self._file.tell() > self._max_bytes:
            self.close()
            self.path.replace(self.path.with_name(f"{LOG_NAME}.1"))
            self._file = self._open()
        return self._file

    def _open(self) -> BinaryIO:
        self.path.touch(mode=0o600)
        return self.path.open("ab", buffering=0)
