"""Word groups that look alike and must never be merged: free and paid, home and homeless.

Roots, compound parts, typo candidates and soft matches ask `protected` before they put two words
together. The table is data/opposites.tsv; Finnish -ton/-tön and Swedish -lös/-fri, which turn a
word into its opposite, are also caught by rule.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from synonyms.tsv import DATA, labels, read_rows

# A stem of two letters is the shortest that carries meaning here: työ-tön, uni -> une-ton.
_NEGATIVE = re.compile(
    r"^(?P<stem>.{2,}?)(?:t(?:on|ön)|tt(?:oma|ömä)\w*|tt(?:omu|ömy)\w*|s?lös\w{0,4}|s?fri(?:a|tt?|het)?|less(?:ness)?)$"
)
_STEM = 2  # fewest letters a word and its negation share (koti, kodi-ton)
_CHANGE = 2  # most letters at the end of a stem that inflection changes (päihde, päihtee-tön)


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, tuple[frozenset[str], ...]]:
    """Word -> for each row it stands in, the words of the row's other groups."""
    found: dict[str, list[frozenset[str]]] = {}
    for row in read_rows(DATA / "opposites.tsv"):
        groups = [frozenset(labels(group)) for group in row["groups"].split("/")]
        for group in groups:
            others = frozenset[str]().union(*(other for other in groups if other is not group))
            for word in group:
                found.setdefault(word, []).append(others - group)
    return {word: tuple(rows) for word, rows in found.items()}


def negative(word: str) -> bool:
    """Whether the word has the shape of a negation: -ton, -ttomuus, -lös, -fri, -less."""
    return _NEGATIVE.match(word) is not None


def protected(a: str, b: str) -> bool:
    """Whether the two words (base forms, lower case) must be kept apart."""
    if a == b:
        return False
    if any(b in others for others in opposites().get(a, ())):
        return True
    return _negates(a, b) or _negates(b, a)


def _negates(negation: str, word: str) -> bool:
    """Whether `negation` is a negative derivation of `word`, which itself is not negative."""
    match = _NEGATIVE.match(negation)
    if match is None or negative(word):
        return False
    stem = match["stem"]
    shared = max(_STEM, min(len(stem), len(word)) - _CHANGE)
    return stem[:shared] == word[:shared] and abs(len(stem) - len(word)) <= _CHANGE
