"""JSON out of an open file, piece by piece: the items of an array, or one value a line.

What stands in memory is one item, however large the file. ijson finds the tokens; the items are
put together here, because ijson's own way keeps the path to every value and so needs gigabytes
for 20 kB of opening brackets.
"""

from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator
from typing import IO

import ijson
import orjson

from indexers.sources.source import SourceError

MAX_DEPTH = 200  # no format of a source nests deeper than twenty
MAX_LINE = 50 * 1000 * 1000
CHUNK = 64 * 1024
Events = Iterator[tuple[str, object]]
# ijson lets bytes pass that are UTF-8 in form only (halves of a surrogate pair), Python does not.
MALFORMED = (ijson.JSONError, UnicodeDecodeError)
ENDS = {"start_map": "end_map", "start_array": "end_array"}


class _NoArray(Exception):
    """The JSON is well-formed, but holds no array where one was expected."""


def begin(file: IO[bytes], origin: str) -> None:
    """Go past a byte order mark. Raises SourceError where a web page stands instead of JSON."""
    start = file.tell()
    if file.read(len(BOM_UTF8)) != BOM_UTF8:  # Windows editors put it there
        file.seek(start)
    start = file.tell()
    if file.read(CHUNK).lstrip().startswith(b"<"):
        raise SourceError(
            f"{origin}: expected JSON, but it is a web page or XML; is it a page to log in?"
        )
    file.seek(start)


def items_of(file: IO[bytes], path: str, origin: str) -> Iterator[object]:
    """The items of a root array, or of the array in the member `path` of a root object.

    Raises SourceError, after the items that stand before a malformed place.
    """
    begin(file, origin)
    start = file.tell()
    try:
        yield from _items(file, path)
    except _NoArray as error:
        where = f", or an object with one in {path}" if path else ""
        raise SourceError(f"{origin}: expected a JSON array{where}") from error
    except MALFORMED as error:
        raise broken(origin, *_place(file, start, path), _first_line(error)) from error


def lines_of(file: IO[bytes], origin: str) -> Iterator[object]:
    """The JSON values of lines; empty lines do not count as values, but as lines."""
    begin(file, origin)
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise SourceError(f"{origin} line {number}: longer than {MAX_LINE} bytes")
        if line.strip():
            yield parsed(line, f"{origin} line {number}")


def parsed(content: bytes, origin: str) -> object:
    """One JSON value. Raises SourceError with the place where it is malformed."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        place = min(len(error.doc[: error.pos].encode()) + 1, len(content))
        raise broken(origin, place, len(content), error.msg) from error


def broken(origin: str, place: int, size: int, why: str) -> SourceError:
    """The error of JSON that is none, with the byte (from 1) where that shows."""
    return SourceError(
        f"{origin}: expected JSON, but it breaks off or is malformed at byte {place} of {size} "
        f"({why})"
    )


def _items(file: "IO[bytes] | _Slowly", path: str) -> Iterator[object]:
    # Without use_float a number of 5000 digits ends the process (ijson 3.6); with it, a whole
    # number that 64 bits cannot hold is malformed.
    events: Events = iter(ijson.basic_parse(file, buf_size=CHUNK, use_float=True))
    if not _enter_array(events, path):
        deque(events, maxlen=0)  # malformed JSON is told before JSON of another shape
        raise _NoArray
    for event, value in events:
        if event == "end_array":
            break
        yield _value(event, value, events, MAX_DEPTH)
    for event, name in events:  # what follows the array has to be well-formed, too
        if event == "map_key" and name == path:
            raise ijson.JSONError("a second member of that name")
        _skip(event, events)


def _enter_array(events: Events, path: str) -> bool:
    """Go on to the first item; False when there is no such array."""
    event, _ = next(events)
    if event == "start_array":
        return True
    if event != "start_map" or not path:
        return False
    for event, name in events:
        if event == "end_map":
            return False
        event, _ = next(events)
        if name == path:
            return event == "start_array"
        _skip(event, events)
    return False


def _skip(event: str, events: Events) -> None:
    """Go past the value that begins with an event."""
    depth = int(event in ENDS)
    while depth:
        event, _ = next(events)
        depth += (event in ENDS) - (event in ENDS.values())


def _value(event: str, value: object, events: Events, depth: int) -> object:
    """The value that begins with an event, put together from those that follow."""
    if event not in ENDS:
        return value
    if depth == 0:
        raise ijson.JSONError(f"nested deeper than {MAX_DEPTH}")
    return _object(events, depth - 1) if event == "start_map" else _array(events, depth - 1)


def _object(events: Events, depth: int) -> dict[str, object]:
    made: dict[str, object] = {}
    for event, name in events:
        if event == "end_map":
            break
        made[str(name)] = _value(*next(events), events, depth)
    return made


def _array(events: Events, depth: int) -> list[object]:
    made = []
    for event, value in events:
        if event == "end_array":
            break
        made.append(_value(event, value, events, depth))
    return made


def _place(file: IO[bytes], start: int, path: str) -> tuple[int, int]:
    """The byte where reading `file` failed, and its size, both from `start`.

    It is read once more, the last chunk byte by byte, because ijson does not tell.
    """
    read = file.tell() - start
    size = file.seek(0, 2) - start
    file.seek(start)
    slowly = _Slowly(file, max(0, read - 1) // CHUNK * CHUNK)
    try:
        deque(_items(slowly, path), maxlen=0)
    except MALFORMED:
        return slowly.read_so_far, size
    return read, size


class _Slowly:
    """A file that gives single bytes from a position on."""

    def __init__(self, file: IO[bytes], position: int) -> None:
        self._file = file
        self._position = position
        self.read_so_far = 0

    def read(self, size: int) -> bytes:
        """As a file's; ijson asks for no bytes first, to learn whether they are bytes."""
        ahead = self._position - self.read_so_far
        got = self._file.read(min(size, ahead if ahead > 0 else 1))
        self.read_so_far += len(got)
        return got


def _first_line(error: Exception) -> str:
    """What went wrong; the lines after it quote the text, which may be private."""
    if isinstance(error, UnicodeDecodeError):
        return "text that is no UTF-8"
    said = str(error)  # the repr of bytes where the text quoted is no UTF-8
    return said.partition("\n")[0].partition("\\n")[0].removeprefix("b'").strip()
