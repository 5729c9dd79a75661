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
    inflate, open_member = zlib.decompressobj(GZIP), False
    try:
        for chunk in chunks:
            left = chunk
            while left:
                open_member = True
                yield inflate.decompress(left, PIECE_BYTES)
                left = inflate.unconsumed_tail
                if inflate.eof:  # another member, or the zeros that some writers pad with
                    left = inflate.unused_data.lstrip(b"\0")
                    inflate, open_member = zlib.decompressobj(GZIP), False
        while rest := inflate.decompress(b"", PIECE_BYTES):
            yield rest
    except zlib.error as error:
        raise Passing("the transfer failed (the gzip body is damaged)") from error
    if open_member and not inflate.eof:
        raise Passing("the transfer failed (the gzip body breaks off)")
