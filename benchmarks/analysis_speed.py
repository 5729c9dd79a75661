"""How fast words are read: texts of the demo listings in, words per CPU second out."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexers.listing import Listing
from synonyms.concepts import Concepts
from synonyms.dictionaries import look_up
from synonyms.words import analyze, read_cached, tokenize

LANGUAGES = ("fi", "sv", "en")
ROUNDS = 3  # the best counts: other work on the machine only makes a round slower
ENOUGH = 30_000  # words in a round that takes words from the cache, so that it lasts


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per CPU second of one thread, of one language."""

    lang: str
    words: int  # of its texts
    distinct: int
    cut: float  # into tokens only: the yardstick
    cold: float  # analysed, each word for the first time
    cached: float  # analysed, each word seen before, tokens included
    matched: float  # matched with the concepts, after the analysis


def analysis_speeds(listings: Iterable[Listing], concepts: Concepts) -> list[Speed]:
    """The speed for each language."""
    listings = list(listings)
    return [_speed(lang, _texts(listings, lang), concepts) for lang in LANGUAGES]


def _texts(listings: Iterable[Listing], lang: str) -> list[str]:
    texts = (one.texts[lang] for one in listings if lang in one.texts)
    return [part for one in texts for part in (one.title, one.summary, one.description) if part]


def _speed(lang: str, texts: Sequence[str], concepts: Concepts) -> Speed:
    distinct = sorted({token for text in texts for token, _, _ in tokenize(text)})
    words = sum(len(tokenize(text)) for text in texts)
    many = list(texts) * max(1, ENOUGH // words)
    analyze("sana", lang)  # loads the dictionary
    read = [analyze(text, lang) for text in many]
    total = sum(map(len, read))
    return Speed(
        lang,
        words,
        len(distinct),
        cut=_rate(total, lambda: [tokenize(text) for text in many]),
        cold=_rate(len(distinct), lambda: [analyze(word, lang) for word in distinct], forget=True),
        cached=_rate(total, lambda: [analyze(text, lang) for text in many]),
        matched=_rate(total, lambda: [concepts.match(one, lang) for one in read]),
    )


def _rate(words: int, work: Callable[[], object], *, forget: bool = False) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        if forget:
            forget_words()
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return words / best


def forget_words() -> None:
    """Empty the caches of analysed words, as in a process that has just started."""
    read_cached.cache_clear()
    look_up.cache_clear()
