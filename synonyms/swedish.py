"""A Swedish word in, its compound parts out: two or three known words, linked by a letter or not.

närståendevårdaren -> närstående + vårdare, sorgegruppen -> sorg + grupp. The word list has no word
classes, so a noun is told by its own inflected forms, and short words are only taken from a set:
what is split wrongly (kon + takt, för + lust) finds the wrong listings.
"""

import re
from collections.abc import Iterator

from synonyms.dictionaries import look_up
from synonyms.reading import Reading, unique

_HEAD = 4
_TAIL = 4  # shorter tails (het, lös, fri, are) are endings more often than words
# Three-letter words that often begin compounds of this field: sim-hall, mat-lagning, hem-vård.
_SHORT_HEADS = frozenset(
    [
        *("bad", "bil", "bok", "båt", "dag", "hav", "hem", "hus", "hår", "hör", "jul", "kod"),
        *("kör", "lek", "läs", "löp", "mat", "mor", "mål", "nät", "nöd", "sim", "sjö", "snö"),
        *("sol", "sök", "tal", "tid", "tro", "tåg", "val", "vän", "våg", "vår", "väv", "öst"),
    ]
)
_SHORT_TAILS = frozenset({"bok", "båt", "hem", "hus", "kör", "lek", "mat", "vän", "väv"})
# Prepositions, prefixes and pronouns: what they begin is one word, not a compound of two.
_NO_HEADS = frozenset(
    [
        *("efter", "emot", "fort", "fram", "från", "före", "genom", "inne", "mellan", "någon"),
        *("samman", "till", "tills", "under", "utan", "varan", "vidare", "åter", "över"),
    ]
)
# Endings that look like words; a split before them would be wrong or turn the meaning round.
_NO_TAIL = re.compile(
    r"^(?:lös|fri(?:a|het\w*|tt?)?$|samhet|skap|aktig|ande|ning|ring|else|erna|arna|orna|heten|aren"
    r"|s?isk|enhet|mera$|mar|ares?$|ings?$)"
)
_LINKS = "seou"


def is_base_form(word: str) -> bool:
    """Whether inflected forms of the word lead back to it: the list knows stolen as stol."""
    forms = [word + end for end in ("et", "en", "ar", "er")]
    if word[-1:] in ("a", "e", "l", "r"):
        forms.append(word + "n")
    if word[-1:] == "e":
        forms.append(word + "t")
    return any(look_up(form, "sv") == (word,) for form in forms)


def compound(word: str) -> Reading | None:
    """Split the word where both its end and its head are known; the longest end wins."""
    for cut in range(_HEAD - 1, len(word) - _TAIL + 2):
        tail = _tail(word[cut:])
        head = _head(word[:cut]) if tail else ()
        if tail and head:
            lemmas = unique([word[:cut] + lemma for lemma in tail])
            return Reading(lemmas, parts=unique(head, tail), known=True, kind="noun")
    return None


def _tail(text: str) -> tuple[str, ...]:
    """Base forms of an end that is a noun or an adjective; the list reads many nouns as verbs."""
    if _NO_TAIL.match(text) or (len(text) < _TAIL and text not in _SHORT_TAILS):
        return ()
    if is_base_form(text):
        return (text,)
    return tuple(
        lemma
        for lemma in look_up(text, "sv")
        if (len(lemma) >= _TAIL or lemma in _SHORT_TAILS)
        and (is_base_form(lemma) or lemma[-1] != "a")
    )


def _head(text: str) -> tuple[str, ...]:
    """Base form of a head: its linking letter taken off or its lost letter put back."""
    if text in _NO_HEADS or (len(text) < _HEAD and text not in _SHORT_HEADS):
        return ()
    if len(text) < _HEAD:
        return look_up(text, "sv")[:1] or (text,)
    if is_base_form(text):
        return (text,)
    for candidate in _nouns_behind(text):
        if len(candidate) >= _HEAD - 1 and is_base_form(candidate):
            return (candidate,)
    if text in look_up(text, "sv"):
        return (text,)
    if look_up(text + "a", "sv") == (text + "a",):  # a verb: skriv-
        return (text + "a",)
    inner = compound(text) if len(text) >= 2 * _TAIL else None
    return inner.parts if inner else ()


def _nouns_behind(text: str) -> Iterator[str]:
    """Nouns that may begin a compound in this shape, the likeliest first."""
    yield from (text + "e", text + "a")  # invandrar- is invandrare, skol- is skola
    if text[-1] in "ou":
        yield text[:-1] + "a"  # vecko- is vecka, gatu- is gata
    if text[-1] in _LINKS and text[-2] != text[-1]:
        yield text[:-1]  # samtals- is samtal, sorge- is sorg
        yield text[:-1] + "e"  # regnbågs- is regnbåge
