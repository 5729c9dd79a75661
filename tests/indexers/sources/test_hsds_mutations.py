"""Any JSON anywhere in an otherwise valid service: a listing or a reason, never an exception."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.listing import Listing
from indexers.sources.source import Rejected, records_of
from tests.indexers.sources.damage import (
    JSON,
    as_json,
    damaged,
    made_of,
    places_needed,
    reason_told,
    trapped,
)
from tests.indexers.sources.hsds_samples import SERVICE, source

SOURCE = source()


def outcome_of(record: object) -> Listing | Rejected:
    return reason_told(SOURCE.read(record, 7), "hsds")


@settings(deadline=None, max_examples=150)
@given(damaged(SERVICE))
def test_a_damaged_service_is_a_listing_or_a_reason(record: dict[str, Any]) -> None:
    outcome = outcome_of(record)
    if isinstance(outcome, Listing):
        made_of(outcome)


@settings(deadline=None, max_examples=100)
@given(JSON)
def test_any_json_at_all_is_a_listing_or_a_reason(record: object) -> None:
    outcome_of(record)


def test_each_place_of_a_service_survives_each_trap() -> None:
    for record in trapped(SERVICE):
        outcome_of(record)


def test_each_place_of_a_service_may_be_missing() -> None:
    assert places_needed(SERVICE, outcome_of) == {("id",), ("name",)}


@settings(deadline=None, max_examples=100)
@given(st.lists(damaged(SERVICE) | JSON, max_size=3))
def test_no_record_of_a_file_is_lost_on_the_way(bodies: list[object]) -> None:
    shapes = ("services", "contents", "service")
    plain = [
        one for one in bodies if not (isinstance(one, dict) and {*shapes, "location_id"} & set(one))
    ]
    with TemporaryDirectory() as directory:
        path = Path(directory) / "services.json"
        path.write_bytes(as_json(plain))
        found = list(records_of(SOURCE, str(path)))
    assert len(found) == len(plain)
