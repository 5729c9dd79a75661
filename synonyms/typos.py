"""A word that nothing knows in, words that may be meant out, the likeliest first."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from synonyms.finnish import voikko_suggestions
from synonyms.lexicon import Lexicon
from synonyms.opposites import protected
from synonyms.words import analyze

LONG = 8  # letters from which two mistakes are believed


def respellings(
    word: str, lang: str, lexicon: Lexicon, labels: Lexicon, limit: int = 6
) -> list[str]:
    """Other spellings: without accents, else the speller's and words of the index, by distance."""
    if folded := lexicon.folded(word) or labels.folded(word):
        return folded
    found = dict.fromkeys(_spelled(word, lang))
    for words in (lexicon, labels):
        found |= dict.fromkeys(name for name, _ in words.near(word, limit))
    kept = [name for name in found if name != word and not protected(word, name)]
    return sorted(kept, key=lambda name: (_distance(word, name), -_frequency(name, lang, lexicon)))


def _distance(word: str, name: str) -> int:
    return int(OSA.distance(word, name))


def _frequency(name: str, lang: str, lexicon: Lexicon) -> int:
    """Listings with the commonest base form of the spelling; of several words, the rarest's."""
    best = (max(map(lexicon.df, (word.surface, *word.lemmas))) for word in analyze(name, lang))
    return min(best, default=0)


def _spelled(word: str, lang: str) -> Iterator[str]:
    if lang != "fi":
        return
    most = 2 if len(word) >= LONG else 1
    for suggestion in voikko_suggestions(word):
        plain = suggestion.lower()
        if _distance(word, plain) <= most:
            yield plain
