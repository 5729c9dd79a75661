"""Terms as numbers: the terms of a listing by field in, one short text out, for the API's ranking.

A number is a checksum of the term with its field in the last two bits. Two terms share one at worst
once in a thousand million; then a listing is ranked as if it had a word more. What matches is
decided by the engine, by the terms themselves.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
FIELD_BITS = 0b11


@lru_cache(2**16)  # the terms of queries are few
def code_of(name: str) -> int:
    """The number of a term, without a field."""
    return zlib.crc32(name.encode()) & ~FIELD_BITS


def packed_codes(fields: Iterable[Sequence[str]]) -> str:
    """The terms of up to four fields."""
    codes = [code_of(name) | field for field, names in enumerate(fields) for name in names]
    return b64encode(np.array(codes, dtype="<u4").tobytes()).decode()


def codes_in(packed: str) -> bytes:
    """The numbers as bytes, four each, the lowest first."""
    return b64decode(packed)
