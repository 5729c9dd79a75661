"""Bodies as they were before compression, in bounded pieces: a bomb never unfolds in memory."""

import zlib
from collections.abc import Iterable, Iterator

from indexers.fetching.failures import Failed, Passing

PIECE_BYTES = 256 * 1024
GZIP = 16 + zlib.MAX_WBITS  # how zlib is told to expect gzip's own head
ACCEPTED = "gzip"


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes of a body of that Content-Encoding.

    Raises Failed for another encoding than was asked for, Passing for a body that breaks off.
    """
    if encoding in ("", "identity"):
        return iter(chunks)
    if encoding in ("gzip", "x-gzip"):
        return _gunzipped(chunks)
    raise Failed(f"answered in the encoding {encoding}, expected {ACCEPTED} or none")


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    member = None  # a body may be several gzip files on end
    try:
        for chunk in chunks:
            left = chunk
            while left := left if member else left.lstrip(b"\0"):  # some writers pad with zeros
                member = member or zlib.decompressobj(GZIP)
                yield member.decompress(left, PIECE_BYTES)
                left = member.unused_data if member.eof else member.unconsumed_tail
                member = None if member.eof else member
    except zlib.error as error:
        raise Passing("the transfer failed (the gzip body is damaged)") from error
    if member:
        raise Passing("the transfer failed (the gzip body breaks off)")
