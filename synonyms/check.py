"""Concepts in, problems of their tables out: what `lahella synonyms check` shows an editor."""

from collections.abc import Iterator
from dataclasses import dataclass

from synonyms.concept_table import LANGUAGES
from synonyms.concepts import Concept, Concepts
from synonyms.stopwords import is_filler, is_function
from synonyms.words import analyze

# More children or labels than this make a concept match, or widen a search to, almost anything.
MOST_NARROWER = 40
MOST_LABELS = 25


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should look at."""

    severity: str
    """"error" for what is wrong, "warning" for what may be meant."""
    concept: str
    message: str


def check(concepts: Concepts) -> list[Problem]:
    """All problems of the tables, in their order, errors first."""
    found = [problem for concept in concepts for problem in _concept(concept, concepts)]
    found.extend(_duplicates(concepts))
    return sorted(found, key=lambda problem: problem.severity != "error")


def _concept(concept: Concept, concepts: Concepts) -> Iterator[Problem]:
    yield from _links(concept, concepts)
    yield from _size(concept, concepts)
    for lang in LANGUAGES:
        if not concept.labels.get(lang):
            yield Problem("warning", concept.id, f"It has no label in {lang}.")
    for lang, labels in concept.labels.items():
        for label in labels:
            yield from _label(concept, label, lang, concepts)


def _links(concept: Concept, concepts: Concepts) -> Iterator[Problem]:
    for column, ids in (("broader", concept.broader), ("related", concept.related)):
        for id_ in ids:
            if id_ not in concepts:
                yield Problem("error", concept.id, f"Its {column} {id_} is in no table.")
    above = [id_ for id_ in concept.broader if id_ in concepts]
    if concept.id in above or any(
        concept.id in (id_ for id_, _ in concepts.broader(parent)) for parent in above
    ):
        yield Problem(
            "error", concept.id, "It is broader than itself: its broader ids form a loop."
        )


def _size(concept: Concept, concepts: Concepts) -> Iterator[Problem]:
    children = sum(depth == 1 for _, depth in concepts.narrower(concept.id))
    if children > MOST_NARROWER:
        yield Problem("warning", concept.id, f"It has {children} narrower concepts.")
    for lang, labels in concept.labels.items():
        if len(labels) > MOST_LABELS:
            yield Problem("warning", concept.id, f"It has {len(labels)} labels in {lang}.")


def _label(concept: Concept, label: str, lang: str, concepts: Concepts) -> Iterator[Problem]:
    words = analyze(label, lang)
    if len(words) == 1 and (is_function(words[0], lang) or is_filler(words[0], lang)):
        yield Problem("error", concept.id, f"Its label {label!r} ({lang}) is a stop word.")
    matches = concepts.match(words, lang)
    if not any(
        match.concept == concept.id and match.words == (0, len(words)) and match.via == "lemma"
        for match in matches
    ):
        yield Problem("error", concept.id, f"No text reaches its label {label!r} ({lang}).")


def _duplicates(concepts: Concepts) -> Iterator[Problem]:
    """Labels of two concepts in one language: a text with the word means both."""
    owners: dict[tuple[str, str], list[str]] = {}
    for concept in concepts:
        for lang, labels in concept.labels.items():
            for label in {label.lower() for label in labels}:
                owners.setdefault((lang, label), []).append(concept.id)
    for (lang, label), ids in owners.items():
        if len(ids) > 1:
            yield Problem("error", ids[0], f"{label!r} ({lang}) is a label of {', '.join(ids)}.")
