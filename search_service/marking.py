"""Marks the words of a text that the query is about: any form, any compound, on escaped text."""

from collections.abc import Collection
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


def marked(text: str, lang: str, wanted: Collection[str], concepts: Concepts) -> str:
    """Escaped HTML of the text with <mark> round each word or phrase with a wanted term."""
    if not wanted:
        return escape(text)
    wordings = _wordings(text, lang, concepts)
    spans = [(one.start, one.end) for one in wordings if not one.terms.isdisjoint(wanted)]
    pieces, at = [], 0
    for start, end in _joined(spans):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


@lru_cache(maxsize=REMEMBERED)
def _wordings(text: str, lang: str, concepts: Concepts) -> tuple[Wording, ...]:
    words = analyze(text, lang)
    found = [Wording(word.start, word.end, _terms(word)) for word in words]
    for match in concepts.match(words, lang):
        found.append(Wording(match.start, match.end, frozenset({term("zc", match.concept)})))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


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
