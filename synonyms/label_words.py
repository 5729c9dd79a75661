"""One-word labels of the concepts as a lexicon: a thing that nobody offers can be spelled too."""

from functools import cache

from synonyms.concepts import Concepts
from synonyms.lexicon import Lexicon

LANGUAGES = ("fi", "sv", "en")


@cache
def label_words(concepts: Concepts) -> Lexicon:
    """Labels of one word; the count is that of the labels."""
    frequency: dict[str, int] = {}
    for concept in concepts:
        for lang in LANGUAGES:
            for label in concept.labels.get(lang, ()):
                if " " not in label:
                    frequency[label.lower()] = frequency.get(label.lower(), 0) + 1
    return Lexicon(len(concepts), frequency)
