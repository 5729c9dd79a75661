"""Marks the words of a text that the query is about: any form, any compound, on escaped text."""

from collections.abc import Set
from functools import lru_cache
from html import escape
from typing import NamedTuple

from indexers.index.terms import term
from synonyms.concepts import Concepts
from synonyms.words import Word, analyze

# Texts whose words are remembered: popular listings are shown again and again. About 5 kB each.
REMEMBERED = 4096


class Wording(NamedTuple):
    """A word or phrase of a text, with the terms that it satisfies."""

    start: int
    end: int
    terms: frozenset[str]

    def escaped_in(self, text: str) -> "Wording":
        """Where it stands when the text is escaped."""
        start, end = (len(escape(text[:at])) for at in (self.start, self.end))
        return self._replace(start=start, end=end)


class Text(NamedTuple):
    """A text that was read: escaped, where its wordings stand in that, and all their terms."""

    escaped: str
    wordings: tuple[Wording, ...]
    terms: frozenset[str]


def marked(text: str, lang: str, wanted: Set[str], concepts: Concepts) -> str:
    """Escaped HTML of the text with <mark> round each word or phrase with a wanted term."""
    if not wanted:
        return escape(text)
    escaped, wordings, terms = _read(text, lang, concepts)
    if terms.isdisjoint(wanted):
        return escaped
    spans = [(one.start, one.end) for one in wordings if not one.terms.isdisjoint(wanted)]
    pieces, at = [], 0
    for start, end in _joined(spans):
        pieces += [escaped[at:start], "<mark>", escaped[start:end], "</mark>"]
        at = end
    return "".join([*pieces, escaped[at:]])


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, lang: str, concepts: Concepts) -> Text:
    words = analyze(text, lang)
    found = [Wording(word.start, word.end, _terms(word)) for word in words]
    for match in concepts.match(words, lang):
        found.append(Wording(match.start, match.end, frozenset({term("zc", match.concept)})))
    found.sort(key=lambda one: (one.start, one.end))
    return Text(
        escape(text),
        tuple(one.escaped_in(text) for one in found),
        frozenset().union(*(one.terms for one in found)),
    )


def _terms(word: Word) -> frozenset[str]:
    names = [term("", name) for name in (word.surface, *word.lemmas)]
    names += [term("zp", part) for part in word.parts]
    names += [term("zr", root) for root in word.roots]
    return frozenset(names)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
