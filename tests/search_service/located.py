"""Where the listings of a file take place, as plain numbers, for counting a second time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tests.search_service.matching_rules import Facts, facts_of, listings_of

REMOTE = {"online", "phone", "hybrid"}


class Place(NamedTuple):
    """One location with a point; `precise` is a point or a street, `remote` one from anywhere."""

    listing: str
    lat: float
    lon: float
    precise: bool
    remote: bool


@dataclass(frozen=True, slots=True)
class Corpus:
    """The listings that are shown, their places, and those that some location makes remote."""

    facts: Sequence[Facts]
    places: Sequence[Place]
    remote: frozenset[str]

    @property
    def by_id(self) -> Mapping[str, Facts]:
        """The facts of each listing."""
        return {one.id: one for one in self.facts}


def corpus_of(path: str, now: datetime) -> Corpus:
    """Read a file of activities."""
    listings = listings_of(path)
    facts = facts_of(listings, now)
    shown = {one.id for one in facts}
    places, remote = [], set()
    for listing in listings:
        if listing.id not in shown:
            continue
        if not listing.locations:
            remote.add(listing.id)
        for location in listing.locations:
            is_remote = location.channel.value in REMOTE
            if is_remote:
                remote.add(listing.id)
            if location.point:
                precise = location.precision.value in ("point", "street")
                at = (location.point.lat, location.point.lon)
                places.append(Place(listing.id, *at, precise, is_remote))
    return Corpus(facts, places, frozenset(remote))
