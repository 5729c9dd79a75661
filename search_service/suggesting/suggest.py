"""Search-as-you-type: what somebody has typed so far in, things worth choosing out.

Better than sending off what is typed, or not shown: every suggestion finds at least one listing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape

from geo.point import Point
from search_service.messages import say
from search_service.search import Searcher
from search_service.suggesting.candidates import Candidate, candidates
from search_service.suggesting.plan import counted, plan_suggestions, titles
from search_service.suggesting.tables import tables_of
from search_service.suggesting.typed import Typed
from synonyms.tokens import fold, tokenize

GROUPS = ("need", "theme", "concept", "place", "organisation", "listing")
FIRST, MOST = 2, 4  # items of a group before other groups get theirs, and in all
LEAST_FOR_ENGINE = 2  # letters
# An inflected word is marked as far as it is alike, if that is at least so much of it.
LEAST_ALIKE, ENDING = 4, 4


@dataclass(frozen=True, slots=True)
class SuggestItem:
    """Something to choose. `url_params` are the search (or `listing`) that it leads to, `count` the
    listings that this finds at least, `marked` escaped HTML with <mark> round what was typed."""

    text: str
    value: str
    kind: str
    count: int
    marked: str
    detail: str
    url_params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SuggestGroup:
    """Items of one kind, the best first."""

    kind: str
    label: str
    items: list[SuggestItem]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer; the group with the best item comes first."""

    query: str
    groups: list[SuggestGroup]
    warnings: list[dict[str, str]]


async def suggest(
    searcher: Searcher, text: str, lang: str, near: Point | None, limit: int, now: datetime
) -> list[SuggestGroup]:
    """Suggestions for a text, at most `limit`. Raises EngineDown."""
    live = searcher.index.current
    typed = Typed.read(text, lang)
    if not typed.whole or not live.listings:
        return []
    tables = tables_of(live, searcher.concepts)
    found = candidates(typed, tables, live, searcher.concepts, near)
    if typed.letters < LEAST_FOR_ENGINE:
        found = [one for one in found if one.listings]
    else:
        plan = plan_suggestions(typed, found, searcher, near, now)
        results = await searcher.engine.multi_search(plan.queries) if plan.queries else []
        found = [
            *counted(found, plan, results),
            *titles(typed, plan, results, near, live.locations),
        ]
    beginnings = {fold(token) for token, _, _ in tokenize(text)}
    return [
        SuggestGroup(kind, say(f"suggest.{kind}", lang), [_item(one, beginnings) for one in items])
        for kind, items in _chosen(found, limit).items()
    ]


def _chosen(found: Sequence[Candidate], limit: int) -> dict[str, list[Candidate]]:
    """The best of each kind, at most `limit` in all; kinds in the order of their best."""
    waiting: dict[str, list[Candidate]] = {kind: [] for kind in GROUPS}
    for one in found:
        waiting[one.kind].append(one)
    kinds = sorted(GROUPS, key=lambda kind: -max((one.score for one in waiting[kind]), default=0))
    chosen: dict[str, list[Candidate]] = {kind: [] for kind in kinds}
    seen: set[str] = set()
    for most in (FIRST, MOST):
        for kind in kinds:
            for one in _unseen(waiting[kind], seen):
                if len(chosen[kind]) >= most or len(seen) >= limit:
                    break
                chosen[kind].append(one)
                seen.add(fold(one.text))
    return {kind: items for kind, items in chosen.items() if items}


def _unseen(found: Iterable[Candidate], seen: Collection[str]) -> Iterable[Candidate]:
    return (one for one in found if fold(one.text) not in seen)


def _item(one: Candidate, beginnings: Collection[str]) -> SuggestItem:
    return SuggestItem(
        text=one.text,
        value=one.value,
        kind=one.kind,
        count=one.listings or 0,
        marked=marked_beginnings(one.text, beginnings),
        detail=one.detail,
        url_params=one.params,
    )


def marked_beginnings(text: str, beginnings: Collection[str]) -> str:
    """Escaped HTML of the text, with <mark> round what was typed, in each word that has it."""
    pieces, at = [], 0
    for word, start, end in _words(text):
        first, last = _alike(word, beginnings)
        if first < last and start + first < end:
            low, high = start + first, min(start + last, end)
            pieces += [escape(text[at:low]), "<mark>", escape(text[low:high]), "</mark>"]
            at = high
    return "".join([*pieces, escape(text[at:])])


@lru_cache(8192)
def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    """Words without accents, and where they stand; the same names are shown key after key."""
    return tuple((fold(token), start, end) for token, start, end in tokenize(text))


def _alike(word: str, beginnings: Collection[str]) -> tuple[int, int]:
    """Where the word is as typed: from its beginning, in a compound, or nearly, when inflected."""
    for typed in beginnings:
        if word.startswith(typed):
            return 0, len(typed)
    for typed in beginnings:
        if len(typed) >= LEAST_ALIKE and typed in word:
            return word.index(typed), word.index(typed) + len(typed)
    alike = max((_shared(word, typed) for typed in beginnings), default=0)
    return 0, alike if alike >= max(LEAST_ALIKE, len(word) - ENDING) else 0


def _shared(a: str, b: str) -> int:
    """Length of the common beginning."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (x, y) in pairs if x != y), min(len(a), len(b)))
