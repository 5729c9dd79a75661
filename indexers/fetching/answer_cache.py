"""Bodies of earlier answers on disk, so that a server need only say that nothing has changed."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple

import orjson

# The condition that an answer's header becomes in the next request.
CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


class Kept(NamedTuple):
    """An earlier answer: what to send along, and its body."""

    conditions: Mapping[str, str]
    body: IO[bytes]


class AnswerCache:
    """One file per address in a folder readable by its owner: a line of JSON, then the body.

    Files are replaced in one step, so several processes may share the folder. When all together
    are larger than `most` bytes, those that were used longest ago go.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most

    def folder(self) -> Path:
        """The folder, made when it is not there. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder

    def find(self, key: str) -> Kept | None:
        """What is kept under a key; the file is held open, whatever happens to its name."""
        try:
            body = (self._folder / key).open("rb")
        except FileNotFoundError:
            return None
        with suppress(orjson.JSONDecodeError, KeyError, TypeError):
            head = orjson.loads(body.readline())
            if head["size"] == os.fstat(body.fileno()).st_size - body.tell():
                return Kept(head["conditions"], body)
        body.close()
        return None

    def keep(self, key: str, headers: Mapping[str, str], body: IO[bytes]) -> None:
        """Keep a body for the next time, if its server lets it be told apart from a newer one."""
        conditions = {
            condition: headers[name] for name, condition in CONDITIONS.items() if name in headers
        }
        size = body.seek(0, os.SEEK_END)
        body.seek(0)
        if not conditions or size > self._most or "no-store" in headers.get("Cache-Control", ""):
            return
        head = orjson.dumps({"conditions": conditions, "size": size})
        with tempfile.NamedTemporaryFile(dir=self.folder(), prefix="new-", delete=False) as file:
            try:
                file.write(head + b"\n")
                shutil.copyfileobj(body, file)
                file.flush()
                os.replace(file.name, self._folder / key)
            except BaseException:
                os.unlink(file.name)
                raise
        body.seek(0)
        self._make_room()

    def touch(self, key: str) -> None:
        """Mark as used just now."""
        with suppress(FileNotFoundError):
            os.utime(self._folder / key)

    def _make_room(self) -> None:
        files = []
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another process made room as well
                found = path.stat()
                files.append((found.st_mtime_ns, found.st_size, path))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self._most:
                break
            path.unlink(missing_ok=True)
            total -= size


def key_of(address: str, headers: Mapping[str, str]) -> str:
    """A name that tells address and headers apart from all others and gives neither away."""
    asked = [address, *sorted(f"{name.lower()}: {value}" for name, value in headers.items())]
    return sha256("\n".join(asked).encode("utf-8", "surrogatepass")).hexdigest()
