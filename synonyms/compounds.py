"""One Voikko analysis of a Finnish word in, its compound parts and derivation roots out.

Voikko's WORDBASES alone turns meaning round (maksuton and maksullinen both give maksu), so a root
is only taken from the unit it stands in, never across a negation or against the opposites table.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from synonyms.opposites import protected
from synonyms.reading import unique

# "+ui(uida)+n+ti(+ti)" -> ("ui", "uida"), ("n", ""), ("ti", "+ti")
_MORPHEME = re.compile(r"\+?([^+()]+)(?:\(([^)]*)\))?")
_NEGATIONS = ("+ton", "+tön")
# Longer compounds are jokes or noise, and looking their pieces up takes milliseconds.
MOST_UNITS = 6

Lookup = Callable[[str], list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One part of a compound: where it stands in the surface form and what it is made of."""

    text: str
    morphemes: tuple[tuple[str, str], ...]
    last: bool

    @property
    def negated(self) -> bool:
        """Whether a -ton/-tön suffix stands in the unit."""
        return any(base in _NEGATIONS for _, base in self.morphemes)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Parts in order, longer pieces of compounds of three or more, and derivation roots."""

    parts: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()


def pieces(surface: str, analysis: dict[str, str], lookup: Lookup) -> Pieces:
    """Take one analysis of `surface` apart; `lookup` gives Voikko's analyses of a piece."""
    lemma = analysis.get("BASEFORM", surface).lower()
    found = units(surface, lemma, analysis)
    if not found:
        return Pieces()
    parts: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    # väkivallaton is väkivalta + ton, not väki + vallaton: a negation covers the whole compound.
    if len(found) > 1 and not found[-1].negated:
        parts = tuple(unit_lemma(unit, lookup) for unit in found)
        joined = _joined(found, lookup) if 2 < len(found) <= MOST_UNITS else ()
    roots = [root for unit in found for root in _roots(unit, lemma, len(found) == 1, lookup)]
    taken = {lemma, *parts}
    keep = unique([root for root in roots if root not in taken and not protected(root, lemma)])
    return Pieces(
        tuple(part for part in parts if not _misleads(part, (lemma, *joined))),
        tuple(piece for piece in joined if piece != lemma),
        keep,
    )


def _misleads(part: str, wholes: tuple[str, ...]) -> bool:
    """Whether a part means something else inside a longer piece: omainen in viranomaiskirje."""
    return any(protected(part, whole) for whole in wholes)


def units(surface: str, lemma: str, analysis: dict[str, str]) -> list[Unit]:
    """Segments of STRUCTURE, kept together where WORDBASES has them as one word."""
    lengths = [len(part) for part in analysis.get("STRUCTURE", "").split("=") if part]
    if not lengths:
        return []
    morphemes = [
        (text, base) for text, base in _MORPHEME.findall(analysis.get("WORDBASES") or "") if text
    ]
    ends = [sum(lengths[: index + 1]) for index in range(len(lengths))]
    if len(ends) > 1 and not (len(morphemes) == 1 and "=" in morphemes[0][1]):
        ends = _outside_words(ends, morphemes)
    # Only the last unit is inflected; its base form is what the lemma has after the others.
    starts = [0, *ends[:-1]]
    result = []
    position = 0
    for start, end in zip(starts, ends, strict=True):
        last = end == ends[-1]
        text = lemma[start:] if last else surface[start:end]
        inside, position = _within(morphemes, position, end, last)
        result.append(Unit(text.strip("-"), inside, last))
    return [unit for unit in result if unit.text]


def _outside_words(ends: list[int], morphemes: list[tuple[str, str]]) -> list[int]:
    """Leave out the borders that fall inside one lexical morpheme (maahan=muuttaja)."""
    inside: set[int] = set()
    position = 0
    for text, _ in morphemes:
        inside.update(range(position + 1, position + len(text)))
        position += len(text)
    return [end for end in ends[:-1] if end not in inside] + ends[-1:]


def _within(
    morphemes: list[tuple[str, str]], position: int, end: int, last: bool
) -> tuple[tuple[tuple[str, str], ...], int]:
    """Morphemes from character `position` up to `end`; the second value is where they stop."""
    chosen: list[tuple[str, str]] = []
    at = 0
    for text, base in morphemes:
        if position <= at and (last or at < end):
            chosen.append((text, base))
        at += len(text)
    return tuple(piece for piece in chosen if piece[0] != "-"), end


def unit_lemma(unit: Unit, lookup: Lookup) -> str:
    """Base form of one unit: the lemma's own ending, or the head brought back to a base form."""
    if unit.last:
        return unit.text
    if len(unit.morphemes) == 1 and unit.morphemes[0][1]:
        return unit.morphemes[0][1].replace("=", "").lower()
    return head_lemma(unit.text, lookup)


def head_lemma(text: str, lookup: Lookup) -> str:
    """Base form of a compound's head, which stands in the nominative, the genitive or as -is."""
    for analysis in lookup(text):
        if analysis.get("SIJAMUOTO") in ("nimento", "omanto"):
            return analysis["BASEFORM"].lower()
    if text.endswith("is") and lookup(text[:-2] + "inen"):
        return text[:-2] + "inen"
    return text


def _joined(found: list[Unit], lookup: Lookup) -> tuple[str, ...]:
    """Longer pieces: mielenterveyskuntoutuja has mielenterveys, rantalentopallo has lentopallo."""
    heads = ["".join(unit.text for unit in found[:count]) for count in range(2, len(found))]
    tails = ["".join(unit.text for unit in found[count:]) for count in range(1, len(found) - 1)]
    pieces = unique([head_lemma(head, lookup) for head in heads], tails)
    return tuple(piece for piece in pieces if lookup(piece))


def _roots(unit: Unit, lemma: str, whole: bool, lookup: Lookup) -> list[str]:
    if unit.negated:
        return _negative_roots(unit, lemma, whole, lookup)
    morphemes = unit.morphemes
    if len(morphemes) == 1 and not unit.last and not morphemes[0][1]:
        return _verb_roots(unit.text, lookup)  # uima- in uimahalli
    if len(morphemes) < 2:
        return []
    bases = [base.replace("=", "").lower() for _, base in morphemes if base and base[0] != "+"]
    return [base for base in bases if not protected(base, unit.text)]


def _verb_roots(text: str, lookup: Lookup) -> list[str]:
    """The verb of a bare -ma/-mä head."""
    bases = [
        base
        for analysis in lookup(text)
        if analysis.get("PARTICIPLE") == "agent"
        for _, base in _MORPHEME.findall(analysis.get("WORDBASES") or "")
        if base and base[0] != "+"
    ]
    return bases[:1]


def _negative_roots(unit: Unit, lemma: str, whole: bool, lookup: Lookup) -> list[str]:
    """The -ton adjective of a -ttomuus noun; the word that is negated never is a root."""
    texts = ""
    for text, base in unit.morphemes:
        if base in _NEGATIONS:
            head = "" if whole else lemma[: len(lemma) - len(unit.text)]
            adjective = head + texts + base[1:]
            return [adjective] if lookup(adjective) else []
        texts += text
    return []
