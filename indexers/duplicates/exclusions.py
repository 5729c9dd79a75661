"""What makes two listings two things, however alike they are; the reason in plain words."""

from collections.abc import Iterator

from indexers.duplicates.comparison import Comparison
from indexers.duplicates.spans import overlap
from indexers.listing import Channel, Kind

# Below this likeness of titles the same organisation does two things in the same room.
LEAST_ALIKE = 0.6


def exclusion(found: Comparison) -> str:
    """The first reason why the two are two things; empty when there is none."""
    return next(_exclusions(found), "")


def _exclusions(found: Comparison) -> Iterator[str]:
    a, b = found.a, found.b
    if found.title.alike < LEAST_ALIKE:
        yield "other titles"
    if found.title.opposite:
        yield f"the titles say {found.title.opposite}"
    if found.marks.apart:
        yield found.marks.apart
    # A register of services calls everything a service, so that kind says nothing here.
    if (
        Kind.VOLUNTEERING in (a.kind, b.kind)
        and a.kind != b.kind
        and Kind.SERVICE not in (a.kind, b.kind)
    ):
        yield "one is for volunteers"
    if found.place.share is None and a.areas and b.areas and not {*a.areas} & {*b.areas}:
        yield "for other municipalities"
    if found.place.apart:
        yield found.place.apart
    if {(Channel.PLACE,), (Channel.ONLINE,)} == {a.channels, b.channels}:
        yield "one is online, the other is not"
    if found.time.apart:
        yield found.time.apart
    if max(a.shown[0], b.shown[0]) > min(a.shown[1], b.shown[1]):
        yield "shown in other periods"
    if a.ages and b.ages and not overlap(a.ages, b.ages):
        yield "for other ages"
    if a.genders and b.genders and not {*a.genders} & {*b.genders}:
        yield "for other genders"
