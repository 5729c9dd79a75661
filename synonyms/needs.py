"""Needs: what somebody is looking for help with, read from concepts and from whole sentences.

The tables are data/needs.tsv (a need, its concepts, labels and descriptions) and
data/need_phrases.tsv (words that together mean a need: "juoda liikaa").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from synonyms.languages import language
from synonyms.tsv import DATA, read_rows
from synonyms.words import Word, fold

LABEL_LANGUAGES = ("fi", "sv", "en", "se", "ru", "uk", "ar", "so", "et")
FOLDED = "~"  # marks a form without its accents
NEAR = 6  # words of a phrase stand within so many words of each other


@dataclass(frozen=True, slots=True)
class Need:
    """One need."""

    id: str
    concepts: frozenset[str]
    labels: Mapping[str, str]
    descriptions: Mapping[str, str]

    def label(self, lang: str) -> str:
        """The label in `lang`, Finnish where there is none."""
        return self.labels.get(lang) or self.labels["fi"]

    def description(self, lang: str) -> str:
        """One plain sentence in `lang`, Finnish where there is none."""
        return self.descriptions.get(lang) or self.descriptions["fi"]


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase that means a need, with the concepts it leads to and the words it was read from."""

    need: str
    concepts: tuple[str, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    need: str
    words: tuple[str, ...]
    concepts: tuple[str, ...]


@cache
def needs() -> Mapping[str, Need]:
    """All needs by id, in the order of the table."""
    return {row["id"]: _need(row) for row in read_rows(DATA / "needs.tsv")}


@cache
def _needs_by_concept() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for need in needs().values():
        for concept in need.concepts:
            found[concept] = (*found.get(concept, ()), need.id)
    return found


def needs_of(concepts: Iterable[str]) -> dict[str, str]:
    """Needs that concepts mean, each with the concept that is its reason."""
    reasons: dict[str, str] = {}
    for concept in concepts:
        for need in _needs_by_concept().get(concept, ()):
            reasons.setdefault(need, concept)
    return reasons


def phrases_in(words: Sequence[Word], lang: str) -> list[PhraseMatch]:
    """Phrases whose words all stand near each other, in any order; longest first."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        forms = {word.surface, *word.lemmas}
        # Accents tell words apart (pelätä, pelata); only in an unknown word may they be missing.
        for form in forms if word.known else {*forms, *(FOLDED + fold(one) for one in forms)}:
            places.setdefault(form, []).append(index)
    found = []
    for phrase in _beginning_with(places, language(lang)):
        options = [places.get(word) or places.get(FOLDED + fold(word)) for word in phrase.words]
        if all(options) and (indexes := _together([one for one in options if one])):
            found.append(PhraseMatch(phrase.need, phrase.concepts, indexes))
    return sorted(found, key=lambda match: -len(match.words))


def _beginning_with(forms: Iterable[str], lang: str) -> Iterator[_Phrase]:
    """Phrases whose first word is among the forms, each once."""
    phrases = _phrases().get(lang, {})
    yield from dict.fromkeys(phrase for form in forms for phrase in phrases.get(form, ()))


@cache
def _phrases() -> Mapping[str, Mapping[str, Sequence[_Phrase]]]:
    """Language -> first word, also without accents -> phrases."""
    found: dict[str, dict[str, list[_Phrase]]] = {}
    for row in read_rows(DATA / "need_phrases.tsv"):
        words = tuple(row["phrase"].lower().split())
        phrase = _Phrase(row["need"], words, tuple(row["concepts"].split()))
        for first in (words[0], FOLDED + fold(words[0])):
            found.setdefault(row["lang"], {}).setdefault(first, []).append(phrase)
    return found


def _together(places: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """One place of each word such that all are near the first word's; empty if there is none."""
    for start in places[0]:
        chosen = [min(options, key=lambda at: abs(at - start)) for options in places]
        if max(chosen) - min(chosen) <= NEAR and len(set(chosen)) == len(chosen):
            return tuple(chosen)
    return ()


def _need(row: Mapping[str, str]) -> Need:
    return Need(
        id=row["id"],
        concepts=frozenset(row["concepts"].split()),
        labels={lang: row[lang] for lang in LABEL_LANGUAGES if row[lang]},
        descriptions={lang: row[f"description_{lang}"] for lang in ("fi", "sv", "en")},
    )
