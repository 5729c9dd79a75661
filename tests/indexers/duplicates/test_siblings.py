"""The demo's listings as a second source would tell them, and siblings that must stay apart."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from geo.nearest_centre import NearestCentre
from geo.point import Point
from indexers.duplicates.features import features
from indexers.duplicates.keys import block_keys
from indexers.duplicates.score import score
from indexers.duplicates.time_match import is_opening_hours
from indexers.duplicates.times import times_of
from indexers.enrich import enriched
from indexers.listing import Address, Listing, Location, Provenance
from indexers.session import Session, WeeklySession
from search_service.demo import DEMO
from tests.indexers.samples import read

Change = Callable[[Listing], Listing]


@cache
def demo() -> tuple[Listing, ...]:
    records = orjson.loads(Path(DEMO).read_bytes())
    return tuple(enriched(read(record), NearestCentre()) for record in records[::2])


def in_ptv(listing: Listing, **changed: Any) -> Listing:
    native = listing.provenance.native_id
    own = Provenance(source="ptv", native_id=native)
    return listing.model_copy(update={"id": f"ptv:{native}", "provenance": own, **changed})


def untimed(listing: Listing) -> Listing:
    bare = tuple(place.model_copy(update={"sessions": ()}) for place in listing.locations)
    return listing.model_copy(update={"locations": bare})


def placed(listing: Listing, change: Callable[[Location], Location]) -> Listing:
    return listing.model_copy(update={"locations": tuple(map(change, listing.locations))})


def moved(listing: Listing, degrees: float) -> Listing:
    def there(place: Location) -> Location:
        if place.point is None:
            return place
        point = Point(place.point.lat + degrees, place.point.lon)
        elsewhere = {"point": point, "address": Address(street="Toinen tie 77")}
        return place.model_copy(update=elsewhere)

    return placed(listing, there)


def timed(listing: Listing, change: Callable[[Session], Session]) -> Listing:
    def then(place: Location) -> Location:
        return place.model_copy(update={"sessions": tuple(map(change, place.sessions))})

    return placed(listing, then)


def next_year(session: Session) -> Session:
    year = timedelta(weeks=52)
    if isinstance(session, WeeklySession):
        until = session.valid_until and session.valid_until + year
        period = {"valid_from": session.valid_from + year, "valid_until": until}
        return session.model_copy(update=period)
    end = session.end and session.end + year
    return session.model_copy(update={"start": session.start + year, "end": end})


def next_day(session: Session) -> Session:
    if isinstance(session, WeeklySession):
        return session.model_copy(update={"weekday": session.weekday % 7 + 1})
    day = timedelta(days=1)
    end = session.end and session.end + day
    return session.model_copy(update={"start": session.start + day, "end": end})


def titled(listing: Listing, more: str) -> Listing:
    texts = {
        lang: text.model_copy(update={"title": f"{text.title} {more}"})
        for lang, text in listing.texts.items()
    }
    return listing.model_copy(update={"texts": texts})


def merges(a: Listing, b: Listing) -> bool:
    return score(features(a), features(in_ptv(b))).merges


def test_a_whole_copy_in_another_source_is_found() -> None:
    for listing in demo():
        first, second = features(listing), features(in_ptv(listing))
        assert score(first, second).merges, listing.id
        assert block_keys(first) & block_keys(second), listing.id


def test_no_two_listings_of_the_demo_are_one() -> None:
    first = [features(listing) for listing in demo()]
    second = [features(in_ptv(listing)) for listing in demo()]
    keys = [(block_keys(a), block_keys(b)) for a, b in zip(first, second, strict=True)]
    for left, a in enumerate(first):
        for right, b in enumerate(second):
            if left != right and keys[left][0] & keys[right][1]:
                assert not score(a, b).merges, (a.id, b.id)


@pytest.mark.parametrize(
    "more", [("Karhut", "Ilvekset"), ("1", "2"), ("A", "B"), ("P2014", "P2015"), ("2026", "2027")]
)
def test_groups_by_name_and_number_stay_apart(more: tuple[str, str]) -> None:
    """Nothing else differs, and no times are told."""
    for listing in map(untimed, demo()):
        assert not merges(titled(listing, more[0]), titled(listing, more[1])), listing.id


@pytest.mark.parametrize("more", ["Karhut", "edistyneet", "II"])
def test_a_group_is_not_the_same_as_all_groups_together(more: str) -> None:
    for listing in map(untimed, demo()):
        assert not merges(listing, titled(listing, more)), listing.id


@pytest.mark.parametrize(
    "change",
    [lambda one: moved(one, 0.03), lambda one: moved(one, 0.3), lambda one: timed(one, next_year)],
    ids=["three kilometres away", "in another town", "next year"],
)
def test_another_place_or_edition_stays_apart(change: Change) -> None:
    told = [one for one in demo() if change(one) != one]
    assert len(told) > 50
    for listing in told:
        assert not merges(listing, change(listing)), listing.id


def test_the_group_of_the_next_day_stays_apart() -> None:
    told = [one for one in demo() if any(times_of(one.sessions)[:2])]
    groups = [one for one in told if not is_opening_hours(times_of(one.sessions))]
    assert len(groups) > 50
    for listing in groups:
        if len({day for day, _ in times_of(listing.sessions).slots}) < 3:
            assert not merges(listing, timed(listing, next_day)), listing.id
