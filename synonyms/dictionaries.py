"""A token of another language than Finnish in, its base form out: simplemma's lists, or a stem.

The lists are read in simplemma's frugal form (14 MB for Swedish, 3 MB for English) at about 6 us a
look-up; `words.analyze` caches what comes out.
"""

import threading
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import snowballstemmer
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from synonyms.tsv import DATA, labels, read_rows

# Taking compounds apart asks for the same ends and heads again and again.
_CACHED = 32_768

LANGUAGES = frozenset({"sv", "en", "ru", "uk", "ar", "et", "se"})
STEMMERS: Mapping[str, str] = {
    "sv": "swedish",
    "en": "english",
    "ru": "russian",
    "ar": "arabic",
    "et": "estonian",
}
_loading = threading.Lock()
_stemmers = threading.local()


def dictionary(lang: str) -> Mapping[str, str]:
    """Inflected form -> base form; loaded once per process."""
    with _loading:  # reading a list takes up to a second; no thread does it twice
        return _load(lang)


@cache
def _load(lang: str) -> Mapping[str, str]:
    return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(lang)


@lru_cache(maxsize=1)
def overrides() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(language, form) -> base forms of data/lemmas.tsv, where the word list is wrong."""
    rows = read_rows(DATA / "lemmas.tsv")
    return {(row["lang"], row["form"]): labels(row["lemmas"]) for row in rows}


@lru_cache(maxsize=_CACHED)
def look_up(token: str, lang: str) -> tuple[str, ...]:
    """Base forms by the reviewed table, else by the word list; empty when neither knows."""
    found = overrides().get((lang, token))
    if found is not None:
        return found
    lemma = dictionary(lang).get(token)
    return () if lemma is None else (lemma.lower(),)


def stem(token: str, lang: str) -> str:
    """Light Snowball stem, the token itself where the language has no stemmer."""
    name = STEMMERS.get(lang)
    if name is None:
        return token
    try:
        return str(_stemmers.__dict__[name](token))
    except KeyError:
        word: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
        _stemmers.__dict__[name] = word
        return str(word(token))
