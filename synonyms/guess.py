"""A Finnish token that Voikko does not know in, a careful guess at its base form and parts out.

New words (zumbatunti), hyphenated ones (äiti-lapsi-ryhmä), abbreviations with endings (mll:n) and
inflected names (korsossa) end here. The surface form always stays among the lemmas.
"""

import re
from collections.abc import Callable

from synonyms.compounds import head_lemma
from synonyms.reading import Reading, unique

Lookup = Callable[[str], list[dict[str, str]]]
Known = Callable[[str, list[dict[str, str]]], Reading]

_CLITIC = re.compile(r"^(.{4,}?)(?:kin|kaan|kään|han|hän|ko|kö|pa|pä)$")
# Endings of local cases, genitive, illative, partitive and plural, taken off words nobody knows.
_ENDING = re.compile(
    r"^(.{3,}[aeiouyäö])(?:(?:i?)(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle)|n|t)$"
    r"|^(.{3,}([aeiouyäö]))\3n?$"
    r"|^(.{3,}s)t[aä]$"  # pilatesta: a loan word in -s
)
# Everyday words in -is, made from longer ones: futista, kirppikselle, punttiksella.
_SLANG = re.compile(r"^(.{2,}[^aeiouyäö])i(?:ks(?:e|i)\w*|st[aä])$")
# kahvakuulailu, frisbeegolfailu: a verb-like noun made from a noun.
_DERIVED = re.compile(r"^(.{4,}?)(?:ilu|ily|ttelu|ttely|ilija|ilijä)$")
# Shorter heads and tails make words out of names (kai + kuset).
_HEAD = 4
_TAIL = 5
# Ends of simple words that happen to be words: haitaristi, dekkaristi, sokerikko, luokkalainen.
_NO_TAILS = frozenset({"risti", "riksi", "rikko", "rippi", "kaide", "alainen", "lainen"})


def guess(token: str, lookup: Lookup, known: Known) -> Reading:
    """Read a token without a dictionary entry; `known` reads one that has analyses."""
    if token[0].isdigit() and token.isalnum() and token[-1].isdigit():
        return Reading((token,), known=True, kind="number")
    if ":" in token:
        return Reading((token.partition(":")[0],))
    if "-" in token:
        return _hyphenated(token, lookup, known)
    bare = _without_clitic(token)
    return _compound(bare, token, lookup, known) or _single(bare, token, lookup)


def _without_clitic(token: str) -> str:
    match = _CLITIC.match(token)
    return match[1] if match else token


def _hyphenated(token: str, lookup: Lookup, known: Known) -> Reading:
    """Read each side of the hyphens; the lemma keeps the heads as written."""
    heads = [piece for piece in token.split("-")[:-1] if piece]
    tail = token.rsplit("-", 1)[-1]
    last = _tail(heads, tail, lookup, known)
    before = token[: len(token) - len(tail)]
    return Reading(
        unique([before + lemma for lemma in last.lemmas]) or (token,),
        parts=unique([head_lemma(head, lookup) for head in heads], last.lemmas, last.parts),
        joined=last.joined,
        roots=last.roots,
        known=last.known,
        kind=last.kind,
    )


def _tail(heads: list[str], tail: str, lookup: Lookup, known: Known) -> Reading:
    if not tail:
        return Reading(())
    found = lookup(tail)
    if found:
        return known(tail, found)
    # Voikko knows "vuotiaat" only after a number: 65-vuotiaat.
    for analysis in lookup(f"{heads[-1]}-{tail}") if heads else ():
        return Reading((analysis["BASEFORM"].rsplit("-", 1)[-1].lower(),), known=True)
    return guess(tail, lookup, known)


def _compound(token: str, surface: str, lookup: Lookup, known: Known) -> Reading | None:
    """An unknown head before a known noun: zumbatunnille -> zumbatunti (zumba, tunti)."""
    for cut in range(_HEAD, len(token) - _TAIL + 1):
        found = [
            analysis
            for analysis in lookup(token[cut:])
            if analysis.get("CLASS") == "nimisana"
            and len(analysis["BASEFORM"]) >= _TAIL
            and analysis["BASEFORM"] not in _NO_TAILS
        ]
        if found:
            tail = known(token[cut:], found)
            lemmas = unique([token[:cut] + lemma for lemma in tail.lemmas], [surface])
            head = head_lemma(token[:cut], lookup)
            return Reading(lemmas, unique([head], tail.lemmas), tail.roots, kind="noun")
    return None


def _single(token: str, surface: str, lookup: Lookup) -> Reading:
    lemmas = [surface, token]
    if slang := _SLANG.match(token):
        lemmas.append(f"{slang[1]}is")
    ending = _ENDING.match(token) if len(token) >= 5 else None
    if ending:
        lemmas.extend(group for group in (ending[1], ending[2], ending[4]) if group)
    roots = []
    derived = _DERIVED.match(token)
    if derived and any(found.get("SIJAMUOTO") == "nimento" for found in lookup(derived[1])):
        roots.append(derived[1])
    return Reading(unique(lemmas), roots=tuple(roots))
