"""Any JSON anywhere in an otherwise valid activity: a listing or a reason, never an exception."""

from typing import Any

from hypothesis import given, settings

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Listing
from indexers.sources.lahella import Lahella
from indexers.sources.source import Rejected
from tests.indexers.samples import activity, channel
from tests.indexers.sources.damage import (
    ANYWHERE,
    JSON,
    NUMBERS,
    TEXTS,
    damaged,
    made_of,
    parent_of,
    paths,
    places_needed,
    reason_told,
)


def whole() -> dict[str, Any]:
    return activity(channels=[channel(), channel(type=["online"])])


def outcome_of(record: object) -> Listing | Rejected:
    return reason_told(Lahella(Fetcher(), {}).read(record, 7), "lahella")


@settings(deadline=None, max_examples=250)
@given(damaged(whole()))
def test_a_damaged_activity_is_a_listing_or_a_reason(record: dict[str, Any]) -> None:
    outcome = outcome_of(record)
    if isinstance(outcome, Listing):
        assert made_of(outcome)


@settings(deadline=None, max_examples=150)
@given(JSON)
def test_any_json_at_all_is_a_listing_or_a_reason(record: object) -> None:
    outcome_of(record)


def test_each_place_of_an_activity_survives_each_trap() -> None:
    kept = tried = 0
    for path in paths(activity()):
        stood = parent_of(activity(), path)[path[-1]]
        more = (
            TEXTS if isinstance(stood, str) else NUMBERS if isinstance(stood, int | float) else []
        )
        for value in [*ANYWHERE, *more]:
            record = activity()
            parent_of(record, path)[path[-1]] = value
            outcome = outcome_of(record)
            tried += 1
            if isinstance(outcome, Listing):
                kept += 1
                made_of(outcome)
    assert kept > tried / 2  # most of a listing may be broken without losing it


def test_each_place_of_an_activity_may_be_missing() -> None:
    assert places_needed(whole(), outcome_of) == {
        ("_key",),
        ("traits",),
        ("traits", "type"),
        ("traits", "translations"),
    }
