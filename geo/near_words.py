"""Words round a place that ask for what is near it, or only serve it: lists and how they match."""

from collections.abc import Sequence

# Before the name. Longer phrases first.
_NEAR_BEFORE = (
    ("i", "närheten", "av"),
    ("in", "the", "vicinity", "of"),
    ("close", "to"),
    ("lähellä",),
    ("lähelle",),
    ("läheltä",),
    ("near",),
    ("around",),
    ("nära",),
    ("kring",),
    ("runt",),
)

# After the name, in Finnish, where it stands in the genitive or partitive (or uninflected).
_NEAR_AFTER = frozenset(
    (
        *("lähellä", "lähelle", "läheltä", "lähistöllä", "lähistöltä", "lähistölle"),
        *("lähettyvillä", "lähettyviltä", "lähiseudulla", "lähiseudulta", "lähialueella"),
        *("lähialueelta", "lähialueilla", "seudulla", "seudulta", "seudulle", "ympäristössä"),
        *("tienoilla", "liepeillä", "tuntumassa", "nurkilla"),
    )
)

# Swedish and English prepositions of place: they mean nothing once the place is taken out.
_PREPOSITIONS = frozenset(["i", "på", "från", "till", "vid", "in", "at", "from", "to"])


def words_before(words: Sequence[str], start: int) -> tuple[int, bool]:
    """Return how many words before words[start] serve the place, and whether they say near."""
    for phrase in _NEAR_BEFORE:
        first = start - len(phrase)
        if first >= 0 and tuple(words[first:start]) == phrase:
            return len(phrase), True
    if start > 0 and words[start - 1] in _PREPOSITIONS:
        return 1, False
    return 0, False


def word_after(words: Sequence[str], end: int) -> bool:
    """Tell whether words[end], right after the place, says near."""
    return end < len(words) and words[end] in _NEAR_AFTER
