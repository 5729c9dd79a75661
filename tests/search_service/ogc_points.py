"""The points that the OGC collection holds, reckoned from the listings themselves: no engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient

from geo.point import Point
from indexers.index.document import document_key
from indexers.listing import Listing
from indexers.session import DatedSession, last_end
from search_service.settings import ZONE
from tests.search_service.matching_rules import Facts, facts_of, is_to_come

HORIZON = timedelta(days=180)
ITEMS = "/ogc/collections/listings/items"


@dataclass(frozen=True, slots=True)
class PointFacts:
    """One point of a listing."""

    id: str
    point: Point
    listing: Listing
    facts: Facts
    days: frozenset[date]  # on which its listing has a session
    begins: datetime | None
    ends: datetime | None


def points_of(listings: Iterable[Listing], now: datetime) -> list[PointFacts]:
    """The points of the listings that are shown at a moment, in no order."""
    return [
        PointFacts(
            id=f"{document_key(listing.id)}__{index}",
            point=place.point,
            listing=listing,
            facts=facts,
            days=_days(listing, now),
            begins=listing.valid_from,
            ends=_end(listing, now),
        )
        for listing in listings
        for facts in facts_of([listing], now)
        for index, place in enumerate(listing.locations)
        if place.point is not None
    ]


def _days(listing: Listing, now: datetime) -> frozenset[date]:
    days = set()
    for session in listing.sessions:
        for number, (start, end) in enumerate(session.occurrences(now)):
            if number and start > now + HORIZON:
                break
            days.add(start.date())
            if isinstance(session, DatedSession):
                last = min(end - timedelta(seconds=1), now.astimezone(start.tzinfo) + HORIZON)
                first = max(start.date(), now.astimezone(start.tzinfo).date())
                days |= {first + timedelta(days=n) for n in range((last.date() - first).days + 1)}
    return frozenset(days)


def _end(listing: Listing, now: datetime) -> datetime | None:
    ends = [last_end(one) for one in listing.sessions if is_to_come(one, now)]
    told = [end for end in ends if end is not None]
    over = max(told) if told and len(told) == len(ends) else None
    return min((end for end in (over, listing.valid_until) if end), default=None)


def is_on(one: PointFacts, start: datetime | None, end: datetime | None) -> bool:
    """Whether the listing is on at some time of an interval; None is an open end."""
    if end is not None and one.begins is not None and one.begins > end:
        return False
    if start is not None and one.ends is not None and one.ends <= start:
        return False
    first = start.astimezone(ZONE).date() if start else date.min
    last = end.astimezone(ZONE).date() if end else date.max
    return not one.listing.sessions or any(first <= day <= last for day in one.days)


def walk(api: TestClient, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The features of all pages, found by the next links alone."""
    features: list[dict[str, Any]] = []
    answer = api.get(ITEMS, params=dict(asked))
    while True:
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert page["numberReturned"] == len(page["features"])
        features += page["features"]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            assert page["numberMatched"] == len(features) + int(asked.get("offset", 0))
            return features
        assert page["features"], "a next link must lead on"
        (address,) = following
        answer = api.get(address)


def ids(features: Iterable[Mapping[str, Any]]) -> list[str]:
    return [feature["id"] for feature in features]


def ordered(points: Iterable[PointFacts]) -> list[str]:
    """Ids in the order of the collection."""
    return sorted(one.id for one in points)


def times(points: Sequence[PointFacts]) -> list[datetime]:
    """When listings were changed."""
    return sorted(one.listing.modified for one in points if one.listing.modified)
