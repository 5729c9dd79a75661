"""Two listings' features in; how surely they tell of one thing, 0..1, with the reasons, out.

Points are added up: title, organisation, place and time are worth 1 together, so a fact that one
side does not tell is simply missing. What excludes that they are one (another town, another day,
another level) is asked first and outweighs everything but an id that a source tells itself.
Precision comes first: a wrong merge hides an activity, a missed one only shows it twice.
"""

from collections.abc import Iterator
from typing import NamedTuple

from indexers.duplicates.comparison import Comparison
from indexers.duplicates.exclusions import exclusion
from indexers.duplicates.features import Features
from indexers.duplicates.names import NameMatch
from indexers.duplicates.same_source import difference
from indexers.duplicates.spans import overlap
from indexers.listing import Price

# From this score on two listings are made one. A telling title, the organisation and the precise
# place reach it without a time; a common title ("Jooga") needs a time, a contact or the same text.
MERGE_AT = 0.75
TOLD = 1.0  # one source tells the id of the other's record
SURE = 0.97  # the most that can be inferred, below what is told
NEAR_IDENTICAL = 0.95  # two records of one source that differ in nothing that could tell them apart
APART = 0.0

TITLE = 0.28  # the same title, however common; falls to 0 where half of the words differ
ZERO_ALIKE = 0.5
TELLING = 0.12  # on top for a title that few others have
ORGANISATION = 0.2
LIKE_ORGANISATION = 0.1  # a branch and its federation, another spelling
OTHER_ORGANISATION = -0.15  # held jointly, or told by a publisher: possible, and not the rule
PLACE = 0.2
REMOTE = 0.1  # both by telephone or online only
AREA = 0.05  # the same municipality served, where one side tells no place
TIME = 0.2
# Facts that support: none decides alone, since clubs use one telephone and one text for all groups.
LINK = 0.25  # one links to the other's page, or both tell the same id of a third register
TEXT = 0.15
CONTACT = 0.1
MOST_SUPPORT = 0.3
SAME_TEXT = 0.5  # of the shorter text's sentences

# The most, when one title has a word more, or says a level, an age or a number of which the other
# listing knows nothing, and no time confirms it: one of several groups and all of them together.
DOUBTED = 0.7
UNTOLD = -0.1  # such a level, age or number, at the same time
OTHER_PRICE = -0.1  # free and paid: sources mean the membership or the entrance
LITTLE_OVERLAP = -0.1  # of ages
LEAST_OVERLAP = 0.5


class Score(NamedTuple):
    """How surely two listings are one, and why."""

    value: float
    reasons: tuple[str, ...]

    @property
    def merges(self) -> bool:
        """Whether it is enough to make them one."""
        return self.value >= MERGE_AT


def score(a: Features, b: Features) -> Score:
    """Score two listings; the order does not matter."""
    if a.id == b.id or a.id in b.same_as or b.id in a.same_as:
        return Score(TOLD, ("one source tells the id of the other's record",))
    a, b = sorted((a, b), key=lambda one: one.id)
    if a.source == b.source:
        return _within_source(a, b)
    found = Comparison(a, b)
    if reason := exclusion(found):
        return Score(APART, (reason,))
    points = list(_points(found))
    total = round(sum(worth for worth, _ in points), 3)
    most = DOUBTED if _is_doubted(found) else SURE
    return Score(max(APART, min(most, total)), tuple(reason for _, reason in points))


def _is_doubted(found: Comparison) -> bool:
    return not found.time.share and (found.title.odd or bool(found.marks.untold))


def _within_source(a: Features, b: Features) -> Score:
    if reason := difference(a, b):
        return Score(APART, (f"their source keeps them apart: {reason}",))
    return Score(NEAR_IDENTICAL, ("the same record twice in one source",))


def _points(found: Comparison) -> Iterator[tuple[float, str]]:
    yield _title(found)
    if found.name:
        yield _organisation(found.name)
    yield from _where(found)
    if found.time.share:
        yield TIME * found.time.share, "the same time"
    yield from _support(found.a, found.b)
    yield from _doubts(found)


def _title(found: Comparison) -> tuple[float, str]:
    title = found.title
    share = (title.alike - ZERO_ALIKE) / (1 - ZERO_ALIKE)
    across = " in another language" if title.across else ""
    same = "the same title" if title.alike == 1 else f"titles alike to {title.alike:.0%}"
    return share * (TITLE + TELLING * title.telling), same + across


def _organisation(name: NameMatch) -> tuple[float, str]:
    if name.same:
        return ORGANISATION, "the same organisation"
    if name.like:
        return LIKE_ORGANISATION, "organisations of like names"
    return OTHER_ORGANISATION, "other organisations"


def _where(found: Comparison) -> Iterator[tuple[float, str]]:
    a, b = found.a, found.b
    if found.place.share is not None:
        yield (
            PLACE * found.place.share,
            "the same place" if found.place.share > 0.5 else "the same municipality",
        )
    elif a.channels and a.channels == b.channels and not a.places:
        yield REMOTE, "both from afar"
    elif {*a.areas} & {*b.areas}:
        yield AREA, "for the same municipality"


def _support(a: Features, b: Features) -> Iterator[tuple[float, str]]:
    left = MOST_SUPPORT
    for worth, reason in _supporting(a, b):
        worth = min(worth, left)
        left -= worth
        if worth:
            yield worth, reason


def _supporting(a: Features, b: Features) -> Iterator[tuple[float, str]]:
    if _linked(a, b):
        yield LINK, "one leads to the other"
    fewer = min(len(a.sentences), len(b.sentences))
    if fewer and len({*a.sentences} & {*b.sentences}) >= fewer * SAME_TEXT:
        yield TEXT, "the same text"
    if {*a.contacts} & {*b.contacts}:
        yield CONTACT, "a contact in common"


def _linked(a: Features, b: Features) -> bool:
    pages = (a.page and a.page in (*b.contacts, b.page)) or (b.page and b.page in a.contacts)
    return bool(pages) or bool({*a.same_as} & {*b.same_as})


def _doubts(found: Comparison) -> Iterator[tuple[float, str]]:
    a, b = found.a, found.b
    if found.marks.untold:
        yield UNTOLD, found.marks.untold
    if found.title.odd and not found.time.share:
        yield 0.0, "one title has a word more, and no time confirms it"
    if {a.price, b.price} == {Price.FREE, Price.PAID}:
        yield OTHER_PRICE, "one is free, the other is not"
    if a.ages and b.ages and overlap(a.ages, b.ages) < LEAST_OVERLAP:
        yield LITTLE_OVERLAP, "ages that overlap little"
