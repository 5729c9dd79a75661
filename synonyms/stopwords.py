"""A word in, whether it carries meaning out: grammar ("function") and ways of asking ("filler").

Kept apart, since grammar can be left out everywhere, while filler is only filler in a query:
"etsin" says nothing there, but "etsivä nuorisotyö" is a thing. The lists are data/stopwords.tsv.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from synonyms.languages import language
from synonyms.tsv import DATA, labels, read_rows
from synonyms.words import Word


@lru_cache(maxsize=1)
def stopwords() -> Mapping[tuple[str, str], frozenset[str]]:
    """(language, "function" or "filler") -> words."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in read_rows(DATA / "stopwords.tsv"):
        found.setdefault((row["lang"], row["kind"]), set()).update(labels(row["words"]))
    return {key: frozenset(words) for key, words in found.items()}


def is_function(word: Word | str, lang: str) -> bool:
    """Whether the word is grammar: its surface form is listed, or every reading of it is."""
    listed = stopwords().get((language(lang), "function"), frozenset())
    if isinstance(word, str):
        return word in listed
    return word.surface in listed or all(lemma in listed for lemma in word.lemmas)


def is_filler(word: Word | str, lang: str) -> bool:
    """Whether the word only says that somebody is looking for something."""
    listed = stopwords().get((language(lang), "filler"), frozenset())
    if isinstance(word, str):
        return word in listed
    return word.surface in listed or all(lemma in listed for lemma in word.lemmas)


def telling_words(words: Sequence[Word], lang: str) -> list[Word]:
    """Words that say what is looked for: no grammar, and no filler unless there is nothing else."""
    content = [word for word in words if not is_function(word, lang)]
    return [word for word in content if not is_filler(word, lang)] or content
