"""A title in; its words as comparable atoms, what they tell apart, and its numbers out.

Words stand by base form and compounds by their parts, so that "Kuoroillat" and "kuoro-ilta" are
near. A word that no dictionary knows is marked, since only there a differing letter may be a slip.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from indexers.duplicates.title_words import STRICT, dimension, is_filler, marks_of
from indexers.listing import Text
from synonyms.concepts import Concepts
from synonyms.opposites import opposites
from synonyms.stopwords import is_function
from synonyms.words import Word, analyze, fold

MOST_LANGUAGES = 6
MOST_ATOMS = 16  # of a title; longer ones are sentences
UNKNOWN = "?"  # before an atom that no dictionary knows
# P10, 7, 9v: the letter tells girls from boys, what follows is a unit.
NUMBER = re.compile(r"([a-z]?)0*(\d+)")
# Group A, course II: told by capitals, and not by the title's first word.
GROUP_NAME = re.compile(r"I{1,3}|IV|V|VI{1,3}|[A-H]")
HYPHENATED_GROUP = re.compile(r"([a-h])-\w{3,}")


class Title(NamedTuple):
    """One title. `things` say what it is, `fillers` only that it is something."""

    joined: str  # its letters and digits, folded: Kuoro-ilta is Kuoroilta
    things: tuple[str, ...]
    fillers: tuple[str, ...]


class Titles(NamedTuple):
    """The titles of a listing, and what all of them tell together."""

    by_language: Mapping[str, Title]
    marks: tuple[str, ...]  # see title_words
    numbers: tuple[str, ...]
    concepts: tuple[str, ...]  # the same in every language


def read_titles(texts: Mapping[str, Text]) -> Titles:
    """The titles of some languages' texts."""
    marks, numbers, concepts = set[str](), set[str](), set[str]()
    found = {}
    for lang, title in islice(_own(texts), MOST_LANGUAGES):
        words = analyze(title, lang)
        found[lang] = _title(title, words, lang, marks)
        numbers |= set(_numbers(words, title))
        concepts |= {match.concept for match in _concepts().match(words, lang)}
    return Titles(found, *(tuple(sorted(one)) for one in (marks, numbers, concepts)))


def _own(texts: Mapping[str, Text]) -> Iterator[tuple[str, str]]:
    """Titles by language without copies: some sources repeat the Finnish one under sv and en."""
    seen = set[str]()
    for lang, text in sorted(texts.items(), key=lambda one: (one[0] != "fi", one[0])):
        if text.title and text.title not in seen:
            seen.add(text.title)
            yield lang, text.title


@cache
def _concepts() -> Concepts:
    return Concepts.load()


def atoms(text: str, lang: str) -> frozenset[str]:
    """The words of a text (a name of an organisation, a town) as atoms of titles."""
    return frozenset(
        atom
        for word in analyze(text, lang)
        if not is_function(word, lang)
        for atom in map(_atom, _pieces(word))
    )


def _title(title: str, words: Iterable[Word], lang: str, marks: set[str]) -> Title:
    things, fillers, marking = list[str](), list[str](), list[str]()
    for word in words:
        if is_function(word, lang) or _is_number(word):
            continue
        sign = "" if word.known else UNKNOWN
        for piece in _telling_pieces(word, lang):
            told = marks_of(piece, lang)
            marks |= set(told)
            group = fillers if is_filler(piece, lang) else things
            if any(dimension(mark) in STRICT for mark in told):
                group = marking
            if len(piece) > 1:  # A-ryhmä: its letter is among the numbers
                group.append(sign + _atom(piece))
    return Title(
        joined="".join(letter for letter in fold(title) if letter.isalnum()),
        things=_some(things or marking),  # "Seniorit" is nothing but seniors
        fillers=_some(fillers),
    )


def _telling_pieces(word: Word, lang: str) -> tuple[str, ...]:
    """The whole word where it tells something apart (jatkokurssi), else its pieces."""
    whole = next((one for one in (*word.lemmas, word.surface) if marks_of(one, lang)), None)
    return (whole,) if whole else _pieces(word)


def _pieces(word: Word) -> tuple[str, ...]:
    """The parts of a compound, else the base form that most readings share, the shortest.

    One that has an opposite goes first: varattu is reserved, and not to reserve.
    """
    return word.parts or (min(word.lemmas, key=_worth),)


def _worth(lemma: str) -> tuple[bool, int, str]:
    return lemma not in opposites(), len(lemma), lemma


def _atom(piece: str) -> str:
    return fold(piece).replace("-", "")


def _some(atoms_found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(atoms_found)))[:MOST_ATOMS]


def _is_number(word: Word) -> bool:
    return any(letter.isdigit() for letter in word.surface)


def _numbers(words: Iterable[Word], title: str) -> Iterator[str]:
    """Numbers and names of groups (A, II), which tell groups, ages, teams and years apart."""
    shouted = title.isupper()
    for position, word in enumerate(words):
        if _is_number(word):
            yield from ("".join(found) for found in NUMBER.findall(fold(word.surface)))
        if position and not shouted and GROUP_NAME.fullmatch(title[word.start : word.end]):
            yield word.surface
        if hyphenated := HYPHENATED_GROUP.fullmatch(fold(word.surface)):
            yield hyphenated[1]
