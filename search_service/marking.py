"""Marks the words of a text that the query is about: any form, any compound, on escaped text."""

from collections.abc import Collection
from html import escape

from indexers.index_terms import term
from synonyms.concepts import Concepts
from synonyms.words import Word, analyze


def marked(text: str, lang: str, wanted: Collection[str], concepts: Concepts) -> str:
    """Escaped HTML of the text with <mark> round each word or phrase with a wanted term."""
    if not wanted:
        return escape(text)
    pieces, at = [], 0
    for start, end in _joined(_spans(text, lang, wanted, concepts)):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def _spans(
    text: str, lang: str, wanted: Collection[str], concepts: Concepts
) -> list[tuple[int, int]]:
    words = analyze(text, lang)
    spans = [(word.start, word.end) for word in words if _is_wanted(word, wanted)]
    for match in concepts.match(words, lang):
        if term("zc", match.concept) in wanted:
            spans.append((match.start, match.end))
    return spans


def _is_wanted(word: Word, wanted: Collection[str]) -> bool:
    return (
        term("", word.surface) in wanted
        or any(term("", lemma) in wanted for lemma in word.lemmas)
        or any(term("zp", part) in wanted for part in word.parts)
        or any(term("zr", root) in wanted for root in word.roots)
    )


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
