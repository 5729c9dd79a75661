"""Labels of one language in, the longest label that begins at a word out.

A label matches word by word with any reading, or as one solid word, so that "kriisi puhelin" finds
kriisipuhelin and äiti-lapsiryhmä finds "äiti lapsi ryhmä".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from synonyms.languages import base_forms, language
from synonyms.tokens import tokenize
from synonyms.words import Word

# Labels of one or two letters (ry, it) match as written only: as lemmas they are accidents.
EXACT = 2
# Longest run of words that is tried as one solid word.
_WINDOW = 4

Keys = Callable[[Word], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Label:
    """One label, ready for matching."""

    concept: str
    text: str
    lang: str
    words: tuple[frozenset[str], ...]
    """What each word of a text must read as, any of the set."""


def label_of(concept: str, text: str, lang: str) -> Label:
    """Analyse one label in its language."""
    words = tuple(_accepted(token, lang) for token, _, _ in tokenize(text))
    return Label(concept, text, lang, words)


def plain_label(concept: str, text: str, lang: str) -> Label:
    """A label matched as written, for a language that is not analysed."""
    return Label(concept, text, lang, tuple(frozenset({word}) for word, _, _ in tokenize(text)))


def _accepted(token: str, lang: str) -> frozenset[str]:
    """What a label's word reads as.

    Labels are base forms, so their other readings are left out (lauluilta is no form of laulu
    here); a -minen noun also stands for its verb, and an inflected word for all its base forms.
    """
    lemmas = base_forms(token, language(lang))
    if token in lemmas and not token.endswith("minen"):
        return frozenset({token})
    return frozenset(lemmas)


def solid(text: str) -> str:
    """The text as one word, without hyphens."""
    return text.replace("-", "")


class LabelIndex:
    """Labels by their first word and by their solid form."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._first: dict[str, list[Label]] = {}
        self._solid: dict[str, list[Label]] = {}
        self._beginnings: set[str] = set()
        for label in labels:
            self._add(label)
        for found in self._first.values():
            found.sort(key=lambda label: -len(label.words))

    def _add(self, label: Label) -> None:
        if not label.words:
            return
        for key in label.words[0]:
            self._first.setdefault(key, []).append(label)
        whole = solid("".join(token for token, _, _ in tokenize(label.text)))
        if len(whole) > EXACT:
            self._solid.setdefault(whole, []).append(label)
            self._beginnings.update(whole[:end] for end in range(EXACT, len(whole)))

    def at(self, words: Sequence[Word], start: int, keys: Keys) -> tuple[int, list[Label]]:
        """Number of words and labels of the longest match that begins at `words[start]`."""
        size, found = self._word_by_word(words, start, keys)
        for length in range(min(_WINDOW, len(words) - start), max(size, 1) - 1, -1):
            glued = self._glued(words, start, length, keys)
            if glued:
                return length, [*found, *glued] if length == size else glued
        return size, found

    def whole(self, text: str) -> list[Label]:
        """Labels that are this word, hyphens and spaces aside."""
        return self._solid.get(solid(text), [])

    def _word_by_word(
        self, words: Sequence[Word], start: int, keys: Keys
    ) -> tuple[int, list[Label]]:
        size, found = 0, list[Label]()
        for key in keys(words[start]):
            for label in self._first.get(key, ()):
                length = len(label.words)
                if length < size:
                    break
                if label in found or not _fits(label, words, start, keys):
                    continue
                if length > size:
                    size, found = length, []
                found.append(label)
        return size, found

    def _glued(self, words: Sequence[Word], start: int, length: int, keys: Keys) -> list[Label]:
        """Labels equal to the words written together, the last one in a base form."""
        head = ""
        for word in words[start : start + length - 1]:
            head += solid(word.surface)
            if head not in self._beginnings:
                return []
        found: list[Label] = []
        for key in keys(words[start + length - 1]):
            for label in self._solid.get(head + solid(key), ()):
                # A label of as many words has been tried word by word.
                if len(label.words) != length and label not in found:
                    found.append(label)
        return found


def _fits(label: Label, words: Sequence[Word], start: int, keys: Keys) -> bool:
    if start + len(label.words) > len(words):
        return False
    if len(label.text) <= EXACT:
        return words[start].surface == label.text.lower()
    return all(
        not accepted.isdisjoint(keys(words[start + offset]))
        for offset, accepted in enumerate(label.words[1:], 1)
    )
