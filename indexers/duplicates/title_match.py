"""Two listings' titles compared: how alike they are, and what they tell apart."""

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

from indexers.duplicates.titles import UNKNOWN, Title, Titles
from synonyms.opposites import protected

# What a word weighs beside one that says what the thing is: fillers come and go between sources,
# and names of the town or the organisation are put into a title by one source and not by another.
FILLER_WEIGHT = 0.2
CONTEXT_WEIGHT = 0.1
# From this many letters on, one differing letter is taken for a slip where a dictionary does not
# know the word; twice as many allow two.
SLIP_FROM = 6
# Titles without a common language are compared by their concepts, which say less than words.
ACROSS_LANGUAGES = 0.8
# So many things make a title that few others have: "Jooga" is had by many, "Luontokerho Oravat"
# by one.
TELLING_THINGS = 3


class TitleMatch(NamedTuple):
    """How alike the titles are, 0..1; how rare such a title is, 0..1; in one language or across."""

    alike: float
    telling: float
    odd: bool = False  # one of them has a thing that the other does not
    across: bool = False
    opposite: str = ""  # words that exclude each other, for the reader


def compare_titles(a: Titles, b: Titles, context: frozenset[str]) -> TitleMatch:
    """How alike over all shared languages; `context` is the atoms of towns and organisations."""
    left, right = a.by_language, b.by_language
    matches = [_compare(left[lang], right[lang], context) for lang in left if lang in right]
    if matches:
        return TitleMatch(
            alike=sum(match.alike for match in matches) / len(matches),
            telling=max(match.telling for match in matches),
            odd=any(match.odd for match in matches),
            opposite=next((match.opposite for match in matches if match.opposite), ""),
        )
    written = {title.joined for title in left.values()}
    same = [title for title in right.values() if title.joined in written]
    if same:  # the text of one language under the key of another
        return TitleMatch(1.0, _telling(same[0]))
    return _across(a.concepts, b.concepts)


def _telling(title: Title) -> float:
    return min(1.0, len(title.things) / TELLING_THINGS)


def _across(a: Iterable[str], b: Iterable[str]) -> TitleMatch:
    first, second = set(a), set(b)
    total = len(first) + len(second)
    alike = 2 * len(first & second) / total if total else 0.0
    return TitleMatch(alike * ACROSS_LANGUAGES, 0.0, across=True)


def _compare(a: Title, b: Title, context: frozenset[str]) -> TitleMatch:
    if a.joined == b.joined or _is_slip_of_all(a, b):
        return TitleMatch(1.0, _telling(a))
    left, right = set(a.things), set(b.things)
    both = left & right
    slips = list(_slips(left - both, right - both))
    left -= both | {one for one, _ in slips}
    right -= both | {other for _, other in slips}
    shared = len(both) + len(slips)
    fillers = len(set(a.fillers) & set(b.fillers)) * FILLER_WEIGHT
    odd_fillers = len(set(a.fillers) ^ set(b.fillers)) * FILLER_WEIGHT
    odd = [one for one in left | right if _bare(one) not in context]
    in_context = CONTEXT_WEIGHT * (len(left) + len(right) - len(odd))
    met = 2 * (shared + fillers)
    total = met + len(odd) + in_context + odd_fillers
    alike = met / total if total else 0.0
    return TitleMatch(
        alike,
        min(1.0, shared / TELLING_THINGS),
        odd=bool(odd),
        opposite=_opposite(left, right) if shared else "",
    )


def _opposite(left: Iterable[str], right: Iterable[str]) -> str:
    pairs = ((_bare(one), _bare(other)) for one in sorted(left) for other in sorted(right))
    return next((f"{one}/{other}" for one, other in pairs if protected(one, other)), "")


def _bare(atom: str) -> str:
    return atom.removeprefix(UNKNOWN)


def _slips(left: set[str], right: set[str]) -> Iterable[tuple[str, str]]:
    """Pairs of words that are one word with a slip; each word once."""
    free = set(right)
    for one in sorted(left):
        found = next((other for other in sorted(free) if _is_slip(one, other)), None)
        if found is not None:
            free.discard(found)
            yield one, found


def _is_slip_of_all(a: Title, b: Title) -> bool:
    """Whether the titles differ by a slip that hides a compound's parts: kuntopiirri."""
    odd = set(a.things) ^ set(b.things)
    unknown = max((one for one in odd if one.startswith(UNKNOWN)), key=len, default="")
    return _near(a.joined, b.joined, len(_bare(unknown)))


def _is_slip(one: str, other: str) -> bool:
    if not (one.startswith(UNKNOWN) or other.startswith(UNKNOWN)):
        return False
    one, other = _bare(one), _bare(other)
    shorter = min(len(one), len(other))
    return one == other or (_near(one, other, shorter) and not protected(one, other))


def _near(one: str, other: str, letters: int) -> bool:
    """Whether they differ by no more than slips of a word of so many letters."""
    allowed = min(2, letters // SLIP_FROM)
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed
