"""Text in, analysed words out: the one door to tokens, base forms, compound parts and roots.

The indexer and the query run this same code, so that what was indexed can be found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from synonyms.finnish import finnish_available, finnish_engine
from synonyms.languages import language, read
from synonyms.reading import Reading
from synonyms.tokens import fold, tokenize

__all__ = ["Word", "analyze", "finnish_available", "finnish_engine", "fold", "tokenize"]

# Distinct words of a large index's texts are about this many; one entry takes about a kilobyte.
_CACHED_WORDS = 65_536


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, with every reading's base form."""

    surface: str
    """The token as written: lower case, NFC."""
    start: int
    end: int
    """Character offsets in the text as given."""
    lemmas: tuple[str, ...]
    """Base form of every reading, lower case; the surface form when nothing knows the word."""
    parts: tuple[str, ...] = ()
    """Base forms of a compound's parts, in order; empty for simple words."""
    roots: tuple[str, ...] = ()
    """What the word is derived from (uinti: uida), weaker than parts; never an opposite."""
    known: bool = False
    """Whether the language's dictionary knows the word."""
    kind: str = "other"
    """noun, verb, adjective, name, place, number, function or other, by the first reading."""
    joined: tuple[str, ...] = ()
    """Longer pieces of a compound of three or more: mielenterveyskuntoutuja has mielenterveys."""


def analyze(text: str, lang: str) -> tuple[Word, ...]:
    """Words of the text, read in `lang` (a language tag; unknown ones stay as written).

    Thread-safe; never raises on any string.
    """
    return tuple(_words(text, language(lang)))


def _words(text: str, lang: str) -> Iterator[Word]:
    for token, start, end in tokenize(text):
        found = read_cached(token, lang)
        yield Word(
            token,
            start,
            end,
            found.lemmas,
            found.parts,
            found.roots,
            found.known,
            found.kind,
            found.joined,
        )


@lru_cache(maxsize=_CACHED_WORDS)
def read_cached(token: str, lang: str) -> Reading:
    """`languages.read`, remembered per token and language."""
    return read(token, lang)
