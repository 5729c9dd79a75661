"""A word that nothing knows in, words that may be meant out, the likeliest first."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from synonyms.finnish import voikko_suggestions
from synonyms.lexicon import Lexicon
from synonyms.opposites import protected

LONG = 8  # letters from which two mistakes are believed


def respellings(word: str, lang: str, lexicon: Lexicon, limit: int = 6) -> list[str]:
    """Other spellings: without accents, then the speller's, then words of the index near by."""
    found = dict.fromkeys(lexicon.folded(word))
    found |= dict.fromkeys(_spelled(word, lang))
    found |= dict.fromkeys(name for name, _ in lexicon.near(word, limit))
    return [name for name in found if name != word and not protected(word, name)][: 2 * limit]


def _spelled(word: str, lang: str) -> Iterator[str]:
    if lang != "fi":
        return
    most = 2 if len(word) >= LONG else 1
    for suggestion in voikko_suggestions(word):
        plain = suggestion.lower()
        if OSA.distance(word, plain.replace(" ", ""), score_cutoff=most) <= most:
            yield plain
