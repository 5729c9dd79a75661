"""Makes names comparable: text in, one lower-case spelling out, with or without its accents."""

import unicodedata

# Letters that carry no separable mark in Unicode, so that decomposition leaves them as they are.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ǥ": "g", "æ": "a", "’": "'"})


def plain_case(text: str) -> str:
    """Lower the case, compose the letters and make single spaces of all white space."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def fold(text: str) -> str:
    """Lower the case and take the accents away: "Jyväskylä" becomes "jyvaskyla"."""
    text = plain_case(text)
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
