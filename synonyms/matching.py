"""Analysed words in, the concepts they name out, with where and how.

The text's own language comes first; other languages' labels are tried for words it does not know,
so that a reader of the Finnish page can type in English. Of a compound that is no label, the parts
match.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from synonyms.concept_table import LANGUAGES, Concept
from synonyms.label_index import Keys, Label, LabelIndex, label_of, plain_label
from synonyms.languages import language
from synonyms.words import Word, read_cached

# Shorter parts (yö, uni, työ) occur in too many compounds to mean anything by themselves. Swedish
# words are shorter (kör, mat), and its compounds are cut between known nouns only.
PART = {"sv": 3}
PART_ELSEWHERE = 4
# Of a word that no dictionary knows, this much is left before a label at its end, and in it.
HEAD = 3
TAIL = 5
# Between hyphens a part stands by itself: isä-lapsi-kerho.
HYPHENATED_PART = 3
# Script -> languages whose labels an unknown word of that script is read in.
_SCRIPTS = (("\u0400", "\u052f", ("ru", "uk")), ("\u0600", "\u06ff", ("ar",)))


_EMPTY = LabelIndex(())


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """One concept named in a text."""

    concept: str
    start: int
    end: int
    """Character span in the text."""
    words: tuple[int, int]
    """Word span: first index, index after the last."""
    label: str
    lang: str
    """The label that matched and its language."""
    via: str
    """"lemma" for the whole label, "part" for a part of a compound."""


class Matcher:
    """Label indexes per language, made when first needed; safe to share between threads."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)
        self._indexes: dict[str, LabelIndex] = {}
        self._making = threading.Lock()
        self._languages = {lang for concept in self._concepts for lang in concept.labels}
        for lang in LANGUAGES:
            self._index(lang)
        self._plain = LabelIndex(
            plain_label(concept.id, text, lang)
            for concept in self._concepts
            for lang, texts in concept.labels.items()
            if lang not in LANGUAGES
            for text in texts
        )

    def prepare(self) -> None:
        """Make the indexes that are made when first needed: half a second each."""
        for lang in sorted(self._languages):
            self._index(lang)

    def match(self, words: Sequence[Word], lang: str) -> tuple[ConceptMatch, ...]:
        """Concepts named by the words, in order; of overlapping labels the longest."""
        own = language(lang)
        keys = _Keys()
        found: list[ConceptMatch] = []
        start = 0
        while start < len(words):
            size, labels = self._index(own).at(words, start, keys.own)
            if not size:
                size, labels = self._foreign(words, start, own, keys)
            if size:
                found.extend(_matches(words, start, size, labels, "lemma"))
            else:
                size = 1
                shortest = PART.get(own, PART_ELSEWHERE)
                labels = list(_parts(words[start], self._index(own), shortest))
                found.extend(_matches(words, start, 1, labels, "part"))
            start += size
        return tuple(found)

    def _index(self, lang: str) -> LabelIndex:
        index = self._indexes.get(lang)
        if index is None:
            if lang not in self._languages:
                return _EMPTY
            with self._making:
                index = self._indexes.setdefault(lang, LabelIndex(self._labels(lang)))
        return index

    def _labels(self, lang: str) -> Iterator[Label]:
        for concept in self._concepts:
            for text in concept.labels.get(lang, ()):
                yield label_of(concept.id, text, lang)

    def _foreign(
        self, words: Sequence[Word], start: int, own: str, keys: "_Keys"
    ) -> tuple[int, list[Label]]:
        """The longest match in other languages that covers a word unknown in the text's own."""
        if all(word.known for word in words[start : start + 2]):
            return 0, []
        best: tuple[int, list[Label]] = (0, [])
        for lang in (*LANGUAGES, *_by_script(words[start].surface), ""):
            if lang == own:
                continue
            index = self._index(lang) if lang else self._plain
            size, labels = index.at(words, start, keys.foreign(lang))
            if size > best[0] and not all(word.known for word in words[start : start + size]):
                best = (size, labels)
        return best


class _Keys:
    """What a word may read as, in the text's own language and in others."""

    def __init__(self) -> None:
        self._foreign: dict[str, Keys] = {}

    def own(self, word: Word) -> Sequence[str]:
        return word.lemmas if word.surface in word.lemmas else (*word.lemmas, word.surface)

    def foreign(self, lang: str) -> Keys:
        """Base forms in another language for unknown words, the surface form for known ones."""

        def keys(word: Word) -> Sequence[str]:
            if word.known or not lang:
                return (word.surface,)
            return (*read_cached(word.surface, lang).lemmas, word.surface)

        return self._foreign.setdefault(lang, keys)


def _by_script(surface: str) -> tuple[str, ...]:
    for first, last, languages in _SCRIPTS:
        if first <= surface[0] <= last:
            return languages
    return ()


def _parts(word: Word, index: LabelIndex, shortest: int) -> Iterator[Label]:
    """Labels of a compound's parts: longer pieces first, then single parts outside of them."""
    if not word.parts:
        if not word.known:
            yield from _tail(word, index)
        return
    if "-" in word.surface:
        shortest = HYPHENATED_PART
    covered: list[str] = []
    for piece in (*word.joined, *_runs(word.parts)):
        labels = index.whole(piece)
        if labels and not any(piece[:shortest] in longer for longer in covered):
            covered.append(piece)
            yield from labels
    for part in word.parts:
        if len(part) < shortest or any(part[:shortest] in longer for longer in covered):
            continue
        yield from index.whole(part)


def _tail(word: Word, index: LabelIndex) -> Iterable[Label]:
    """Labels at the end of a compound that no dictionary knows: höntsäfutis ends in futis."""
    for lemma in word.lemmas:
        for cut in range(HEAD, len(lemma) - TAIL + 1):
            if labels := index.whole(lemma[cut:]):
                return labels
    return ()


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """Neighbouring parts written together, longest first, not all of them and not single ones."""
    for length in range(len(parts) - 1, 1, -1):
        for start in range(len(parts) - length + 1):
            yield "".join(parts[start : start + length])


def _matches(
    words: Sequence[Word], start: int, size: int, labels: Iterable[Label], via: str
) -> Iterator[ConceptMatch]:
    """One match per concept, by its first label."""
    by_concept: Mapping[str, Label] = {label.concept: label for label in reversed(list(labels))}
    for concept in reversed(list(by_concept)):
        label = by_concept[concept]
        yield ConceptMatch(
            concept,
            words[start].start,
            words[start + size - 1].end,
            (start, start + size),
            label.text,
            label.lang,
            via,
        )
