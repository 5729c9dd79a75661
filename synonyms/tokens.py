"""Text in, word tokens with their character offsets out: the first step of every analysis.

Index and query use the same tokens, so a hyphenated word or an inflected abbreviation (SPR:n) is
cut the same way on both sides, and a mark can be put into the text as it was written.
"""

import re
import sys
import unicodedata
from functools import lru_cache

# Letters that NFKD does not take apart: a reader without a Nordic keyboard types the right side.
_UNSPLIT = str.maketrans(
    {"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th", "œ": "oe"}
    | {"ı": "i", "ʼ": "'", "’": "'", "ـ": ""}
)
# Invisible inside words: soft hyphen, zero-width (non-)joiners and spaces, direction marks.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_REMOVE_INVISIBLE = re.compile(f"[{_INVISIBLE}]+")


def _combining_marks() -> str:
    """All combining marks as a regex class: they belong to a word, but \\w leaves them out."""
    ranges: list[list[int]] = []
    for point in range(0x300, sys.maxunicode + 1 if sys.maxunicode < 0x1FFFF else 0x1FFFF):
        if unicodedata.category(chr(point)) not in ("Mn", "Mc"):
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    # Variation selectors follow emoji, never letters.
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges if not 0xFE00 <= a <= 0xFE0F)


_LETTER = f"(?:[^\\W_][{_combining_marks()}{_INVISIBLE}]*)"
# A hyphen or an apostrophe joins words; a colon only joins a short case ending to an abbreviation
# (SPR:n, wc:ssä), so that 18:00 and "hinta:ilmainen" fall apart.
_TOKEN = re.compile(
    f"{_LETTER}+(?:[-\u2010\u2011'’]{_LETTER}+)*(?:(?<=[^\\W\\d_]):[^\\W\\d_]{{1,4}}(?![^\\W_]))?"
)


def tokenize(text: str) -> list[tuple[str, int, int]]:
    """Words of the text as (token, start, end): lower case, NFC, offsets into the text as given."""
    return [(normal(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def normal(token: str) -> str:
    """One spelling per token: NFC, lower case, plain hyphens and apostrophes, nothing invisible."""
    if token.isascii():
        return token.lower()
    token = unicodedata.normalize("NFC", _REMOVE_INVISIBLE.sub("", token)).lower()
    token = token.replace("\u2010", "-").replace("\u2011", "-")
    return unicodedata.normalize("NFC", token.replace("’", "'").replace("ʼ", "'"))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case-folded and without diacritics (å ä ö æ ø š ž too), for accent-insensitive look-ups."""
    if text.isascii():
        return text.lower()
    # Compatibility forms hide capitals (℠ is SM), and folding can make new composed letters.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_UNSPLIT)
