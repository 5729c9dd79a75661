"""Pairs that score high enough in, groups of listings that are one thing out.

Complete link: everybody in a group matches everybody. One vague record ("Jooga", without a time)
must not tie together the Tuesday and the Thursday group that it resembles equally.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from indexers.duplicates.precedence import rank, source_of
from indexers.duplicates.score import MERGE_AT

# A listing that matches two that another source keeps apart belongs to the better one only if that
# one is better by this much; otherwise it is neither.
CLEARLY = 0.05

Link = frozenset[str]  # two ids


class Pair(NamedTuple):
    """Two listings that were compared."""

    a: str
    b: str
    score: float


def groups(pairs: Iterable[Pair], vetoes: Collection[Link] = frozenset()) -> list[tuple[str, ...]]:
    """Groups of two or more ids, the survivor first; the same whatever the order of the pairs.

    Pairs below MERGE_AT are no links; a veto is never overruled, nor by way of a third listing.
    """
    links = _without_ambiguous(_links(pairs, vetoes))
    partners = _partners(links)
    found = []
    grouped = set[str]()
    for anchor in sorted(partners, key=rank):
        if anchor not in grouped:
            free = [one for one in partners[anchor] if one not in grouped]
            group = _group(anchor, free, links)
            grouped |= set(group)
            found.append(tuple(sorted(group, key=rank)))
    return [group for group in found if len(group) > 1]


def _links(pairs: Iterable[Pair], vetoes: Collection[Link]) -> dict[Link, float]:
    links: dict[Link, float] = {}
    for a, b, score in pairs:
        link = frozenset((a, b))
        if a != b and score >= MERGE_AT and link not in vetoes:
            links[link] = max(score, links.get(link, 0.0))
    return links


def _without_ambiguous(links: dict[Link, float]) -> dict[Link, float]:
    """The links without those of a listing to several that their own source keeps apart."""
    dropped = set[Link]()
    for id_, partners in _partners(links).items():
        by_source = defaultdict[str, list[str]](list)
        for other in partners:
            by_source[source_of(other)].append(other)
        for rivals in by_source.values():
            dropped |= _ambiguous(id_, rivals, links)
    return {link: score for link, score in links.items() if link not in dropped}


def _partners(links: Iterable[Link]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for a, b in map(sorted, links):
        found[a].append(b)
        found[b].append(a)
    return found


def _ambiguous(id_: str, rivals: list[str], links: dict[Link, float]) -> set[Link]:
    """Links to all rivals but the clearly best one and those that are one with it."""
    if len(rivals) < 2:
        return set()
    by_score = sorted(rivals, key=lambda one: (-links[frozenset((id_, one))], one))
    best = by_score[0]
    others = [one for one in by_score[1:] if frozenset((best, one)) not in links]
    if not others:
        return set()
    lead = links[frozenset((id_, best))] - links[frozenset((id_, others[0]))]
    wrong = others if lead >= CLEARLY else rivals
    return {frozenset((id_, one)) for one in wrong}


def _group(anchor: str, partners: Iterable[str], links: dict[Link, float]) -> list[str]:
    """The anchor and, the best first, every partner who matches all that are in already."""
    group = [anchor]
    for one in sorted(partners, key=lambda one: (-links[frozenset((anchor, one))], rank(one))):
        if all(frozenset((one, member)) in links for member in group):
            group.append(one)
    return group
